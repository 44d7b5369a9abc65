"""The archive read again with today's code: only what it reads otherwise changes, and only for that reason."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from models import archive
from models.change import Change
from models.claim import Claim
from models.store import claims as said
from models.store import read, reread, tables
from pipeline import prove, replay, run
from pipeline.replay import Replayed
from tests.pipeline import newsdesk
from tests.pipeline.newsdesk import JAIF, NOW, Desk

LATER = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = newsdesk.opened(tmp_path)
    opened.lay(newsdesk.story(JAIF))
    run.drain(opened.engine, opened.settings)
    yield opened
    opened.engine.dispose()


def _replay(desk: Desk, *, dry_run: bool = False) -> tuple[Replayed, list[str]]:
    words: list[str] = []
    settings = replace(desk.settings, frozen_now=LATER)
    return replay.archived(desk.engine, settings, since=None, dry_run=dry_run, say=words.append), words


def _log(desk: Desk) -> tuple[Change, ...]:
    with desk.engine.connect() as connection:
        return read.changes(connection)


def _stored(desk: Desk) -> tuple[str, dict[int, tuple[Claim, ...]]]:
    with desk.engine.connect() as connection:
        (article,) = {row.id for row in connection.execute(select(tables.articles.c.id))}
        return article, reread.said_by(connection, article)


def _misread(desk: Desk) -> None:
    # An older version of our code: it took the city for another one, and saw a partner in it.
    article, said_by = _stored(desk)
    claims = tuple(
        replace(claim, value="Jena") if claim.predicate == "host_city" else claim
        for claim in (*said_by[1], replace(said_by[1][0], predicate="partner_country", value="PL"))
    )
    with desk.engine.begin() as connection:
        moved = reread.put(connection, article, {1: claims}, NOW)
        run.settled(connection, moved, kinds={"eurohpc": "official"}, now=NOW)


def test_the_same_code_changes_nothing(desk: Desk) -> None:
    log = _log(desk)

    replayed, words = _replay(desk)

    assert (replayed.read, replayed.kept, replayed.articles, replayed.changes) == (1, 0, 0, ())
    assert words == ["0 articles are read otherwise; 0 changes of cause extractor"]
    assert _log(desk) == log


def test_what_newer_code_reads_otherwise_changes_with_the_cause_extractor_and_nothing_is_lost(desk: Desk) -> None:
    _misread(desk)
    before, log = _stored(desk)[1], _log(desk)
    assert {row.new for row in log if row.predicate == "host_city"} == {"Jülich", "Jena"}

    replayed, words = _replay(desk)

    assert words == [f"1 articles are read otherwise; {len(replayed.changes)} changes of cause extractor"]
    assert {(row.predicate, row.old, row.new) for row in replayed.changes} >= {
        ("host_city", "Jena", "Jülich"),
        ("partner_country", "PL", None),
    }
    assert {row.cause for row in replayed.changes} == {"extractor"}
    assert _log(desk) == log + replayed.changes
    with desk.engine.connect() as connection:
        assert all(read.claim(connection, claim.id) for claim in before[1])
    assert prove.store(desk.engine, desk.settings).wrong == ()
    assert _replay(desk)[0].changes == ()


def test_a_dry_run_says_how_many_and_writes_nothing(desk: Desk) -> None:
    _misread(desk)
    log, claims = _log(desk), _stored(desk)

    replayed, words = _replay(desk, dry_run=True)

    assert replayed.changes
    assert words == [f"1 articles are read otherwise; {len(replayed.changes)} changes of cause extractor"]
    assert (_log(desk), _stored(desk)) == (log, claims)
    assert len(_replay(desk)[0].changes) == len(replayed.changes)


def test_a_page_that_cannot_be_had_any_more_says_what_it_said(desk: Desk) -> None:
    _misread(desk)
    log = _log(desk)
    with desk.engine.begin() as connection:
        connection.execute(tables.pages.update().values(place=archive.gone(LATER.date())))

    replayed, _ = _replay(desk)

    assert (replayed.read, replayed.kept, replayed.changes) == (0, 1, ())
    assert _log(desk) == log


def test_a_page_in_which_nothing_could_be_read_may_be_read_now(tmp_path: Path) -> None:
    desk = newsdesk.opened(tmp_path)
    desk.lay(newsdesk.story(JAIF))
    with desk.engine.begin() as connection:
        connection.execute(tables.pages.update().values(state="failed"))

    replayed, _ = _replay(desk)

    assert {row.cause for row in replayed.changes} == {"extractor"}
    assert set(desk.states().values()) == {"done"}
    desk.engine.dispose()


def test_a_change_of_our_rules_comes_in_by_a_replay_too(desk: Desk) -> None:
    settings = replace(desk.settings, sources=tmp_sources(desk, kind="press"))

    assert any("factorywatch replay" in line for line in prove.store(desk.engine, settings).wrong)
    replayed = replay.archived(desk.engine, settings, since=None, dry_run=False, say=lambda _: None)

    assert {(row.cause, row.standing) for row in replayed.changes} == {("extractor", "reported")}
    assert prove.store(desk.engine, settings).wrong == ()


def test_claims_of_older_versions_are_read_again_in_their_days(desk: Desk) -> None:
    article, said_by = _stored(desk)
    city = next(claim for claim in said_by[1] if claim.predicate == "host_city")
    others = tuple(claim for claim in said_by[1] if claim is not city)
    with desk.engine.begin() as connection:
        row = connection.execute(select(tables.articles)).one()._asdict()
        connection.execute(tables.articles.insert(), row | {"version": 2, "stored": LATER, "page": "another"})
        said.put(connection, [said.Heard(article=article, version=2, claims=others)], LATER)

    corrected = replace(city, value="Jena")
    with desk.engine.begin() as connection:
        moved = reread.put(connection, article, {1: (*others, corrected)}, datetime(2025, 9, 1, tzinfo=UTC))
        pair = (city.subject, "host_city")
        claims = read.claims(connection, [pair])[pair]
        again = reread.put(connection, article, {1: (*others, corrected)}, datetime(2025, 9, 2, tzinfo=UTC))
        rows = connection.execute(select(func.count()).select_from(tables.claims)).scalar_one()

    assert pair in moved
    assert [(claim.value, claim.ended) for claim in claims] == [("Jena", LATER)]
    assert claims[0].said == city.said
    assert again == frozenset()
    assert rows == len(said_by[1]) + len(others) + 1


def tmp_sources(desk: Desk, *, kind: str) -> Path:
    """A folder of sources in which ours is of that kind."""
    folder = desk.settings.archive.parent / "sources"
    folder.mkdir()
    (folder / "eurohpc.toml").write_text(
        f'title = "E"\nkind = "{kind}"\nlanguage = "en"\ndoor = "feed"\nurls = ["https://eurohpc.example/feed"]\n'
    )
    return folder


def test_a_claim_that_was_altered_behind_our_back_is_found(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        connection.execute(text("UPDATE claims SET quote = 'something else' WHERE predicate = 'host_city'"))

    assert any(line.startswith("claim ") for line in prove.store(desk.engine, desk.settings).wrong)
