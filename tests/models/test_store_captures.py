"""The index of the archive, the rest of sites and the ledger in the store; and how an older store gets them."""

from datetime import date, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from models.ledger import Day
from models.rights import Rights
from models.store import captures, engine, sites, write
from models.store.sites import Rest
from tests import make

TODAY = date(2024, 12, 12)
OLD = """
    INSERT INTO pages (sha, source, url, fetched, status, place, state, moved) VALUES
    ('a1', 'eurohpc', 'https://example.org/a', '2024-12-12 08:00:00.000000', 200, 'x-1.warc.gz:77', 'done',
     '2024-12-12 08:00:00.000000'),
    ('b2', 'eurohpc', 'https://example.org/b', '2024-12-12 09:00:00.000000', 200, 'x-1.warc.gz:999', 'waiting',
     '2024-12-12 09:00:00.000000')
"""


def test_a_store_of_the_first_version_gets_a_row_for_each_page_that_lies_in_its_archive(store_url: str) -> None:
    store = engine.open(store_url)
    with store.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "models:store/migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(OLD))

    engine.prepare(store)

    with store.connect() as connection:
        (first,) = captures.of_address(connection, "https://example.org/a")
        (second,) = captures.of_address(connection, "https://example.org/b")
        assert connection.execute(text("SELECT count(*) FROM pages")).scalar_one() == 2
    assert (first.place, first.page, first.fetched.day, first.rights) == ("x-1.warc.gz:77", "a1", 12, Rights())
    assert second.place == "x-1.warc.gz:999"
    store.dispose()


def test_every_answer_has_a_row_of_its_own_in_the_order_they_came(store: Engine) -> None:
    rights = Rights(use="read", signal="meta robots", words="noarchive", policy="https://p.example/")
    with store.begin() as connection:
        for number, said in enumerate((Rights(), rights, Rights())):
            captures.write(connection, make.page(), said, f"x.warc.gz:{number}")
        captures.write(connection, make.page(url="https://example.org/other"), Rights(use="barred"), "")

    with store.connect() as connection:
        found = captures.of_address(connection, make.page().url)
        files = captures.files(connection)
        near = captures.like(connection, "example.org/o%her", 5), captures.like(connection, "example.org/oth", 5)
    assert [(one.rights, one.place) for one in found] == [
        (Rights(), "x.warc.gz:0"),
        (rights, "x.warc.gz:1"),
        (Rights(), "x.warc.gz:2"),
    ]
    assert files == ("x.warc.gz",)
    assert near == ((), ("https://example.org/other",))


@pytest.mark.parametrize("read_by_now", [True, False])
def test_only_what_was_read_or_waited_too_long_is_due_of_what_may_be_read_once(
    store: Engine, read_by_now: bool
) -> None:
    with store.begin() as connection:
        write.page(connection, make.page(), "x.warc.gz:0")
        captures.write(connection, make.page(), Rights(use="read"), "x.warc.gz:0")
        if read_by_now:
            write.page_done(connection, make.page().sha, "irrelevant", make.NOW)

    with store.connect() as connection:
        early = captures.due(connection, {}, unread_before=make.NOW - timedelta(days=7))
        late = captures.due(connection, {}, unread_before=make.NOW)
    assert bool(early) == read_by_now
    assert list(late) == ["x.warc.gz"]


def test_a_rest_is_what_was_written_last(store: Engine) -> None:
    until = make.NOW + timedelta(hours=24)
    with store.begin() as connection:
        assert sites.rest(connection, "example.org") == Rest(site="example.org")
        sites.rested(connection, Rest(site="example.org", refusals=2))
        sites.rested(connection, Rest(site="example.org", until=until, why="it answered 403"))

    with store.connect() as connection:
        assert sites.rest(connection, "example.org") == Rest(site="example.org", until=until, why="it answered 403")
        assert [rest.site for rest in sites.resting(connection, make.NOW)] == ["example.org"]
        assert sites.resting(connection, until) == ()


def test_counts_of_one_day_and_site_are_added_up(store: Engine) -> None:
    with store.begin() as connection:
        sites.counted(connection, [])
        sites.counted(connection, [Day(site="a.example", day=TODAY, requests=2, bytes=5_000_000_000, ok=2)])
        sites.counted(
            connection,
            [Day(site="a.example", day=TODAY, requests=1, failed=1), Day(site="b.example", day=TODAY, refused=1)],
        )

    with store.connect() as connection:
        assert sites.ledger(connection) == (
            Day(site="a.example", day=TODAY, requests=3, bytes=5_000_000_000, ok=2, failed=1),
            Day(site="b.example", day=TODAY, refused=1),
        )
        assert sites.ledger(connection, since=TODAY + timedelta(days=1)) == ()
