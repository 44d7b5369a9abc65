"""What a site is to the server: a path and a day go in, a reply comes out. Shared by all sites; pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tests.newsroom.story import Story

HERE = Path(__file__).parent
HTML = "text/html; charset=UTF-8"
XML = "application/xml; charset=utf-8"

_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<words>[^\]]+)\]\((?P<address>[^)\s]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the site answers; the server adds ETag, Last-Modified and the rest."""

    body: bytes
    kind: str = HTML
    status: int = 200
    changed: datetime | None = None
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What was asked for, and the state of the world at that moment."""

    path: str
    query: Mapping[str, str]
    today: date
    ecl: int
    body: bytes = b""
    """What was sent along (POST)."""


class Site(Protocol):
    """A site of the newsroom."""

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""

    def path(self, story: Story) -> str:
        """Where the story stands."""


def environment(name: str, bases: Mapping[str, str], language: str, folder: str = "") -> Environment:
    """The templates of one site (of a folder that it shares with others), with what all of them need."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates" / (folder or name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["base"] = bases[name]
    made.filters["inline"] = _inline(bases)
    made.filters["address"] = _address(bases)
    # Never strftime: its names of days and months hang on the machine's locale.
    made.filters["mail_date"] = format_datetime
    made.filters["day"] = lambda moment, pattern: format_date(moment, pattern, locale=language)
    return made


def robots(base: str, *disallowed: str) -> Reply:
    """A robots.txt that bars these paths and names the sitemap."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in disallowed), "", f"Sitemap: {base}/sitemap.xml", ""]
    return Reply(body="\n".join(lines).encode(), kind="text/plain; charset=utf-8")


def sitemap(base: str, pages: Iterable[tuple[str, datetime]]) -> Reply:
    """A flat sitemap of paths and their last edits."""
    pages = tuple(pages)
    urls = "".join(
        f"<url><loc>{escape(base + path)}</loc><lastmod>{changed.isoformat()}</lastmod></url>\n"
        for path, changed in pages
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Reply(body=f"{head}{urls}</urlset>\n".encode(), kind=XML, changed=newest(changed for _, changed in pages))


def newest(moments: Iterable[datetime]) -> datetime:
    """The last of the moments; the beginning of time where there are none."""
    return max(moments, default=datetime(1995, 1, 1, tzinfo=UTC))


def moved(location: str) -> Reply:
    """The page stands elsewhere, for good."""
    return Reply(body=b"", status=301, location=location)


def _address(bases: Mapping[str, str]) -> Callable[[str], str]:
    """A link of a story in full: `ledger:/path` is the other site's page, `/path` this one's."""

    def address(given: str) -> str:
        name, colon, path = given.partition(":")
        return bases[name] + path if colon and name in bases else given

    return address


def _inline(bases: Mapping[str, str]) -> Callable[[str], Markup]:
    """The words of a block with its bold parts and links."""
    address = _address(bases)

    def one(found: re.Match[str]) -> str:
        if found["bold"]:
            return f"<strong>{found['bold']}</strong>"
        return f'<a href="{address(found["address"])}">{found["words"]}</a>'

    def inline(text: str) -> Markup:
        return Markup(_INLINE.sub(one, str(escape(text))))  # noqa: S704  # escaped just before

    return inline
