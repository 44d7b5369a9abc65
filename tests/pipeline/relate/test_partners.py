"""Who takes part in whose factory, and whose country it is: what is impossible, and what is told together."""

import pytest

from pipeline.relate import features, partners
from tests.pipeline.relate.stage import cast, cue, mention, reference, scene, sentence


def _found(*names: str) -> tuple[str, ...]:
    return ("own:none", *names)


@pytest.mark.parametrize(
    ("subject", "country", "impossible"),
    [("lumi-aif", "EE", False), ("lumi-aif", "FI", True), ("hearts", "FI", True), ("a-newcomer", "FI", False)],
)
def test_nobody_is_a_partner_at_home_and_an_antenna_has_none(subject: str, country: str, impossible: bool) -> None:
    shown = cast(scene(sentence(mention("factory", subject))))

    assert partners.impossible("partner_country", mention(value=country), subject, shown) is impossible
    assert not partners.impossible("host_country", mention(value=country), subject, shown)


def test_factories_that_share_a_country_are_spoken_of_by_it() -> None:
    german = sentence(
        mention("factory", "jaif"), mention("factory", "hammerhai", at=2), mention("factory", "mimer", at=4)
    )
    shown = cast(scene(german))
    germany, sweden = mention(value="DE"), mention(value="SE")

    assert [(one.subject, one.how) for one in partners.sharing(germany, (), shown)] == [
        ("jaif", "shares_country"),
        ("hammerhai", "shares_country"),
    ]
    told = partners.sharing(germany, (reference("jaif", at=0),), shown)
    assert [(one.subject, one.how) for one in told] == [("hammerhai", "shares_country_told")]
    assert partners.sharing(sweden, (), shown) == ()
    assert partners.sharing(germany._replace(cell=1), (), shown) == ()


def test_a_partner_is_heard_of_by_a_word_for_it_or_by_its_factory() -> None:
    assert partners.unheard("partner_country", _found("how:topic"))
    assert not partners.unheard("partner_country", _found("how:previous"))
    assert not partners.unheard("partner_country", _found("best:explicit", "how:explicit", "dist:0-2"))
    assert not partners.unheard("partner_country", ("own:0-2", "how:topic"))
    assert not partners.unheard("host_country", _found("how:topic"))


def test_what_is_told_of_a_known_partner_is_told_together() -> None:
    shown = cast(scene(sentence(mention("factory", "lumi-aif"))))
    found = ("own:0-2", "best:explicit", "same_clause", "rank:0", "hint:own", "alike:3")

    assert set(partners.features("partner_country", mention(value="EE"), "lumi-aif", shown, found)) == {
        "partner:near:named",
        "partner:known:near:named",
        "partner:known:near:among",
    }
    assert not set(partners.features("host_city", mention("city"), "lumi-aif", shown, found))


def test_a_new_factorys_country_is_that_of_the_city_beside_its_name() -> None:
    shown = cast(scene(sentence(mention("factory", "salona"), mention("city", "Split", at=1))))

    assert "seat:own" in set(partners.features("host_country", mention(value="HR"), "salona", shown, ()))
    assert "seat:other" in set(partners.features("partner_country", mention(value="SI"), "salona", shown, ()))


def test_a_word_beside_an_enumeration_is_near_each_of_its_countries() -> None:
    first, last = mention(value="EE", at=0), mention(value="NO", at=1)
    beside = sentence(first, last, cue("trigger:partner_country", at=3))
    apart = sentence(first._replace(value="", type="city"), last, cue("trigger:partner_country", at=3))
    near = {features.trigger(beside, one, "partner_country", set()) for one in (first, last)}

    assert near == {("own:0-2",)}
    assert features.trigger(apart, apart.mentions[0], "partner_country", set()) == ("own:3-5",)
