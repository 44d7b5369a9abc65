"""Response → Page: what came, unpacked, with the headers that still tell something. Pure."""

import html
import re
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from scrapy.http import Request, Response

from models.page import Page
from spiders import admit, seen

_SHORT = re.compile(r"(?:p|page_id)=\d+")
_LINK = re.compile(r"<link\s[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s{0,5}=\s{0,5}("[^"]*"|'[^']*'|[^\s"'>]+)""")
_HEAD = 200_000
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
# They speak of the wire, and the body is unpacked by now; cookies are nobody's business.
_LEFT_OUT = {"connection", "content-encoding", "content-length", "keep-alive", "set-cookie", "transfer-encoding"}


def page(response: Response, *, source: str, url: str, fetched: datetime, published: str = "") -> Page:
    """The response as a page of that source, under its canonical URL."""
    return Page(
        source=source,
        url=url,
        fetched=fetched,
        status=response.status,
        headers=headers(response),
        body=response.body,
        published=published,
    )


def own_address(response: Response, url: str) -> str:
    """The address that a page behind a short or AMP address gives as its own; else the one that was asked for.

    Other addresses are taken as they are: on some sites every page calls the front page its own.
    """
    parts = urlsplit(url)
    amp = parts.netloc.startswith("amp.") or ".amp" in parts.path
    if not amp and not (parts.path == "/" and _SHORT.fullmatch(parts.query)):
        return url
    for link in _LINK.findall(response.body[:_HEAD].decode("latin-1")):
        found = {name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(link)}
        if found.get("rel", "").lower() == "canonical":
            own = seen.canonical(html.unescape(urljoin(url, found.get("href", ""))))
            there = urlsplit(own)
            same = admit.bare(there.netloc) == admit.bare(parts.netloc).removeprefix("amp.")
            return own if same and there.path.strip("/") else url
    return url


def headers(message: Response | Request) -> tuple[tuple[str, str], ...]:
    """The headers with lower-case names, in the order of their names; what cannot be printed is a space."""
    given = ((name.decode("latin-1").lower(), value) for name, values in message.headers.items() for value in values)
    return tuple(
        sorted((name, line(value)) for name, value in given if name not in _LEFT_OUT and _NAME.fullmatch(name))
    )


def line(value: bytes) -> str:
    """A header's value; what cannot be printed is a space."""
    text = value.decode("latin-1")
    if text.isprintable():  # nearly all are
        return text.strip()
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
