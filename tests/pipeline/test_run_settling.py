"""What settling makes of whole pages: copies, pages that vanish, corrections, shares that do not fit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.fact import Fact
from models.look import Look
from models.store import read, write
from pipeline import prove, run
from tests import make
from tests.pipeline import newsdesk
from tests.pipeline.newsdesk import NOW, Desk

LATER = NOW + timedelta(days=20)
CHOSEN = "The EuroHPC Joint Undertaking has chosen JAIF, an AI Factory in Germany, as one of six new ones."
AGENCY = (
    "JAIF, the AI Factory in Jülich, Germany, has a budget of 500 million euros. People at the ministry said so.",
    "The machine is to stand beside the old one in a hall that was built for it, and the town hopes for new firms.",
    "Students from three universities will be the first to work with it, and small companies come right after them.",
    "Nobody at the research centre wanted to say when the doors will open, but the cooling water is running already.",
)
OWN = (
    "Our reporter has stood before it: JAIF, the AI Factory in Jülich, will be as large as a football ground.",
    "That is what the finance committee was told behind closed doors, where not all were happy about it.",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = newsdesk.opened(tmp_path)
    opened.lay(newsdesk.story(CHOSEN))
    run.drain(opened.engine, opened.settings)
    yield opened
    opened.engine.dispose()


def _held(desk: Desk, predicate: str) -> Fact:
    with desk.engine.connect() as connection:
        (fact,) = [fact for fact in read.facts(connection, "jaif") if fact.predicate == predicate]
    return fact


def test_two_papers_that_print_one_agency_are_one_voice_and_a_third_confirms(desk: Desk) -> None:
    desk.lay(newsdesk.story(*AGENCY, source="stampa", name="one"))
    run.drain(desk.engine, desk.settings)
    desk.lay(newsdesk.story(*AGENCY, "More in our archive.", source="heise", name="two", title="Money for Jülich"))
    run.drain(desk.engine, desk.settings)
    assert _held(desk, "host_city").standing == "reported"

    desk.lay(newsdesk.story(*OWN, source="repubblica", name="three"))
    run.drain(desk.engine, desk.settings)

    assert _held(desk, "host_city").standing == "confirmed"
    assert prove.store(desk.engine, desk.settings).wrong == ()


def test_copies_that_came_in_the_other_order_or_at_once_give_the_same(tmp_path: Path) -> None:
    pages = (
        newsdesk.story(CHOSEN),
        newsdesk.story(*AGENCY, source="stampa", name="one"),
        newsdesk.story(*AGENCY, source="heise", name="two"),
        newsdesk.story(*AGENCY[:3], source="ledger", name="three"),
    )
    found = []
    one_by_one = tuple((page,) for page in pages)
    for number, batches in enumerate(((pages,), one_by_one, one_by_one[::-1])):
        desk = newsdesk.opened(tmp_path / str(number))
        for batch in batches:
            desk.lay(*batch)
            run.drain(desk.engine, desk.settings)
        found.append(prove.store(desk.engine, desk.settings).rebuilt)
        assert _held(desk, "host_city").standing == "reported"
        desk.engine.dispose()

    assert len(set(found)) == 1


def test_a_fact_whose_only_page_is_gone_falls_back_to_reported(desk: Desk) -> None:
    assert _held(desk, "host_country").standing == "confirmed"
    gone = Look(url="https://eurohpc.example/jaif", source="eurohpc", checked=LATER, status=410, missed=1)
    with desk.engine.begin() as connection:
        write.look(connection, gone)
    settings = replace(desk.settings, frozen_now=LATER)

    drained = run.drain(desk.engine, settings)

    assert drained.changes > 0
    assert _held(desk, "host_country").standing == "reported"
    with desk.engine.connect() as connection:
        log = read.changes(connection)[-drained.changes :]
    assert {(row.cause, row.standing) for row in log} == {("retraction", "reported")}
    assert run.drain(desk.engine, settings).changes == 0
    assert prove.store(desk.engine, settings).wrong == ()


def test_a_corrected_page_takes_back_what_it_says_no_longer(desk: Desk) -> None:
    wrong = newsdesk.story(OWN[0], source="stampa", name="one")
    right = newsdesk.story(
        "Our reporter has stood before it: JAIF, the AI Factory, will be as large as a football ground.",
        source="stampa",
        name="one",
        fetched=datetime(2025, 3, 14, 9, tzinfo=UTC),
    )
    for page in (wrong, right):
        desk.lay(page)
        run.drain(desk.engine, desk.settings)

    with desk.engine.connect() as connection:
        moved = [row for row in read.changes(connection, subject="jaif") if row.predicate == "host_city"]
    assert [(row.cause, row.new) for row in moved] == [("source", "Jülich"), ("retraction", None)]


def test_shares_that_do_not_fit_the_total_are_an_issue_until_they_do(desk: Desk) -> None:
    def issues(version: int, total: float) -> list[str]:
        said = {"investment_total": total, "eu_contribution": 100e6, "national_contribution": 100e6}
        claims = [
            make.claim(make.eur(amount), subject="jaif", predicate=predicate, article="sums")
            for predicate, amount in said.items()
        ]
        with desk.engine.begin() as connection:
            moved = write.claims(connection, "sums", version, claims, NOW + timedelta(days=version))
            run.settled(connection, moved, kinds={"eurohpc": "official"}, now=NOW + timedelta(days=version))
            return [f"{one.about}: {one.words}" for one in read.issues(connection) if one.kind == "sum"]

    assert issues(1, 500e6) == [
        "jaif: EU contribution 100 M EUR + national contribution 100 M EUR is not investment (total) 500 M EUR"
    ]
    assert issues(2, 200e6) == []
