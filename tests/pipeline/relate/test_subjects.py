"""Who a sentence is about: by name, by place, by what came before, as a group, or as the programme."""

from datetime import date

import pytest

from models import knowledge
from models.cohort import Cohort
from pipeline.relate import subjects
from pipeline.relate.scene import Mention, Scene
from pipeline.relate.subjects import PROGRAMME, Reference
from tests.pipeline.relate.stage import block, cast, cue, mention, said, scene, sentence

MARCH = date(2025, 3, 14)
OCTOBER = date(2025, 10, 14)


def _references(shown: Scene) -> tuple[tuple[Reference, ...], ...]:
    return subjects.references(shown, cast(shown))


def _how(shown: Scene, index: int = -1) -> set[tuple[str, str]]:
    """Subject and way of each reference of one sentence (the last)."""
    return {(one.subject, one.how) for one in _references(shown)[index]}


def _factory(id_: str, *, at: int = 0) -> Mention:
    return mention("factory", id_, at=at, owner=id_)


def test_the_cast_lists_factories_by_their_first_mention_once() -> None:
    shown = scene(sentence(_factory("mimer"), _factory("it4lia", at=3)), sentence(_factory("mimer"), index=1))

    assert cast(shown).factories == ("mimer", "it4lia")


def test_the_cast_knows_who_stands_in_the_headline() -> None:
    blocks = (block("title"), block("paragraph"))
    shown = scene(sentence(_factory("mimer"), block=0), sentence(_factory("it4lia"), index=1, block=1), blocks=blocks)

    assert cast(shown).title == ("mimer",)


def test_the_casts_factories_can_be_asked_for_by_country() -> None:
    shown = scene(sentence(_factory("hammerhai"), _factory("jaif", at=2), _factory("newcomer", at=4)))

    assert cast(shown).in_country("DE") == ("hammerhai", "jaif")
    assert cast(shown).in_country("IT") == ()


@pytest.mark.parametrize(
    ("published", "named", "cohort", "antennas"),
    [
        (MARCH, (), "cohort:2025-03", ""),
        (OCTOBER, (), "cohort:2025-10", "cohort:2025-10-antennas"),
        (date(2026, 6, 1), ("it4lia", "mimer", "jaif"), "cohort:2024-12", ""),
        (date(2026, 6, 1), ("vezilka",), "", "cohort:2025-10-antennas"),
        (date(2026, 6, 1), (), "", ""),
        (None, ("jaif",), "cohort:2025-03", ""),
    ],
)
def test_an_article_is_about_the_group_just_selected_else_about_that_of_its_factories(
    published: date | None, named: tuple[str, ...], cohort: str, antennas: str
) -> None:
    factories = [_factory(id_, at=number) for number, id_ in enumerate(named)]
    shown = scene(sentence(*factories), published=published)

    assert (cast(shown).cohort, cast(shown).antennas) == (cohort, antennas)


@pytest.mark.parametrize(
    ("what", "members", "first", "further", "published", "group"),
    [
        ("ai_factory", None, False, False, MARCH, "cohort:2025-03"),
        ("ai_factory", 7, True, False, MARCH, "cohort:2024-12"),
        ("ai_factory", None, True, False, MARCH, "cohort:2024-12"),
        ("ai_factory", 6, False, True, MARCH, "cohort:2025-03"),
        ("ai_factory", 6, False, True, OCTOBER, "cohort:2025-10"),
        ("antenna", 13, False, False, OCTOBER, "cohort:2025-10-antennas"),
        ("ai_factory", 5, False, True, date(2026, 4, 2), "cohort:2026-04"),
        ("antenna", 4, False, True, date(2026, 4, 2), "cohort:2026-04-antennas"),
    ],
)
def test_words_for_a_group_mean_the_selection_that_fits(
    what: str, members: int | None, first: bool, further: bool, published: date, group: str
) -> None:
    shown = scene(sentence(), published=published)

    assert subjects.cohort_of(cast(shown), what, members, first=first, further=further) == group


def test_a_selection_that_nobody_knew_on_that_day_is_not_meant() -> None:
    early: tuple[Cohort, ...] = tuple(knowledge.cohorts().values())[:1]
    shown = scene(sentence(), published=MARCH)
    then = subjects.cast(shown, {}, early, {})

    assert subjects.cohort_of(then, "ai_factory", 6, first=False, further=True) == "cohort:2025-03"
    assert subjects.cohort_of(then, "ai_factory", 7, first=True, further=False) == "cohort:2024-12"


def test_whoever_is_named_is_spoken_of_explicitly_at_its_place() -> None:
    (references,) = _references(scene(sentence(_factory("mimer", at=4))))

    assert references[0] == Reference(subject="mimer", how="explicit", first=4, last=4, clause=0, cell=-1)


def test_a_factory_is_spoken_of_by_its_host_city_machine_or_country() -> None:
    shown = scene(
        sentence(_factory("it4lia")),
        sentence(
            mention("host", "CINECA", at=1, owner="it4lia"),
            mention("city", "Bologna", at=2, owner="it4lia"),
            mention("country", "IT", at=3, label="adjective"),
            index=1,
        ),
    )

    assert _how(shown) >= {("it4lia", "by_host"), ("it4lia", "by_city"), ("it4lia", "by_country_adjective")}


def test_the_city_of_a_factory_that_is_never_named_needs_the_word_for_it() -> None:
    city = mention("city", "Bologna", at=2, owner="it4lia")

    assert ("it4lia", "unnamed_by_city") not in _how(scene(sentence(city)))
    assert ("it4lia", "unnamed_by_city") in _how(scene(sentence(city, cue("noun:ai_factory", at=1))))


def test_a_country_with_two_of_the_articles_factories_means_neither() -> None:
    shown = scene(sentence(_factory("hammerhai"), _factory("jaif", at=2)), sentence(mention("country", "DE"), index=1))

    assert not any(how.startswith("by_country") for _, how in _how(shown))


def test_the_factory_named_last_stays_in_focus() -> None:
    shown = scene(sentence(_factory("mimer"), _factory("it4lia", at=2)), sentence(index=1), sentence(index=2))

    assert ("it4lia", "previous") in _how(shown, 1)
    assert ("it4lia", "previous") in _how(shown, 2)
    assert ("mimer", "previous") not in _how(shown, 1)


def test_a_heading_sets_the_focus_of_what_stands_under_it() -> None:
    blocks = (block("paragraph"), block("heading"), block("paragraph"))
    shown = scene(
        sentence(_factory("mimer")),
        sentence(_factory("it4lia"), index=1, block=1),
        sentence(index=2, block=2),
        blocks=blocks,
    )

    assert ("it4lia", "heading") in _how(shown)
    assert not any(how == "previous" for _, how in _how(shown))


def test_a_heading_of_two_factories_sets_no_focus() -> None:
    blocks = (block("heading"), block("paragraph"))
    shown = scene(sentence(_factory("mimer"), _factory("it4lia", at=2)), sentence(index=1, block=1), blocks=blocks)

    assert not any(how == "heading" for _, how in _how(shown))


def test_the_only_factory_of_an_article_may_always_be_meant() -> None:
    shown = scene(sentence(index=0), sentence(_factory("mimer"), index=1))

    assert ("mimer", "sole") in _how(shown, 0)
    assert ("mimer", "sole") not in _how(shown, 1)


def test_every_sentence_may_be_about_the_programme_and_the_articles_group() -> None:
    shown = scene(sentence(), published=MARCH)

    assert _how(shown) == {("cohort:2025-03", "group_title"), (PROGRAMME, "programme_silent")}


def test_factories_that_are_counted_are_a_group_and_in_total_the_programme() -> None:
    count = (mention("number", "7", at=1), cue("noun:ai_factories", at=2), cue("cue:first", at=0))

    assert ("cohort:2024-12", "group") in _how(scene(sentence(*count), published=MARCH))
    assert (PROGRAMME, "programme_total") in _how(scene(sentence(*count, cue("cue:total", at=9)), published=MARCH))


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        ("en", "The first seven AI factories cost a lot.", "cohort:2024-12"),
        ("en", "Six more AI factories were chosen.", "cohort:2025-03"),
        ("it", "Le prime sette fabbriche costano molto.", "cohort:2024-12"),
        ("it", "Altre sei fabbriche sono state scelte.", "cohort:2025-03"),
    ],
)
def test_a_group_is_recognised_in_a_sentence(language: str, text: str, subject: str) -> None:
    shown = said(f"Title\n{text}", language=language, published=MARCH)

    assert (subject, "group") in _how(shown)


def test_a_sentence_after_a_group_may_still_be_about_it_until_a_factory_is_named() -> None:
    shown = scene(
        sentence(mention("number", "7", at=1), cue("noun:ai_factories", at=2), cue("cue:first", at=0)),
        sentence(index=1),
        sentence(_factory("mimer"), index=2),
        sentence(index=3),
        published=MARCH,
    )

    assert ("cohort:2024-12", "group_before") in _how(shown, 1)
    assert ("cohort:2024-12", "group_before") not in _how(shown, 3)


def test_a_bare_number_of_a_groups_size_may_mean_the_group() -> None:
    def how(size: str, *cues: Mention) -> set[tuple[str, str]]:
        return _how(scene(sentence(mention("number", size, at=2), *cues), published=MARCH))

    assert ("cohort:2024-12", "group_sized") in how("7")
    assert ("cohort:2024-12", "group_sized_first") in how("7", cue("cue:first", at=1))
    assert ("cohort:2025-03", "group_sized_further") in how("6", cue("cue:further", at=1))
    assert ("cohort:2025-03", "group_sized_others") in how("5", cue("cue:others", at=3))
    assert not any(told.startswith("group_sized") for _, told in how("8"))


def test_the_size_of_a_group_that_nobody_knew_is_the_first_count_of_new_ones() -> None:
    then = date(2026, 4, 2)
    counts = sentence(cue("cue:further", at=0), mention("number", "5", at=1), cue("noun:ai_factories", at=2))
    later = sentence(mention("number", "9", at=1), cue("noun:ai_factories", at=2), index=1)

    shown = subjects.cast(scene(counts, later, published=then), {}, (), {})
    total = subjects.cast(scene(sentence(mention("number", "19", at=1), cue("noun:ai_factories", at=2))), {}, (), {})

    assert shown.sizes == {"cohort:2026-04": 5}
    assert total.sizes == {}


def test_a_group_is_meant_by_the_month_of_its_selection() -> None:
    assert ("cohort:2024-12", "group_dated") in _how(scene(sentence(mention("date", "2024-12-10", at=3))))
    october = mention("date", "2025-10", at=3)
    assert ("cohort:2025-10", "group_dated") in _how(scene(sentence(october), published=OCTOBER))
    assert ("cohort:2025-10", "group_dated") not in _how(scene(sentence(october), published=MARCH))
    antennas = scene(sentence(october, cue("noun:antennas", at=1)), published=OCTOBER)
    assert ("cohort:2025-10-antennas", "group_dated") in _how(antennas)
    assert ("cohort:2025-10", "group_dated") not in _how(antennas)


def test_the_factory_that_an_article_speaks_of_most_is_its_topic() -> None:
    mimer = [sentence(_factory("mimer"), index=number) for number in range(2)]

    assert ("mimer", "topic") in _how(scene(*mimer, sentence(_factory("it4lia"), index=2), sentence(index=3)))
    assert not any(
        how == "topic" for _, how in _how(scene(mimer[0], sentence(_factory("it4lia"), index=1), sentence(index=2)))
    )


def test_the_first_factory_of_a_paragraph_stays_in_sight_until_it_ends() -> None:
    blocks = (block("paragraph"), block("paragraph"))
    shown = scene(
        sentence(_factory("mimer")),
        sentence(_factory("it4lia"), index=1),
        sentence(index=2),
        sentence(index=3, block=1),
        blocks=blocks,
    )

    assert ("mimer", "opened") in _how(shown, 2)
    assert ("it4lia", "opened") not in _how(shown, 2)
    assert not any(how == "opened" for _, how in _how(shown, 3))


@pytest.mark.parametrize(
    ("title", "body", "star"),
    [
        ((), (), ""),
        ((), ("mimer",), "mimer"),
        ((), ("mimer", "it4lia"), ""),
        ((), ("mimer", "it4lia", "it4lia"), "it4lia"),
        (("mimer",), ("it4lia", "it4lia", "it4lia"), "mimer"),
        (("mimer", "it4lia"), ("it4lia", "jaif", "jaif", "jaif"), "it4lia"),
        (("mimer", "it4lia"), ("jaif", "jaif", "jaif"), ""),
        (("mimer", "mimer", "it4lia"), ("it4lia",), ""),
    ],
)
def test_the_star_is_the_only_one_of_the_title_else_the_one_named_most(
    title: tuple[str, ...], body: tuple[str, ...], star: str
) -> None:
    blocks = (block("title"), block("paragraph"))
    named = [[_factory(id_, at=number) for number, id_ in enumerate(ids)] for ids in (title, body)]
    shown = scene(sentence(*named[0]), sentence(*named[1], index=1, block=1), blocks=blocks)

    assert cast(shown).star == star


def test_a_standfirst_is_of_the_title_and_a_heading_is_not() -> None:
    def star(kind: str) -> str:
        blocks = (block(kind), block("paragraph"))
        body = sentence(_factory("it4lia"), _factory("it4lia", at=4), index=1, block=1)
        return cast(scene(sentence(_factory("mimer")), body, blocks=blocks)).star

    assert (star("standfirst"), star("title"), star("heading")) == ("mimer", "mimer", "it4lia")


def _selected(members: str = "6", when: str = "2025-03") -> tuple[Mention, ...]:
    """The words of a selection: so many factories, then."""
    count = (cue("cue:further", at=1), mention("number", members, at=2), cue("noun:ai_factories", at=3))
    return (*count, cue("trigger:status.selected", at=5), mention("date", when, at=7))


@pytest.mark.parametrize(
    ("published", "early"),
    [(date(2024, 12, 9), True), (date(2024, 9, 10), True), (date(2024, 12, 10), False), (MARCH, False), (None, False)],
)
def test_before_the_first_selection_no_article_speaks_of_a_group(published: date | None, early: bool) -> None:
    count = (cue("cue:further", at=1), mention("number", "6", at=2), cue("noun:ai_factories", at=3))
    shown = scene(sentence(*count), sentence(_factory("it4lia"), index=1), published=published)
    group = subjects.cohort_of(cast(shown), "ai_factory", 6, first=False, further=True)

    assert cast(shown).early is early
    assert bool(group) is not early
    assert any(how.startswith("group") for index in range(2) for _, how in _how(shown, index)) is not early
    assert (cast(shown).cohort == "") is early


def test_nor_does_it_where_it_dates_what_it_calls_selected() -> None:
    shown = scene(sentence(*_selected(when="2024-09")), published=date(2024, 10, 1))

    assert cast(shown).cohorts == ()


def test_where_no_selection_is_known_at_all_none_is_early() -> None:
    shown = scene(sentence(*_selected(when="2026-03")), published=date(2026, 4, 2))

    assert subjects.cast(shown, {}, (), {}).early is False


def test_a_group_that_the_article_tells_is_of_the_cast() -> None:
    shown = scene(sentence(*_selected("5", "2026-03")), published=date(2026, 4, 2))
    then = cast(shown)

    assert (then.cohort, then.sizes["cohort:2026-03"]) == ("cohort:2026-03", 5)
    assert [one.id for one in then.cohorts] == [*knowledge.cohorts(), "cohort:2026-03"]
    assert _how(shown) >= {("cohort:2026-03", "group"), ("cohort:2026-03", "group_dated")}


def test_a_group_selected_after_publication_is_of_no_cast() -> None:
    assert [one.id for one in cast(scene(sentence(), published=MARCH)).cohorts] == ["cohort:2024-12", "cohort:2025-03"]


def test_the_group_of_a_factory_is_asked_of_what_is_known() -> None:
    then = cast(scene(sentence()))

    assert then.group_of("it4lia") == "cohort:2024-12"
    assert then.group_of("newcomer") == then.group_of(PROGRAMME) == ""


def _last(shown: Scene, subject: str) -> list[set[tuple[int, bool]]]:
    """For each sentence, how long ago the subject without words was spoken of, and whether in another block."""
    return [
        {(one.ago, one.apart) for one in references if one.subject == subject and one.first < 0}
        for references in _references(shown)
    ]


def test_whoever_is_not_named_was_spoken_of_so_many_sentences_ago() -> None:
    blocks = (block("paragraph"), block("paragraph"))
    shown = scene(
        sentence(),
        sentence(_factory("mimer"), index=1),
        sentence(index=2),
        sentence(index=3, block=1),
        sentence(mention("city", "Linköping", at=1, owner="mimer"), index=4, block=1),
        sentence(index=5, block=1),
        blocks=blocks,
    )

    assert _last(shown, "mimer") == [
        {(-1, False)},
        set(),
        {(1, False)},
        {(2, True)},
        {(3, True)},
        {(1, False)},
    ]


def test_whoever_is_named_has_been_spoken_of_now() -> None:
    shown = scene(sentence(_factory("mimer")), sentence(_factory("mimer"), index=1))
    explicit = [one for references in _references(shown) for one in references if one.how == "explicit"]

    assert [(one.ago, one.apart) for one in explicit] == [(-1, False), (-1, False)]


def test_who_is_meant_by_a_focus_alone_was_not_spoken_of() -> None:
    shown = scene(sentence(_factory("mimer")), sentence(index=1), sentence(index=2), sentence(index=3))

    assert _last(shown, "mimer") == [set(), {(1, False)}, {(2, False)}, {(3, False)}]
