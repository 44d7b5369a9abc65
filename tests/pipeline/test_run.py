"""From archive to outbox over a real store: every waiting page is read once, and what it says is settled and told."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text

from models import fold, knowledge
from models.store import read, write
from pipeline import prove, run
from pipeline.run import Drained
from tests import make
from tests.pipeline import newsdesk
from tests.pipeline.newsdesk import JAIF, MORNING, NOW, Desk

NAME = knowledge.factories()["jaif"].name
HOME = Path(__file__).parents[2]
ELSEWHERE = "The town has mended its old mill, and the miller says that the bread will be better from now on."
# The child dies by SIGKILL the moment it is to run a statement that begins like this.
DRAIN_AND_DIE = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from tests.pipeline import newsdesk
from pipeline import prove, run

desk = newsdesk.opened(Path(sys.argv[1]))

@event.listens_for(desk.engine, "before_cursor_execute")
def die(connection, cursor, statement, parameters, context, many):
    if statement.startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

run.drain(desk.engine, desk.settings)
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = newsdesk.opened(tmp_path)
    yield opened
    opened.engine.dispose()


def _drain(desk: Desk) -> Drained:
    return run.drain(desk.engine, desk.settings)


def _kinds(desk: Desk, subject: str) -> list[str]:
    with desk.engine.connect() as connection:
        return [change.kind for change in read.changes(connection, subject=subject)]


def test_the_baseline_loaded_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    first = run.baseline(desk.engine, NOW)
    with desk.engine.connect() as connection:
        log = read.changes(connection)

    assert first == len(log) > 40
    assert {change.cause for change in log} == {"baseline"}
    assert run.baseline(desk.engine, datetime(2026, 1, 1, tzinfo=UTC)) == 0


def test_the_baseline_registers_the_seven(desk: Desk) -> None:
    run.baseline(desk.engine, NOW)

    with desk.engine.connect() as connection:
        assert {one.id: one.kind for one in read.factories(connection)} == dict.fromkeys(
            ("it4lia", "bsc-aif", "lumi-aif", "meluxina-ai", "mimer", "hammerhai", "pharos"), "ai_factory"
        )


def test_a_page_that_names_a_new_factory_adds_it(desk: Desk) -> None:
    desk.lay(newsdesk.story(JAIF))

    drained = _drain(desk)

    assert (drained.read, drained.relevant, drained.failed) == (1, 1, 0)
    assert desk.states() == {"https://eurohpc.example/jaif": "done"}
    assert _kinds(desk, "jaif")[:2] == ["factory_added", "fact_added"]
    with desk.engine.connect() as connection:
        assert [(one.id, one.kind, one.name) for one in read.factories(connection)] == [("jaif", "ai_factory", NAME)]
        assert drained.changes == len(read.changes(connection))
    assert prove.store(desk.engine, desk.settings).wrong == ()


def test_a_page_about_something_else_is_kept_as_irrelevant(desk: Desk) -> None:
    desk.lay(newsdesk.story(ELSEWHERE, ELSEWHERE, title="An old mill", name="mill"))

    assert _drain(desk) == Drained(read=1, relevant=0, failed=0, changes=0, alerts=0)
    assert desk.states() == {"https://eurohpc.example/mill": "irrelevant"}


@pytest.mark.parametrize(
    ("body", "kind", "issue"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "application/pdf", "not_html"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png", "not_html"),
        (b"<html><body></body></html>", "text/html", "no_text"),
        (b"", "text/html", "no_text"),
    ],
)
def test_a_page_that_cannot_be_read_becomes_an_issue_and_the_others_are_read(
    desk: Desk, body: bytes, kind: str, issue: str
) -> None:
    desk.lay(newsdesk.raw(body, name="odd", kind=kind), newsdesk.story(JAIF))

    drained = _drain(desk)

    assert (drained.read, drained.failed) == (2, 1)
    assert desk.states() == {"https://eurohpc.example/odd": "failed", "https://eurohpc.example/jaif": "done"}
    with desk.engine.connect() as connection:
        (found,) = read.issues(connection)
    assert (found.about, found.kind, found.first) == ("https://eurohpc.example/odd", issue, NOW)
    assert found.words
    assert "\n" not in found.words


def test_a_page_whose_archive_is_gone_becomes_an_issue_and_the_others_are_read(desk: Desk) -> None:
    desk.lay(newsdesk.story(ELSEWHERE, name="lost"))
    with desk.engine.begin() as connection:
        write.page(connection, newsdesk.story(JAIF, name="other"), "no-such-file.warc.gz:0")
    desk.lay(newsdesk.story(JAIF))

    assert _drain(desk).failed == 1
    assert desk.states()["https://eurohpc.example/other"] == "failed"
    assert desk.states()["https://eurohpc.example/jaif"] == "done"


def test_nothing_waits_after_a_drain_so_a_second_one_changes_nothing(desk: Desk) -> None:
    desk.lay(newsdesk.story(JAIF))
    _drain(desk)
    before = prove.store(desk.engine, desk.settings)

    assert _drain(desk) == Drained(read=0, relevant=0, failed=0, changes=0, alerts=0)
    desk.lay(newsdesk.story(JAIF))
    assert _drain(desk).read == 0
    assert prove.store(desk.engine, desk.settings) == before


def test_the_same_story_at_another_address_of_the_source_adds_no_second_factory(desk: Desk) -> None:
    desk.lay(newsdesk.story(JAIF), newsdesk.story(JAIF, name="jaif-again"))
    _drain(desk)

    assert _kinds(desk, "jaif").count("factory_added") == 1


def test_pages_in_one_batch_or_one_by_one_give_the_same_facts(tmp_path: Path) -> None:
    pages = (
        newsdesk.story(JAIF),
        newsdesk.story("JAIF is an AI Factory of EuroHPC, hosted in Jülich.", source="heise", name="second"),
    )
    facts = []
    for number, batches in enumerate(((pages,), ((pages[0],), (pages[1],)), ((pages[1],), (pages[0],)))):
        desk = newsdesk.opened(tmp_path / str(number))
        for batch in batches:
            desk.lay(*batch)
            _drain(desk)
        with desk.engine.connect() as connection:
            facts.append({(one.subject, one.predicate, one.value, one.valid) for one in read.facts(connection)})
        desk.engine.dispose()

    assert facts[0]
    assert facts[1:] == [facts[0], facts[0]]


def test_a_page_without_a_date_was_said_when_it_was_fetched_not_when_it_was_read(desk: Desk) -> None:
    desk.lay(newsdesk.story(JAIF, published=""))
    _drain(desk)

    with desk.engine.connect() as connection:
        (added,) = [one for one in read.changes(connection, subject="jaif") if one.kind == "factory_added"]
        claim = read.claim(connection, added.because[0])
    assert claim is not None
    assert claim.said == MORNING
    assert (added.took_effect, added.detected) == (date(2025, 3, 13), NOW)


@pytest.mark.parametrize(("now", "state"), [("2024-12-12", "irrelevant"), ("2025-03-14", "done")])
def test_a_replay_knows_no_name_that_its_day_did_not_know(tmp_path: Path, now: str, state: str) -> None:
    desk = newsdesk.opened(tmp_path, now=make.moment(now))
    desk.lay(newsdesk.story("BRAIN++ opens its doors in Sofia.", ELSEWHERE, name="sofia", published="2024-12-11"))
    _drain(desk)
    desk.engine.dispose()

    assert desk.states() == {"https://eurohpc.example/sofia": state}


def test_the_alerts_for_a_change_lie_in_the_outbox_with_its_proof(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        write.rule(connection, make.rule(who="me@example.org", kinds=("factory_added",)))
    desk.lay(newsdesk.story(JAIF))

    assert _drain(desk).alerts == 1

    with desk.engine.connect() as connection:
        (alert,) = read.unsent(connection)
    assert alert.who == "me@example.org"
    assert NAME in alert.subject_line
    assert "https://eurohpc.example/jaif" in alert.body
    assert "JAIF, the AI Factory in Jülich" in " ".join(alert.body.split())


def test_the_baseline_makes_no_mail(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        write.rule(connection, make.rule())
    run.baseline(desk.engine, NOW)
    _drain(desk)

    with desk.engine.connect() as connection:
        assert read.unsent(connection) == ()


def test_a_drain_that_is_killed_leaves_its_pages_waiting_and_the_next_one_gives_the_same(tmp_path: Path) -> None:
    desk, twin = newsdesk.opened(tmp_path / "killed"), newsdesk.opened(tmp_path / "twin")
    for one in (desk, twin):
        with one.engine.begin() as connection:
            write.rule(connection, make.rule())
        one.lay(newsdesk.story(JAIF), newsdesk.raw(b"%PDF-1.7\n", name="odd", kind="application/pdf"))

    child = subprocess.run(
        [sys.executable, "-c", DRAIN_AND_DIE, str(tmp_path / "killed"), "INSERT INTO alerts"],
        cwd=HOME,
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert child.returncode == -9, child.stderr.decode()
    assert set(desk.states().values()) == {"waiting"}
    with desk.engine.connect() as connection:
        assert (read.changes(connection), read.unsent(connection), read.issues(connection)) == ((), (), ())
    assert _drain(desk) == _drain(twin)
    assert prove.store(desk.engine, desk.settings) == prove.store(twin.engine, twin.settings)
    for one in (desk, twin):
        one.engine.dispose()


def test_two_drains_that_read_the_same_pages_at_once_settle_them_once(tmp_path: Path) -> None:
    desk, twin = newsdesk.opened(tmp_path), newsdesk.opened(tmp_path)
    with desk.engine.begin() as connection:
        write.rule(connection, make.rule(kinds=("factory_added",)))
    desk.lay(newsdesk.story(JAIF))
    begun: list[Drained] = []

    def meanwhile(*_: object) -> None:
        # A drain takes a connection to ask what waits, and one to write. The other drain comes in between.
        begun.append(_drain(twin) if len(begun) == 1 else Drained(read=0, relevant=0, failed=0, changes=0, alerts=0))

    event.listen(desk.engine, "checkout", meanwhile)
    first = _drain(desk)
    event.remove(desk.engine, "checkout", meanwhile)

    assert begun[1].changes > 0
    assert (first.read, first.changes, first.alerts) == (1, 0, 0)
    assert _kinds(desk, "jaif").count("factory_added") == 1
    assert prove.store(desk.engine, desk.settings).wrong == ()
    for one in (desk, twin):
        one.engine.dispose()


def test_a_check_of_a_whole_store_finds_nothing_wrong(desk: Desk) -> None:
    run.baseline(desk.engine, NOW)

    checked = prove.store(desk.engine, desk.settings)

    with desk.engine.connect() as connection:
        assert checked.digest == fold.digest(read.facts(connection))
        assert checked.changes == len(read.changes(connection))
    assert checked.wrong == ()


def test_a_fact_that_somebody_changed_by_hand_is_found_and_named(desk: Desk) -> None:
    run.baseline(desk.engine, NOW)
    with desk.engine.begin() as connection:
        connection.execute(
            text("UPDATE facts SET value = :value WHERE subject = 'it4lia' AND predicate = 'host_city'"),
            {"value": '"Rome"'},
        )

    assert any("it4lia host_city" in line for line in prove.store(desk.engine, desk.settings).wrong)


def test_an_archive_that_moved_is_read_at_its_new_place(desk: Desk, tmp_path: Path) -> None:
    desk.lay(newsdesk.story(JAIF))
    shutil.move(desk.settings.archive, tmp_path / "moved")

    moved = replace(desk.settings, archive=tmp_path / "moved")

    assert run.drain(desk.engine, moved).failed == 0
