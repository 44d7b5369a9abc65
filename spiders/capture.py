"""Response → Page: what came, unpacked, with the headers that still tell something. Pure."""

import re
from datetime import datetime

from scrapy.http import Response

from models.page import Page

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


def headers(response: Response) -> tuple[tuple[str, str], ...]:
    """The headers with lower-case names, in the order of their names; what cannot be printed is a space."""
    given = ((name.decode("latin-1").lower(), value) for name, values in response.headers.items() for value in values)
    return tuple(
        sorted((name, _line(value)) for name, value in given if name not in _LEFT_OUT and _NAME.fullmatch(name))
    )


def _line(value: bytes) -> str:
    text = value.decode("latin-1")
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()
