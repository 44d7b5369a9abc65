"""Dates: forms in every language, what is none, publication and anchors, the score on the articles with gold, time."""

import time
from datetime import date

import pytest
import spacy

from pipeline.components import dates
from tests.pipeline.components import readers

DAYS = readers.phrases("days.toml")
CASES = readers.marked(DAYS)
FRIDAY = date(2025, 10, 10)
LONG = {
    "digits": "7" * 1_000_000,
    "dots": "." * 1_000_000,
    "spaces": " " * 1_000_000,
    "thousands": "1.000." * 170_000,
    "letters": "e" * 1_000_000,
    "days": "10.10." * 170_000,
    "small words": "in may of the " * 70_000,
}


def _found(language: str, text: str, published: date | None = FRIDAY) -> list[str]:
    return [str(found.value) for found in dates.found(text, dates.known(language), published)]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_the_dates_of_a_phrase_are_read_as_its_speakers_read_them(language: str, text: str, wanted: str) -> None:
    assert _found(language, text) == wanted.split()


def test_every_language_has_forty_phrases() -> None:
    assert sorted(DAYS) == readers.LANGUAGES
    assert [language for language, lines in DAYS.items() if len(lines) < 40] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-12-10, 10.12.2024 and 10/12/2024", ["2024-12-10"] * 3),
        ("2025/2026, 2025-26, 2021–2027", ["2025/2026", "2025/2026", "2021/2027"]),
        ("H1 2026, 2Q 2026, Q3/2026, 2026-Q4", ["2026-H1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("30 April to 2 May 2025", ["2025-04-30/2025-05-02"]),
        ("November 2025 to March 2026", ["2025-11/2026-03"]),
        ("between April and June 2026", ["2026-04/2026-06"]),
        ("mid-2026, end of 2027, FY 2028", ["2026", "2027", "2028"]),
        ("moved from 2026 to 2027", ["2026", "2027"]),
        ("30 February 2025 and 32.13.2025", []),
        ("winter 2025/26", ["2025/2026"]),
    ],
)
def test_dates_are_given_at_the_precision_of_the_text(text: str, wanted: list[str]) -> None:
    assert _found("en", text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "May we march on? It may, like April and spring.",
        "2048 GPUs, 2,025 people, 2026 % and Expo in hall 2030b",
        "It lasts two years, 14:30 to 15:00, over 2 quarters, recently, in the coming weeks.",
        "Horizon 2020 and the 2010s",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert _found("en", text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Seven were selected in December.", "2024-12"),
        ("It will be ready in December.", "2025-12"),
        ("In November the machine starts.", "2025-11"),
        ("In March six followed.", "2025-03"),
        ("Bids are due on February 1.", "2026-02-01"),
        ("They signed on Monday.", "2025-10-06"),
        ("They will sign on Monday.", "2025-10-13"),
        ("They signed on Friday.", "2025-10-10"),
        ("last Friday", "2025-10-03"),
        ("next Friday", "2025-10-17"),
        ("Tuesday of last week", "2025-09-30"),
        ("three days ago", "2025-10-07"),
        ("by the end of the year", "2025"),
        ("in the third quarter of last year", "2024-Q3"),
        ("before spring", "2026"),
    ],
)
def test_what_lacks_its_year_is_resolved_against_publication(text: str, wanted: str) -> None:
    assert _found("en", text) == [wanted]


def test_without_a_day_of_publication_only_written_dates_are_found() -> None:
    text = "On 10 December 2024 it was chosen; yesterday, on Friday and in March it was not."

    assert _found("en", text, None) == ["2024-12-10"]


def test_a_date_goes_on_from_the_one_before() -> None:
    assert _found("en", "Chosen in 2023, it opened the following year.") == ["2023", "2024"]
    assert _found("en", "due in the first quarter of 2027, and not in the third.") == ["2027-Q1", "2027-Q3"]


def test_yesterday_in_a_dated_note_counts_from_the_note() -> None:
    text = "Ieri è stata scelta.\nAggiornamento del 14 ottobre: ieri sono arrivate le antenne.\nIeri no."

    assert _found("it", text) == ["2025-10-09", "2025-10-14", "2025-10-13", "2025-10-09"]


def test_today_late_in_a_text_is_nowadays_unless_something_happens() -> None:
    lede = "A quiet text. " * 60

    assert _found("en", f"{lede}It doubles what machines offer today.") == []
    assert _found("en", f"{lede}The minister signed today.") == ["2025-10-10"]


def test_the_label_tells_what_was_completed() -> None:
    found = dates.found("10 December 2024, yesterday", dates.known("en"), FRIDAY)

    assert [one.label for one in found] == ["date", "relative"]


def test_the_component_works_in_anybodys_pipeline() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("factorywatch_dates")

    doc = nlp("Choisie le 10 décembre 2024, elle ouvre demain.")

    assert [(span.text, span.kb_id_, span.label_) for span in doc.spans["date"]] == [
        ("10 décembre 2024", "2024-12-10", "date")
    ]


def test_the_component_knows_publication_from_the_context() -> None:
    doc = readers.read(readers.pipeline("fr", "dates"), "Elle ouvre demain.", FRIDAY)

    assert readers.values(doc, "date") == ["2025-10-11"]


def test_a_bare_number_gives_way_to_a_date() -> None:
    text = "Es kostet 64 Millionen Euro, Angebote bis 30. April."

    doc = readers.read(readers.pipeline("de"), text, FRIDAY)

    assert [span.text for span in doc.spans["amount"]] == ["64 Millionen Euro"]
    assert readers.values(doc, "date") == ["2026-04-30"]


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_megabyte_in_one_line_is_read_in_time(text: str) -> None:
    started = time.process_time()
    dates.found(text, dates.known("de"), FRIDAY)

    assert time.process_time() - started < 2


def test_dates_of_the_shared_articles_are_found() -> None:
    score = readers.Score()
    for gold, text in readers.articles():
        published = date.fromisoformat(str(gold["published"])[:10])
        doc = readers.read(readers.pipeline(gold["language"]), text, published)
        score = score.plus(set(readers.values(doc, "date")), set(gold["mentions"]["dates"]))

    assert score.f1 >= 0.98, score
