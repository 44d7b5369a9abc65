"""JSON APIs, by what the source's [api] table says of them: where the entries lie, which keys tell what, how to page.

An article that answers with JSON is made into a plain page here (2026-11-22), for whatever reads pages reads HTML;
the answer itself stands in it unchanged, in a script element, so that the archive keeps the original.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from models.errors import ConfigError, NotFeed, PageError
from models.source import Api, Source
from spiders import stamps
from spiders.entry import Ask, Entry

_PLACE = re.compile(r"\{([^{}:]+)(:slug)?\}")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def check(source: Source) -> None:
    """Nothing. Raises ConfigError when the table is missing, or does not hold together."""
    table, file = _api(source), f"{source.name}.toml"
    if table.body and not isinstance(_json(table.body), dict):
        raise ConfigError("is no JSON object", file=file, key="api.body")
    for key, template in (("url", table.url), ("shown", table.shown)):
        if template and (not _PLACE.search(template) or {"{", "}"} & set(_PLACE.sub("", template))):
            raise ConfigError(f"{template} names no key in braces, such as {{code}}", file=file, key=f"api.{key}")
    if table.page and table.body and not isinstance(_json(table.body).get(table.page), int):
        raise ConfigError(f"{table.page} is no number of api.body", file=file, key="api.page")
    if table.page and not table.body and any(not _has_page(url, table.page) for url in source.urls):
        raise ConfigError(f"{table.page} is no key of the addresses' queries", file=file, key="api.page")


def start(source: Source) -> tuple[Ask, ...]:
    """The first page behind each of the source's addresses."""
    table = _api(source)
    return tuple(Ask(url=url, body=table.body.encode()) for url in source.urls)


def entries(body: bytes, url: str, source: Source) -> tuple[Entry, ...]:
    """Every entry with an address. Raises NotFeed when no list lies where it should."""
    table = _api(source)
    found = _at(_json(body), table.entries)
    if not isinstance(found, list):
        raise NotFeed(f"is no JSON with a list at {table.entries or 'its top'}", page=url)
    made = (_entry(one, table) for one in found)
    return tuple(entry for entry in made if entry)


def further(body: bytes, ask: Ask, source: Source) -> tuple[Ask, ...]:
    """The next page; nothing after one without entries."""
    table = _api(source)
    if not table.page or not _at(_json(body), table.entries):
        return ()
    if not ask.body:
        return (Ask(url=_turned(ask.url, table.page)),)
    asked = _json(ask.body)
    asked[table.page] += 1
    return (Ask(url=ask.url, body=json.dumps(asked, ensure_ascii=False).encode()),)


def page(body: bytes, entry: Entry, source: Source) -> bytes:
    """The article as a page. Raises PageError when its text is not where it should be."""
    paths = _api(source).article
    if paths is None:
        return body
    answer = _json(body)
    title, text, published, language = (
        _words(answer, (path,)) for path in (paths.title, paths.text, paths.published, paths.language)
    )
    if not title or not text:
        missing = paths.text if title else paths.title
        raise PageError(f"is no JSON with words at {missing}", page=entry.shown or entry.url)
    day = stamps.moment(published)
    meta = f'<meta property="article:published_time" content="{day.date().isoformat()}">' if day else ""
    if not _TAG.search(text):
        text = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
    # In JSON "<" may always be written so; nothing inside can end the element then.
    original = body.decode("utf-8", errors="replace").replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="{html.escape(language.lower() or source.language)}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>{meta}</head><body><main><article><h1>{html.escape(title)}</h1>\n"
        f'{text}\n</article></main><script type="application/json" id="answer">{original}</script></body></html>\n'
    ).encode()


def _api(source: Source) -> Api:
    if source.api is None:
        raise ConfigError("is missing; the door api needs it", file=f"{source.name}.toml", key="api")
    return source.api


def _entry(one: Any, table: Api) -> Entry | None:
    address = _filled(table.url, one)
    if not address.startswith(("http://", "https://")):
        return None
    came, edited = (stamps.moment(_words(one, paths)) for paths in (table.published, table.changed))
    return Entry(
        url=address,
        title=_words(one, table.title),
        teaser=_words(one, table.teaser),
        published=came.date().isoformat() if came else "",
        changed=max((moment for moment in (came, edited) if moment), default=None),
        shown=_filled(table.shown, one),
    )


def _filled(template: str, one: Any) -> str:
    """The template with its places filled; empty when one of them stays empty."""
    values = [(_words(one, (path,)), slug) for path, slug in _PLACE.findall(template)]
    if not template or not all(value for value, _ in values):
        return ""
    if _PLACE.fullmatch(template) and not values[0][1]:
        return values[0][0]
    written = iter(
        _NO_WORD.sub("_", value.lower()).strip("_") if slug else quote(value, safe="") for value, slug in values
    )
    return _PLACE.sub(lambda _: next(written), template)


def _words(one: Any, paths: Iterable[str]) -> str:
    """What stands at the first of the paths that leads to words or a number."""
    for path in paths:
        found = _at(one, path) if path else None
        if isinstance(found, list) and all(isinstance(part, str) for part in found):
            found = ", ".join(found)
        if isinstance(found, (str, int, float)) and not isinstance(found, bool) and str(found).strip():
            return str(found).strip()
    return ""


def _at(answer: Any, path: str) -> Any:
    """What lies at that path; None where nothing does."""
    for key in path.split(".") if path else ():
        if isinstance(answer, dict):
            answer = next(iter(answer.values()), None) if key == "*" else answer.get(key)
        elif isinstance(answer, list):
            place = 0 if key == "*" else int(key) if key.isdecimal() else len(answer)
            answer = answer[place] if place < len(answer) else None
        else:
            return None
    return answer


def _json(text: bytes | str) -> Any:
    """What the JSON says; None for anything that is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return None


def _has_page(url: str, key: str) -> bool:
    return any(name == key and value.isdecimal() for name, value in _query(url))


def _turned(url: str, key: str) -> str:
    parts = urlsplit(url)
    pairs = [(name, str(int(value) + 1) if name == key and value.isdecimal() else value) for name, value in _query(url)]
    return urlunsplit(parts._replace(query=urlencode(pairs)))


def _query(url: str) -> Iterator[tuple[str, str]]:
    return iter(parse_qsl(urlsplit(url).query, keep_blank_values=True))
