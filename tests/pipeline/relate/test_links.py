"""Which factory an antenna works with is found where the sentence does not name it, by its place or from before."""

from pipeline.relate import links
from tests.pipeline.relate.stage import cast, cue, mention, reference, scene, sentence

LINKED = cue("trigger:linked_factory", at=3)
ANTENNA = mention("factory", "vezilka", at=5)


def _spoken(*references: object, named: bool = True) -> list[tuple[str, str]]:
    last = sentence(LINKED, *((ANTENNA,) if named else ()), index=1)
    shown = scene(sentence(mention("factory", "pharos"), mention("factory", "jaif", at=2)), last)
    shown_cast = cast(scene(*shown.sentences, sentence(ANTENNA, index=2)))
    return [(one.value, one.label) for one in links.spoken(last, references, shown_cast)]  # type: ignore[arg-type]


def test_the_factory_spoken_of_before_is_the_one_that_antennas_work_with() -> None:
    assert _spoken(reference("pharos", "previous"), reference("jaif", "title")) == [("pharos", "by_focus")]


def test_one_that_is_told_by_its_place_goes_before_the_one_spoken_of() -> None:
    found = _spoken(reference("pharos", "previous"), reference("jaif", "by_city", at=1))

    assert found == [("jaif", "by_place")]


def test_a_sentence_that_names_no_antenna_or_a_factory_as_well_means_no_other() -> None:
    both = sentence(LINKED, ANTENNA, mention("factory", "jaif", at=8))
    shown = cast(scene(both))

    assert _spoken(reference("pharos", "previous"), named=False) == []
    assert list(links.spoken(both, (reference("pharos", "previous"),), shown)) == []


def test_an_articles_only_antenna_is_told_from_one_of_several() -> None:
    one = sentence(ANTENNA, mention("factory", "pharos", at=8), LINKED)
    two = sentence(ANTENNA, mention("factory", "saifa", at=12), mention("factory", "pharos", at=8), LINKED)
    value = mention("factory", "pharos", at=8)
    found = ("own:0-2", "best:explicit", "same_clause", "rank:0")

    alone = set(links.features("linked_factory", one, value, "vezilka", cast(scene(one)), found))
    several = set(links.features("linked_factory", two, value, "vezilka", cast(scene(two)), found))

    assert alone == {"subject:antenna", "value:ai_factory", "link:near:named", "link:near:sole_antenna"}
    assert several - alone == {"link:near:another_here"}
    assert not set(links.features("partner_country", one, value, "vezilka", cast(scene(one)), found))
