"""What was announced is of known subjects, in the contract's words, from addresses, on sane days."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from models import alike, knowledge
from models.announced import Announced

_PROGRAMME_SINCE = date(2024, 1, 1)
_MONEY = ("investment_total", "eu_contribution", "national_contribution", "contract_value", "other")
_DAYS = ("selected_on", "contract_signed_on", "launched_on", "operational_by")
ALL = [(subject, one) for subject, ones in knowledge.announced().items() for one in ones]


def test_something_was_announced_of_many_factories_and_groups() -> None:
    subjects = set(knowledge.announced())

    assert len(subjects & set(knowledge.factories())) > 20
    assert subjects & set(knowledge.cohorts())


def test_every_subject_is_a_known_factory_a_group_or_the_programme() -> None:
    assert set(knowledge.announced()) <= {*knowledge.factories(), *knowledge.cohorts(), "programme"}


def test_every_predicate_is_a_fact_type_that_its_subject_can_have_or_other_money() -> None:
    types = knowledge.fact_types()
    for subject, one in ALL:
        if one.predicate != "other":
            kind = "programme" if subject == "programme" else "cohort" if subject.startswith("cohort:") else "factory"
            assert kind in types[one.predicate].of, (subject, one)


def test_sums_have_a_currency_and_nothing_else_has() -> None:
    for subject, one in ALL:
        if one.predicate in _MONEY:
            assert isinstance(one.value, int), (subject, one)
            assert 100_000 <= one.value <= 50_000_000_000, (subject, one)
            assert len(one.currency) == 3, (subject, one)
            assert one.currency.isupper(), (subject, one)
        else:
            assert not one.currency, (subject, one)


def test_dates_and_counts_and_countries_are_written_as_the_contract_writes_them() -> None:
    for subject, one in ALL:
        if one.predicate in _DAYS:
            assert alike.period(str(one.value)) is not None, (subject, one)
        if one.predicate in ("member_count", "country_count", "eu_share"):
            assert isinstance(one.value, int), (subject, one)
            assert 0 < one.value <= 100, (subject, one)
        if one.predicate.endswith("_country"):
            assert str(one.value) in _countries(), (subject, one)
        if one.predicate == "linked_factory":
            assert one.value in knowledge.factories(), (subject, one)
        allowed = knowledge.fact_types()[one.predicate].words if one.predicate != "other" else ()
        assert not allowed or one.value in allowed, (subject, one)


def test_every_source_is_an_address() -> None:
    for subject, one in ALL:
        parts = urlsplit(one.source)
        assert parts.scheme in ("https", "http"), (subject, one)
        assert "." in parts.netloc, (subject, one)
        assert " " not in one.source, (subject, one)


def test_every_day_is_of_the_programmes_time() -> None:
    for subject, one in ALL:
        assert _PROGRAMME_SINCE <= one.since <= date(2026, 12, 31), (subject, one)


def test_nothing_is_said_twice() -> None:
    said = [(subject, one.predicate, one.value, one.currency, one.since) for subject, one in ALL]

    assert sorted(map(str, {one for one in said if said.count(one) > 1})) == []


def test_who_was_selected_was_announced_so_on_the_day_of_its_group() -> None:
    for subject, one in ALL:
        factory = knowledge.factories().get(subject)
        if factory is not None and one.predicate == "selected_on":
            assert str(one.value)[:7] == factory.cohort[7:14], (subject, one)


def test_an_announcement_takes_no_unknown_words() -> None:
    with pytest.raises(TypeError):
        Announced(predicate="other", value=1, since=date(2026, 1, 1), source="", note="")  # type: ignore[call-arg]


def _countries() -> set[str]:
    """Of the programme: where factories stand, and who else joined one of them."""
    return {one.country for one in knowledge.factories().values()} | {"DK", "EE", "HR", "NO", "PT", "TR"}
