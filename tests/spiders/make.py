"""Builders with defaults for the tests of this room."""

from datetime import UTC, datetime

from models.look import Look
from models.source import Api, Browser, Door, Expects, Listing, Sitemap, Source, Watch

NOON = datetime(2024, 12, 12, 12, 0, tzinfo=UTC)

LISTING = Listing(
    entry=".ecl-content-item",
    link=".ecl-content-block__title a",
    next="li.ecl-pagination__item--next a",
    most_pages=3,
)


def source(
    name: str = "gazette",
    *,
    urls: tuple[str, ...] = ("https://example.org/feed",),
    door: Door = "feed",
    language: str = "en",
    delay: float = 0,
    query: tuple[str, ...] = (),
    admit: str = "",
    listing: Listing | None = None,
    sitemap: Sitemap | None = None,
    api: Api | None = None,
    watch: Watch | None = None,
    browser: Browser | None = None,
    entries: int = 1,
    disabled: str = "",
) -> Source:
    """A source."""
    return Source(
        name=name,
        title="The Gazette",
        kind="press",
        language=language,
        door=door,
        urls=urls,
        delay=delay,
        query=query,
        admit=admit,
        listing=listing,
        sitemap=sitemap,
        api=api,
        watch=watch,
        browser=browser,
        expects=Expects(entries=entries),
        disabled=disabled,
    )


def look(
    url: str = "https://example.org/a",
    *,
    checked: datetime = NOON,
    status: int = 200,
    etag: str = '"1"',
    last_modified: str = "",
    body_sha: str = "ab",
) -> Look:
    """A look at an article that was taken in."""
    return Look(
        url=url,
        source="gazette",
        checked=checked,
        status=status,
        etag=etag,
        last_modified=last_modified,
        body_sha=body_sha,
    )
