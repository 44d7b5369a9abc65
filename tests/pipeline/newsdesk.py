"""A store and an archive for the tests of `run`, and pages of our own words to lay into them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy
from sqlalchemy import Engine

from models import archive
from models.page import Page
from models.settings import Settings
from models.store import engine as stores
from models.store import tables, write

NOW = datetime(2025, 3, 14, 20, tzinfo=UTC)
MORNING = datetime(2025, 3, 13, 9, tzinfo=UTC)
JAIF = "The EuroHPC Joint Undertaking has chosen JAIF, the AI Factory in Jülich, Germany, as one of six new ones."


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a test's pages come in."""

    engine: Engine
    settings: Settings

    def lay(self, *pages: Page) -> None:
        """The pages wait to be read."""
        for page in pages:
            place = archive.put(self.settings.archive, page)
            with self.engine.begin() as connection:
                write.page(connection, page, place)

    def states(self) -> dict[str, str]:
        """The state of each page, by its address."""
        with self.engine.connect() as connection:
            rows = connection.execute(sqlalchemy.select(tables.pages.c.url, tables.pages.c.state))
            return {row.url: row.state for row in rows}


def opened(folder: Path, *, now: datetime | None = NOW) -> Desk:
    """A new store and an empty archive in that folder. Whoever opens it disposes of the engine."""
    settings = Settings(store=f"sqlite:///{folder}/store.db", archive=folder / "archive", frozen_now=now)
    engine = stores.open(settings.store)
    stores.prepare(engine)
    return Desk(engine=engine, settings=settings)


def story(
    *sentences: str,
    title: str = "Six more sites join",
    name: str = "jaif",
    source: str = "eurohpc",
    published: str = "2025-03-12",
    fetched: datetime = MORNING,
) -> Page:
    """A page of that source: a headline, then each sentence a paragraph; without `published` it bears no date."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    head = f'<meta property="article:published_time" content="{published}T08:00:00Z">' if published else ""
    html = (
        f'<html lang="en"><head><title>{title}</title>{head}</head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )
    return raw(html.encode(), name=name, source=source, fetched=fetched)


def raw(
    body: bytes,
    *,
    name: str,
    kind: str = "text/html; charset=utf-8",
    source: str = "eurohpc",
    fetched: datetime = MORNING,
) -> Page:
    """A page as a server gave it."""
    return Page(
        source=source,
        url=f"https://{source}.example/{name}",
        fetched=fetched,
        status=200,
        headers=(("content-type", kind),),
        body=body,
    )
