"""A date is not that of a country's factory where another one is named between; how late one comes is no date."""

from datetime import date

import pytest

from models import knowledge
from pipeline import feature_words
from pipeline.relate import candidates, events, subjects
from tests.pipeline.relate.stage import cast, reference, said

SPRING = date(2026, 5, 10)


def test_a_country_before_the_factory_that_opens_is_not_what_opens() -> None:
    shown = said("News\nAustria is a partner of IT4LIA, which opened in September.", published=SPRING)
    value = shown.of("date")[0]
    here = shown.sentences[value.sentence]
    named = here.of("factory")[0].first
    before, behind = (reference("ai-at", "by_country_name", at=place) for place in (named - 4, named + 1))

    assert events.of_one_between("launched_on", here, value, [before])
    assert not events.of_one_between("launched_on", here, value, [behind])
    assert not events.of_one_between("launched_on", here, value, [reference("ai-at", at=named - 4)])
    assert not events.of_one_between("host_country", here, value, [before])


def _due(text: str, language: str) -> set[str]:
    """Every date that could be the day on which something is due."""
    shown = said(f"News\n{text}", language=language, published=SPRING)
    who = cast(shown)
    found = candidates.found(shown, who, subjects.references(shown, who), knowledge.fact_types())
    return {str(one.value) for one in found if one.predicate == "operational_by"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "MIMER will run in 2027, a year later than planned."),
        ("de", "MIMER läuft 2027, ein Jahr später als geplant."),
        ("es", "MIMER funcionará en 2027, un año más tarde de lo previsto."),
    ],
)
def test_how_late_something_comes_is_no_date_of_it(language: str, text: str) -> None:
    assert _due(text, language) == {"2027"}


def test_a_year_told_on_from_another_one_is_a_date() -> None:
    assert _due("The hall of MIMER is due in 2027, and it will run a year later.", "en") == {"2027", "2028"}


def test_a_group_told_by_its_others_has_plain_words() -> None:
    assert feature_words.words("how:group_sized_others") == "the subject is there as the group with as many others"
    assert feature_words.words("known:year") == "the year of its selection"
