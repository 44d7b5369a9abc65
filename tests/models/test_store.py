"""The store: opened, prepared, written and read, on both databases."""

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from models.alert import Alert
from models.errors import ConfigError, StoreBusy
from models.look import Look
from models.store import engine as stores
from models.store import read, tables, write
from tests import make

LATER = make.NOW + timedelta(days=3)
MUCH_LATER = make.NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("no url at all", "is no database URL"),
        ("mysql://localhost/x", "mysql is not supported"),
        ("sqlite:////dev/null/x/y.db", "no folder"),
        ("sqlite:////dev", "unable to open"),
        ("oracle+nothing://x", "oracle is not supported"),
    ],
)
def test_a_url_that_cannot_be_ours_is_refused_in_one_line(url: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as refused:
        stores.open(url)

    assert str(refused.value).startswith("FACTORYWATCH_STORE: ")
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear reader, this is a letter and no database. " * 50)

    with pytest.raises(ConfigError, match="not a database"):
        stores.open(f"sqlite:///{tmp_path}/letter.db")


def test_a_server_that_does_not_answer_is_busy() -> None:
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")

    with pytest.raises(StoreBusy):
        stores.open("postgresql://nobody:secret@127.0.0.1:1/none")


def test_a_locked_store_is_busy(tmp_path: Path) -> None:
    engine = stores.open(f"sqlite:///{tmp_path}/x.db")
    stores.prepare(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreBusy, match="locked"), engine.begin():
        pass

    other.close()
    engine.dispose()


def test_preparing_makes_the_tables_that_the_code_knows(store: Engine) -> None:
    with store.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_preparing_again_changes_nothing_and_works_from_any_folder(
    store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.begin() as connection:
        write.page(connection, make.page(), "x.warc.gz:0")
    monkeypatch.chdir(tmp_path)

    stores.prepare(store)

    with store.connect() as connection:
        assert len(read.waiting(connection)) == 1


def test_a_store_of_a_newer_version_is_refused_and_not_touched(store: Engine) -> None:
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'f00d'")

    with pytest.raises(ConfigError, match="newer version of factorywatch"):
        stores.prepare(store)

    with store.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "f00d"


def test_a_database_with_tables_of_somebody_else_is_refused(store_url: str) -> None:
    engine = stores.open(store_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE pages (number INTEGER)")

    with pytest.raises(ConfigError, match="not ours"):
        stores.prepare(engine)
    engine.dispose()


def test_a_store_in_memory_works() -> None:
    engine = stores.open("sqlite://")
    stores.prepare(engine)

    with engine.begin() as connection:
        write.page(connection, make.page(), "x.warc.gz:0")
    with engine.connect() as connection:
        assert len(read.waiting(connection)) == 1
    engine.dispose()


def test_four_writers_that_read_first_all_get_through(store: Engine) -> None:
    failures: list[BaseException] = []

    def writer(name: str) -> None:
        try:
            for _ in range(10):
                with store.begin() as connection:
                    write.alone(connection)
                    before = read.issues(connection)
                    write.issue(connection, about="all", kind="count", words=f"{len(before)}", now=make.NOW)
                    write.issue(connection, about=name, kind="own", words="", now=make.NOW)
        except BaseException as error:  # noqa: BLE001 - handed to the test, which fails with it
            failures.append(error)

    writers = [threading.Thread(target=writer, args=(f"w{number}",)) for number in range(4)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()

    assert failures == []
    with store.connect() as connection:
        assert {issue.about: issue.count for issue in read.issues(connection)} == {
            "all": 40,
            **{f"w{number}": 10 for number in range(4)},
        }


def test_readers_wait_for_no_writer(store: Engine) -> None:
    with store.begin() as writing:
        write.page(writing, make.page(), "x.warc.gz:0")
        with stores.reading(store).connect() as connection:
            assert read.waiting(connection) == ()


def test_a_page_waits_until_it_is_done_and_comes_once(store: Engine) -> None:
    first, second = make.page(b"one"), make.page(b"two", fetched=LATER)
    with store.begin() as connection:
        for page, place in ((second, "x.warc.gz:7"), (first, "x.warc.gz:0"), (first, "y.warc.gz:0")):
            write.page(connection, page, place)
        waiting = read.waiting(connection)
        write.page_done(connection, first.sha, "done", LATER)
        write.page(connection, first, "x.warc.gz:0")
        after = read.waiting(connection)

    assert [(page.sha, page.place) for page in waiting] == [(first.sha, "x.warc.gz:0"), (second.sha, "x.warc.gz:7")]
    assert [page.sha for page in after] == [second.sha]


def test_the_last_look_is_kept(store: Engine) -> None:
    look = Look(url="https://a.example/", source="a", checked=make.NOW, status=200, etag='"1"')
    with store.begin() as connection:
        write.look(connection, look)
        write.look(connection, replace(look, checked=LATER, status=304))

        assert read.look(connection, look.url) == replace(look, checked=LATER, status=304)
        assert read.look(connection, "https://b.example/") is None


def test_a_time_without_its_zone_is_refused(store: Engine) -> None:
    naive = make.NOW.replace(tzinfo=None)

    with pytest.raises(sqlalchemy.exc.StatementError, match="without its zone"), store.begin() as connection:
        write.look(connection, Look(url="x", source="a", checked=naive, status=200))


def test_a_factory_is_registered_once(store: Engine) -> None:
    with store.begin() as connection:
        write.registered(connection, "it4lia", "ai_factory", "IT4LIA", make.NOW)
        write.registered(connection, "it4lia", "antenna", "Something else", LATER)
        [factory] = read.factories(connection)

    assert (factory.id, factory.kind, factory.name, factory.since) == ("it4lia", "ai_factory", "IT4LIA", make.NOW)


def test_who_asks_twice_has_one_rule_and_can_stop_it(store: Engine) -> None:
    with store.begin() as connection:
        first = write.rule(connection, make.rule(id=0, kinds=("factory_added",)))
        second = write.rule(connection, make.rule(id=0, kinds=("factory_added",), created=LATER))
        other = write.rule(connection, make.rule(id=0))
        both = read.rules(connection)
        removed = [write.rule_removed(connection, first.id, LATER) for _ in range(2)]
        left = read.rules(connection)

    assert first == second
    assert both == (first, other)
    assert removed == [True, False]
    assert left == (other,)


def _alert(rule: int, change: int = 1) -> Alert:
    return Alert(
        id=f"{rule}-{change}",
        rule=rule,
        change=change,
        who="me@example.org",
        subject_line="New",
        body="New.",
        made=make.NOW,
    )


def test_an_alert_lies_in_the_outbox_until_it_is_sent(store: Engine) -> None:
    with store.begin() as connection:
        rule = write.rule(connection, make.rule(id=0))
        write.alerts(connection, [_alert(rule.id, 2), _alert(rule.id, 1)])
        write.not_sent(connection, _alert(rule.id, 1).id, "mailbox full", LATER)
        write.alerts(connection, [_alert(rule.id, 1)])
        unsent = read.unsent(connection)
        write.sent(connection, unsent[0].id, LATER)
        left = read.unsent(connection)

    assert [(alert.change, alert.attempts) for alert in unsent] == [(1, 1), (2, 0)]
    assert [alert.change for alert in left] == [2]


def test_alerts_of_a_removed_rule_are_not_sent(store: Engine) -> None:
    with store.begin() as connection:
        rule = write.rule(connection, make.rule(id=0))
        write.alerts(connection, [_alert(rule.id)])
        write.rule_removed(connection, rule.id, LATER)

        assert read.unsent(connection) == ()


def test_the_same_issue_raises_its_count_and_opens_again(store: Engine) -> None:
    with store.begin() as connection:
        write.issue(connection, about="a", kind="down", words="no answer", now=make.NOW)
        write.issue(connection, about="a", kind="down", words="still none", now=LATER)
        [issue] = read.issues(connection)
        closed = write.issue_closed(connection, about="a", kind="down", now=LATER)
        none = read.issues(connection)
        write.issue(connection, about="a", kind="down", words="again", now=MUCH_LATER)
        [again] = read.issues(connection)

    assert (issue.count, issue.words, issue.first, issue.last) == (2, "still none", make.NOW, LATER)
    assert closed
    assert none == ()
    assert (again.count, again.closed) == (3, None)


def test_times_come_back_in_utc(store: Engine) -> None:
    rome = datetime.fromisoformat("2024-12-12T01:30:00+01:00")
    with store.begin() as connection:
        write.look(connection, Look(url="x", source="a", checked=rome, status=200))
        look = read.look(connection, "x")

    assert look
    assert look.checked == rome
    assert look.checked.tzinfo == UTC
    assert look.checked.date() == date(2024, 12, 12)
