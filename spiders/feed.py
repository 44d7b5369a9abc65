"""Feeds: RSS, Atom and RDF, also broken ones. Reads what is handed in; fetches and expands nothing."""

import io
import re
import time
from datetime import datetime
from typing import Any

import feedparser
from parsel import Selector

from models.errors import NotFeed
from models.source import Source
from spiders import letters, stamps
from spiders.entry import Entry

# What it says of the encoding is settled before: many feeds say one thing and are another.
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]{0,300}\?>")
_LONGEST_TITLE = 1_000
# Some feeds carry whole articles; this much is enough to see what one is about.
_LONGEST_TEASER = 20_000


def check(_source: Source) -> None:
    """Nothing: a feed needs nothing beyond its address."""


def entries(body: bytes, url: str, source: Source) -> tuple[Entry, ...]:
    """Every entry that names an address. Raises NotFeed when the body is none, whatever its type says."""
    # Bytes by themselves would be taken for the name of a file to open; a stream never is.
    feed = feedparser.parse(
        io.BytesIO(_DECLARATION.sub("", letters.text(body, source.language), count=1).encode(errors="replace")),
        response_headers={"content-location": url, "content-language": source.language},
        # Markup is stripped below; washing it first doubles the time.
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.get("version") and not feed.entries:
        raise NotFeed("is no feed", page=url)
    found = (_entry(raw) for raw in feed.entries)
    return tuple(entry for entry in found if entry)


def _entry(raw: Any) -> Entry | None:
    # Not raw.get: feedparser's own would answer one date with another, and warn.
    known: dict[str, Any] = dict(raw.items())
    address = known.get("link") or known.get("id") or ""
    published, updated = (_moment(known, name) for name in ("published", "updated"))
    day = published or updated
    return (
        Entry(
            url=address,
            title=_words(known.get("title"), _LONGEST_TITLE),
            teaser=_words(_text(known), _LONGEST_TEASER),
            published=day.date().isoformat() if day else "",
            changed=max((moment for moment in (published, updated) if moment), default=None),
        )
        if address.startswith(("http://", "https://"))
        else None
    )


def _text(known: dict[str, Any]) -> str:
    """The longest of what the entry says of its article."""
    bodies = [known.get("summary") or "", *(part.get("value") or "" for part in known.get("content") or ())]
    return max(bodies, key=len)


def _moment(known: dict[str, Any], name: str) -> datetime | None:
    written = stamps.moment(known.get(name) or "")
    if written:
        return written
    # feedparser knows odd forms (Korean, Greek, "2024-12-10 CET") and gives them in UTC.
    parsed = known.get(f"{name}_parsed")
    return stamps.moment(time.strftime("%Y-%m-%dT%H:%M:%S", parsed)) if parsed else None


def _words(markup: str | None, longest: int) -> str:
    text = markup or ""
    if "<" in text or "&" in text:
        # Not selectolax: it needs seconds for a few kilobytes of unclosed, nested tags.
        text = " ".join(
            Selector(text=text, type="html").xpath("//text()[not(parent::script or parent::style)]").getall()
        )
    return " ".join(text.split())[:longest]
