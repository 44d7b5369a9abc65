"""Response → Rights: what a site says may be done with a page, and where it says so. Pure.

What decides what (sources.md §5, 2026-11-22): a reservation (TDMRep `1`), `noarchive` and `noai` leave what anybody may
read to be read for its facts, but its text is not kept. `noindex` and `none` want it in no index, and ours is one;
`nosnippet` forbids the very sentence that would prove a fact: such a page is neither read nor kept. The strictest word
decides. TDMRep's own order is file, header, meta: the later one stands, and one that says nothing takes nothing back.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scrapy.http import Response
from selectolax.lexbor import LexborHTMLParser

from models.rights import Rights

AGENT = "factorywatch"
_MOST_BYTES = 512_000
_MOST_RULES = 1_000
_HEAD = 300_000
"""Bytes at the start of a page in which its metadata must stand."""
_LONGEST = 300
_ORDER = ("kept", "read", "barred")
_READ = {"noarchive", "nocache", "noai"}
_BARRED = {"noindex", "none", "nosnippet"}
_SAYS = re.compile(rb"tdm-reservation|robots|factorywatch", re.IGNORECASE)
_BODY = re.compile(rb"<body[\s>]|</head\s*>", re.IGNORECASE)
_WITH_VALUE = {"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"}
_AGENT = re.compile(r"\s*([A-Za-z*][\w*-]*)\s*:(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a tdmrep.json: which paths it is about, and whether they are reserved."""

    location: str
    reserved: bool
    policy: str = ""


def rules(status: int, body: bytes) -> tuple[Rule, ...]:
    """The rules of a tdmrep.json, in their order; none where the answer is no such file."""
    if not 200 <= status < 300 or len(body) > _MOST_BYTES:
        return ()
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ()  # many sites answer a page for everything
    if not isinstance(told, list):
        return ()
    made = (_rule(one) for one in told[:_MOST_RULES] if isinstance(one, dict))
    return tuple(rule for rule in made if rule)


def of(response: Response, site: Iterable[Rule]) -> Rights:
    """What decided over this page; `site` are the rules of its host's tdmrep.json."""
    head = {name.decode("latin-1").lower(): value for name, value in response.headers.items()}
    metas = _metas(response.body)
    found = [_reservation(response.url, site, head, metas)]
    for field in head.get("x-robots-tag", ()):
        found += _robots("X-Robots-Tag", field.decode("latin-1"), addressed=True)
    for name in ("robots", AGENT):
        for value in metas.get(name, ()):
            found += _robots("meta robots", value, addressed=False)
    if "content-usage" in head:
        # AIPREF is a draft (2026-11-22: draft-ietf-aipref-attach-05): what it says is noted and decides nothing.
        found.append(Rights(signal="Content-Usage", words=_line(head["content-usage"][0].decode("latin-1"))))
    # Of equal ones the first that says anything.
    return max(found, key=lambda rights: (_ORDER.index(rights.use), bool(rights.signal)))


def _rule(told: Mapping[str, object]) -> Rule | None:
    location, policy = told.get("location"), told.get("tdm-policy")
    value = _flag(told.get("tdm-reservation"))
    if not isinstance(location, str) or value is None:
        return None
    return Rule(location=location[:_LONGEST], reserved=value, policy=_line(policy) if isinstance(policy, str) else "")


def _reservation(
    url: str, site: Iterable[Rule], head: Mapping[str, list[bytes]], metas: Mapping[str, list[str]]
) -> Rights:
    made = Rights()
    parts = urlsplit(url)
    path = unquote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
    if rule := next((rule for rule in site if _matches(rule.location, path)), None):
        made = _reserved("tdmrep.json", rule.reserved, rule.policy)
    fields = {name: [one.decode("latin-1") for one in head.get(name, ())] for name in ("tdm-reservation", "tdm-policy")}
    for signal, said in (("header tdm-reservation", fields), ("meta tdm-reservation", metas)):
        flag = next((flag for value in said.get("tdm-reservation", ()) if (flag := _flag(value)) is not None), None)
        if flag is not None:
            made = _reserved(signal, flag, next(iter(said.get("tdm-policy", ())), ""))
    return made


def _reserved(signal: str, flag: bool, policy: str) -> Rights:
    return Rights(
        use="read" if flag else "kept",
        signal=signal,
        words=f"tdm-reservation: {int(flag)}",
        policy=_line(policy) if flag else "",
    )


def _flag(value: object) -> bool | None:
    """Reserved or not; anything but 1 and 0 says neither."""
    return {"1": True, "0": False}.get(str(value).strip()) if not isinstance(value, bool) else None


def _matches(location: str, path: str) -> bool:
    """As in robots.txt: the start of the path, `*` for anything, `$` for the end. In linear time."""
    ends = location.endswith("$")
    first, *parts = unquote(location.removesuffix("$")).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if ends and parts:
        *parts, last = parts
        if not path.endswith(last):
            return False
        path = path[: len(path) - len(last)]
    elif ends:
        return path == first
    for part in parts:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return at <= len(path)


def _robots(signal: str, text: str, *, addressed: bool) -> Iterator[Rights]:
    """What each word of a robots tag decides. In a header words behind another robot's name are not for us."""
    ours = True
    for part in text.split(","):
        word = part
        if addressed and (named := _AGENT.fullmatch(part)) and named[1].lower() not in _WITH_VALUE:
            ours = named[1].lower() in ("*", AGENT)
            word = named[2]
        word = "".join(word.lower().split())
        if not ours:
            continue
        if word in _BARRED or word == "max-snippet:0":
            yield Rights(use="barred", signal=signal, words=word)
        elif word in _READ:
            yield Rights(use="read", signal=signal, words=word)


def _metas(body: bytes) -> Mapping[str, list[str]]:
    """What the page's own metadata say, by lower-case name."""
    head = body[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    if not _SAYS.search(head):
        return {}
    if end := _BODY.search(head):
        head = head[: end.start()]
    found: dict[str, list[str]] = {}
    for node in LexborHTMLParser(head).css("meta[name][content]"):
        name = (node.attributes.get("name") or "").strip().lower()
        found.setdefault(name, []).append(node.attributes.get("content") or "")
    return found


def _line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()[:_LONGEST]
