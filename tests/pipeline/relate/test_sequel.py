"""What the next sentence, an opening told before, a colon or a machine alone says of a value."""

import pytest

from pipeline.relate import insets, sequel
from pipeline.relate.subjects import Reference
from tests.pipeline.relate import stage


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "They build MIMER's machine for 80 million euros. The contract runs for a year.", {"next:contract"}),
        ("de", "Den Rechner von MIMER bauen sie für 80 Millionen Euro. Der Vertrag läuft ein Jahr.", {"next:contract"}),
        ("en", "They build MIMER's machine for 80 million euros. Many are glad.", set()),
        ("en", "They build MIMER's machine for 80 million euros.\nThe contract runs for a year.", set()),
    ],
)
def test_a_contract_may_be_told_in_the_next_sentence(language: str, text: str, told: set[str]) -> None:
    shown = stage.said(f"News\n{text}", language=language)
    sentence = shown.sentences[shown.of("amount")[0].sentence]

    assert set(sequel.after(shown, sentence, "status")) == told
    assert not list(sequel.after(shown, sentence, "eu_contribution"))


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("IT4LIA was inaugurated on 2 December 2024. Its users come in May 2026.", True),
        ("IT4LIA will be inaugurated on 2 December 2026. Its users come in May 2027.", False),
        ("IT4LIA was inaugurated. Its users come in May 2026.", False),
        ("The Leonardo machine was inaugurated on 2 December 2024. Users of IT4LIA come in May 2026.", False),
    ],
)
def test_what_has_opened_is_told_as_open_from_then_on(text: str, opened: bool) -> None:
    shown = stage.said(f"News\n{text}")
    references = tuple(
        tuple(
            Reference(subject=one.value, how="explicit", first=one.first, last=one.last, clause=one.clause)
            for one in sentence.of("factory")
        )
        for sentence in shown.sentences
    )
    told = sequel.openings(shown, references)

    assert list(sequel.due(shown.sentences[-1], "it4lia", told)) == (["due:opened"] if opened else [])
    assert not list(sequel.due(shown.sentences[-1], "mimer", told))


@pytest.mark.parametrize(
    ("text", "homeless"),
    [
        ("As they report, Barcelona: BSC AIF is open.", True),
        ("It is another thing in Barcelona: BSC AIF is open.", False),
        ("MareNostrum 5, on which the AI factory BSC AIF relies, goes to Barcelona in May.", True),
        ("MareNostrum 5, on which the AI factory BSC AIF relies, stands in Barcelona.", False),
        ("BSC AIF goes to Barcelona.", False),
    ],
)
def test_where_news_come_from_or_a_machine_is_brought_is_no_home(text: str, homeless: bool) -> None:
    shown = stage.said(f"News\n{text}")
    city = shown.of("city")[0]
    sentence = shown.sentences[city.sentence]

    assert sequel.homeless(shown, sentence, city, insets.of(shown, sentence), "bsc-aif") is homeless


def test_a_machine_opens_alone_where_nobody_names_its_factory() -> None:
    placed = Reference(subject="jaif", how="by_machine", first=1)
    named = Reference(subject="jaif", how="explicit", first=3)

    assert list(sequel.of_machine("operational", {"operational:doer:machine"}, [placed])) == [
        "operational:doer:machine_alone"
    ]
    assert not list(sequel.of_machine("operational", {"operational:doer:machine"}, [placed, named]))
    assert not list(sequel.of_machine("operational", {"operational:doer:factory"}, [placed]))
