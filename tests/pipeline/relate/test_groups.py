"""A group that nobody knew before is told where a sentence dates a selection and counts who was selected."""

from datetime import date

import pytest

from models import knowledge
from models.cohort import Cohort
from pipeline.relate import groups
from pipeline.relate.scene import Mention, Scene
from tests.pipeline.relate.stage import cue, mention, said, scene, sentence

COHORTS = tuple(knowledge.cohorts().values())
FIRST = COHORTS[:1]
"""All that was known in January 2025."""
LATER = date(2026, 6, 1)


def _told(shown: Scene, known: tuple[Cohort, ...] = FIRST) -> list[tuple[str, int]]:
    """Id and number of members of each group."""
    return [(group.id, group.members) for group in groups.told(shown, known)]


def _of(text: str, language: str = "en", known: tuple[Cohort, ...] = FIRST) -> list[tuple[str, int]]:
    return _told(said(f"-\n{text}", language=language, published=LATER), known)


def _selection(*mentions: Mention, noun: str = "noun:ai_factories", published: date | None = LATER) -> Scene:
    """A sentence of a selection: its number is at word 1 and its noun at word 2, unless `mentions` say otherwise."""
    return scene(sentence(cue("trigger:status.selected", at=5), cue(noun, at=2), *mentions), published=published)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Six more AI factories were selected in March 2025."),
        ("de", "Im März 2025 wurden sechs weitere KI-Fabriken ausgewählt."),
        ("fr", "En mars 2025, six autres usines d'IA ont été sélectionnées."),
        ("it", "A marzo 2025 sono state selezionate altre sei fabbriche di IA."),
        ("pl", "W marcu 2025 r. wybrano sześć kolejnych fabryk AI."),
        ("fi", "Maaliskuussa 2025 valittiin kuusi uutta tekoälytehdasta."),
        ("el", "Τον Μάρτιο του 2025 επιλέχθηκαν έξι ακόμη εργοστάσια τεχνητής νοημοσύνης."),
        ("bg", "През март 2025 г. бяха избрани още шест фабрики за изкуствен интелект."),
    ],
)
def test_a_selection_that_is_dated_and_counted_is_a_group(language: str, text: str) -> None:
    assert _of(text, language) == [("cohort:2025-03", 6)]


def test_a_group_says_what_when_since_and_where() -> None:
    shown = said("-\nThirteen AI factory antennas were selected on 13 October 2025.", published=LATER)
    day = date(2025, 10, 13)

    assert groups.told(shown, FIRST) == (
        Cohort(
            id="cohort:2025-10-antennas",
            what="antenna",
            selected_on=day,
            members=13,
            since=day,
            source=shown.article.url,
        ),
    )


def test_antennas_are_a_group_of_their_own_though_selected_in_the_same_month() -> None:
    text = "In October 2025 six AI factories were selected. Thirteen antennas were selected in October 2025."

    assert sorted(_of(text)) == [("cohort:2025-10", 6), ("cohort:2025-10-antennas", 13)]
    assert _of(text, known=COHORTS[:3]) == [("cohort:2025-10-antennas", 13)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In October 2025 AI factories were selected.", [("cohort:2025-10", 0)]),
        ("In October 2025 an AI factory was selected.", []),
        ("In October 2025 one AI factory was selected.", []),
        ("In October 2025 two AI factories were selected.", [("cohort:2025-10", 2)]),
        ("In October 2025 fifteen AI factories were selected.", [("cohort:2025-10", 15)]),
        ("In October 2025 sixteen AI factories were selected.", []),
    ],
)
def test_without_a_count_the_plural_tells_a_group_and_one_or_too_many_are_none(
    text: str, found: list[tuple[str, int]]
) -> None:
    assert _of(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Six AI factories were opened in March 2025.",
        "Six AI gigafactories were selected in March 2025.",
        "Six AI factories were selected in March 2025, before any AI gigafactories.",
        "Six AI factories were selected in 2025.",
        "Six AI factories were selected in the first quarter of 2025.",
        "Six AI factories were selected. It is March 2025.",
        "Six students were selected in March 2025.",
    ],
)
def test_without_a_choice_a_month_or_factories_there_is_no_group(text: str) -> None:
    assert _of(text) == []


@pytest.mark.parametrize(
    ("when", "known", "found"),
    [
        ("2024-11", FIRST, []),
        ("2024-12", FIRST, []),
        ("2024-12-20", FIRST, []),
        ("2025-01", FIRST, ["cohort:2025-01"]),
        ("2025-03", COHORTS, []),
        ("2025-03-30", COHORTS, []),
        ("2025-04", COHORTS, ["cohort:2025-04"]),
        ("2019-06", (), ["cohort:2019-06"]),
    ],
)
def test_nothing_before_the_first_known_selection_is_a_group_and_a_known_one_is_not_new(
    when: str, known: tuple[Cohort, ...], found: list[str]
) -> None:
    shown = _selection(mention("number", "6", at=1), mention("date", when, at=7))

    assert [group for group, _ in _told(shown, known)] == found


@pytest.mark.parametrize(
    ("when", "published", "found"),
    [
        ("2026-06", LATER, 1),
        ("2026-06-01", LATER, 1),
        ("2026-06-02", LATER, 0),
        ("2026-07", LATER, 0),
        ("2027-01", LATER, 0),
        ("2027-01", None, 1),
        ("2026-02-31", LATER, 0),
    ],
)
def test_what_will_be_selected_after_publication_or_on_no_day_is_no_group(
    when: str, published: date | None, found: int
) -> None:
    shown = _selection(mention("number", "6", at=1), mention("date", when, at=7), published=published)

    assert len(_told(shown)) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "AI factories were selected: six in March 2025 and five in October 2025."),
        ("en", "Seven AI factories were selected in December 2024, six in March 2025 and five in October 2025."),
        ("de", "Ausgewählt wurden KI-Fabriken: sechs im März 2025 und fünf im Oktober 2025."),
        ("it", "Le fabbriche di IA selezionate sono sei a marzo 2025 e cinque a ottobre 2025."),
    ],
)
def test_two_dates_in_one_sentence_take_their_own_counts(language: str, text: str) -> None:
    assert _of(text, language) == [("cohort:2025-03", 6), ("cohort:2025-10", 5)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In March 2025 six and in October 2025 five AI factories were selected."),
        ("de", "Im März 2025 wurden sechs und im Oktober 2025 fünf KI-Fabriken ausgewählt."),
    ],
)
def test_so_do_two_dates_before_their_counts(language: str, text: str) -> None:
    assert _of(text, language) == [("cohort:2025-03", 6), ("cohort:2025-10", 5)]


def test_factories_and_antennas_of_one_sentence_are_two_groups() -> None:
    text = "In October 2025 six AI factories and thirteen antennas were selected."

    assert sorted(_of(text)) == [("cohort:2025-10", 6), ("cohort:2025-10-antennas", 13)]


def test_of_two_sentences_on_one_group_the_first_that_counts_says_its_size() -> None:
    uncounted = "In March 2025 AI factories were selected."
    six, five = (f"In March 2025 {size} AI factories were selected." for size in ("six", "five"))

    assert _of(f"{uncounted} {six} {five}") == [("cohort:2025-03", 6)]
    assert _of(f"{five} {uncounted} {six}") == [("cohort:2025-03", 5)]


def test_groups_come_in_the_order_of_their_selection() -> None:
    text = "In May 2026 two AI factories were selected. In April 2025 nine AI factories were selected."

    assert _of(text, known=COHORTS) == [("cohort:2025-04", 9), ("cohort:2026-05", 2)]


def test_a_number_counts_the_noun_close_behind_it() -> None:
    six, five = mention("number", "6", at=1), mention("number", "5", at=9)
    near, far, other = cue("noun:ai_factories", at=5), cue("noun:antennas", at=14), cue("noun:programme", at=10)

    assert groups.counting(sentence(six, five, near, far, other)) == [(six, near)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is one of six, selected in October 2025.", [("cohort:2025-10", 6)]),
        ("It is one of the thirteen AI antennas selected in October 2025.", [("cohort:2025-10-antennas", 13)]),
        ("The other five AI factories were selected in October 2025.", [("cohort:2025-10", 6)]),
        ("One of six students was selected in October 2025.", []),
    ],
)
def test_a_number_without_a_noun_counts_a_group_and_who_is_one_of_it_is_counted_too(
    text: str, found: list[tuple[str, int]]
) -> None:
    assert _of(text) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Brutus is an AI factory in Lyon. It is one of six that EuroHPC selected in March 2025."),
        ("de", "Brutus ist eine KI-Fabrik. Sie gehört zu den sechs, die EuroHPC im März 2025 ausgewählt hat."),
    ],
)
def test_a_count_without_its_noun_is_that_of_the_group(language: str, text: str) -> None:
    assert _of(text, language) == [("cohort:2025-03", 6)]


def test_a_count_of_the_sentence_before_is_that_of_the_group() -> None:
    assert _of("Six new AI factories are coming. EuroHPC selected them on 12 March 2025.") == [("cohort:2025-03", 6)]


def test_who_is_chosen_with_five_others_tells_of_a_group_of_six() -> None:
    assert _of("This AI factory was selected with five others in March 2025.") == [("cohort:2025-03", 6)]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing is known of the site. The ministry selected six in March 2025.",
        "The AI factory is new. EuroHPC selected it in March 2025 with six countries.",
        "The AI factory is new. It was among the first seven that EuroHPC selected in March 2025.",
    ],
)
def test_a_count_of_something_else_tells_of_no_group(text: str) -> None:
    assert all(members == 0 for _, members in _of(text))


def test_the_day_of_a_selection_counts_more_than_its_month() -> None:
    shown = said(
        "-\nSix AI factories were selected in March 2025. The six AI factories were selected on 12 March 2025.",
        published=LATER,
    )

    assert [group.selected_on for group in groups.told(shown, FIRST)] == [date(2025, 3, 12)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MIMER is one of six that were selected in March 2025.", [("cohort:2025-03", 6)]),
        ("The antenna is one of thirteen that were selected in October 2025.", [("cohort:2025-10-antennas", 13)]),
        ("In March 2025 MIMER was selected together with five others.", [("cohort:2025-03", 6)]),
        ("In March 2025 seven students were selected.", []),
    ],
)
def test_a_bare_count_among_those_chosen_is_the_groups(text: str, found: list[tuple[str, int]]) -> None:
    assert _of(text) == found


def test_the_news_of_a_selection_counts_in_its_head_and_dates_further_down() -> None:
    text = "Six new AI factories in Europe\nOther words stand here. EuroHPC selected them on 28 May 2026."
    shown = said(text, published=LATER)

    assert [(one.id, one.members) for one in groups.announced(shown, FIRST)] == [("cohort:2026-05", 6)]
    assert groups.announced(said(text, published=date(2026, 7, 1)), FIRST) == ()
    assert groups.announced(shown, (*FIRST, *groups.announced(shown, FIRST))) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Chosen in March 2025 with five other AI factories, the Slovenian one opened on 9 February 2026."),
        (
            "de",
            "Mit fünf anderen KI-Fabriken im März 2025 ausgewählt, wurde die slowenische am 9. Februar 2026 eröffnet.",
        ),
    ],
)
def test_the_day_on_which_one_of_them_opens_is_that_of_no_group(language: str, text: str) -> None:
    assert [name for name, _ in _of(text, language)] == ["cohort:2025-03"]


def test_a_bare_year_that_dates_the_choice_leaves_no_other_date_to_do_so() -> None:
    assert _of("Of the seven AI factories chosen in 2024 this is the fourth of 12 January 2026.") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It is one of the 13 AI factory antennas of October 2025.", [("cohort:2025-10-antennas", 13)]),
        ("The factories grew: six more came on 10 October 2025.", [("cohort:2025-10", 6)]),
        ("The 13 AI factory antennas open in October 2025.", []),
        ("Six factories stand there, and the weather of the whole long month of October 2025 was fine.", []),
    ],
)
def test_a_group_is_dated_beside_its_noun_without_a_word_for_selection(text: str, told: list[tuple[str, int]]) -> None:
    assert _of(text) == told
