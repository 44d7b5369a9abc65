"""Looks in the store: many at once, those that are due again, and the articles whose pages are gone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from models.look import Look
from models.store import claims, engine, read, write
from tests import make

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def look(url: str = "https://example.org/a", **given: object) -> Look:
    """A look at an article that was taken in."""
    return replace(Look(url=url, source="gazette", checked=NOON, status=200, body_sha="ab"), **given)  # type: ignore[arg-type]


def test_many_looks_are_kept_and_found_in_one_go(store: Engine) -> None:
    known = [look(f"https://example.org/{number}") for number in range(1_200)]
    with store.begin() as connection:
        write.look(connection, *known)

        found = read.looks(connection, [one.url for one in known] + ["https://example.org/never"])

    assert sorted(found, key=lambda one: one.url) == sorted(known, key=lambda one: one.url)


def test_what_is_overdue_comes_first_and_only_of_that_source(store: Engine) -> None:
    with store.begin() as connection:
        write.look(
            connection,
            look("https://example.org/late", again=NOON - DAY),
            look("https://example.org/later", again=NOON - 2 * DAY),
            look("https://example.org/tomorrow", again=NOON + DAY),
            look("https://example.org/never"),
            look("https://example.org/other", again=NOON - DAY, source="ledger"),
        )

        found = read.again(connection, "gazette", NOON)

    assert [one.url.rpartition("/")[2] for one in found] == ["later", "late"]


@pytest.mark.parametrize(
    ("given", "gone"),
    [
        ({}, False),
        ({"status": 404, "missed": 1, "missed_since": NOON}, False),
        ({"status": 404, "missed": 5, "missed_since": NOON - 6 * DAY}, False),
        ({"status": 404, "missed": 2, "missed_since": NOON - 9 * DAY}, False),
        ({"status": 404, "missed": 3, "missed_since": NOON - 7 * DAY}, True),
        ({"status": 410, "missed": 1, "missed_since": NOON}, True),
        ({"status": 503, "missed": 0}, False),
    ],
)
def test_a_page_is_gone_at_once_with_410_and_with_404_after_three_looks_over_a_week(
    store: Engine, given: dict[str, object], gone: bool
) -> None:
    one = look(**given)  # type: ignore[arg-type]
    article = replace(make.article(), id="an article", url=one.url)
    claim = make.claim(article="an article")
    with store.begin() as connection:
        version = write.article(connection, article, NOON)
        write.claims(connection, article.id, version, [claim], NOON)
        write.look(connection, one)

        assert one.gone == gone
        assert read.gone(connection) == (("an article",) if gone else ())
        claims.gone(connection, ("an article",), NOON)
        assert read.gone(connection) == ()


def test_a_page_that_is_again_what_it_was_is_read_once_more(store: Engine) -> None:
    first, second = make.page(b"one"), make.page(b"two", fetched=NOON)
    with store.begin() as connection:
        for page, place in ((first, "x.warc.gz:0"), (second, "x.warc.gz:7")):
            write.page(connection, page, place)
            write.page_done(connection, page.sha, "done", NOON)
        write.page(connection, first, "x.warc.gz:9")
        assert read.waiting(connection) == ()

        write.page(connection, replace(first, fetched=NOON + DAY), "x.warc.gz:9", again=True)

        assert [(page.sha, page.place) for page in read.waiting(connection)] == [(first.sha, "x.warc.gz:9")]


def test_a_store_of_the_first_version_keeps_its_looks(store_url: str) -> None:
    store = engine.open(store_url)
    config = Config()
    config.set_main_option("script_location", "models:store/migrations")
    with store.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text("INSERT INTO looks VALUES ('https://example.org/a', 'gazette', :now, 200, '\"1\"', '', 'ab')"),
            {"now": NOON if store.dialect.name == "postgresql" else "2025-03-14 12:00:00.000000"},
        )
    engine.prepare(store)

    with engine.reading(store).connect() as connection:
        assert read.look(connection, "https://example.org/a") == look(etag='"1"')
    store.dispose()
