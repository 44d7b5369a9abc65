"""Known factories that an article speaks of without their names: "the one that the BSC has in Barcelona"."""

from collections.abc import Mapping

from models.factory import Factory
from pipeline.relate import groups
from pipeline.relate.scene import Mention, Scene, Sentence

PLACES = ("host", "city", "machine")
_NOUNS: Mapping[str, tuple[str, ...]] = {
    "ai_factory": ("noun:ai_factory", "noun:ai_factories"),
    "antenna": groups.ANTENNAS,
}


def told(scene: Scene, known: Mapping[str, Factory], named: set[str]) -> tuple[str, ...]:
    """Factories told by two of host, city and machine where the text speaks of factories; one of them tells too little.

    A city within a host's name is no second: "a professor of Vilnius University".
    """
    found: dict[str, None] = {}
    for sentence in scene.sentences:
        owned: dict[str, list[Mention]] = {}
        for one in sentence.of(*PLACES):
            if one.owner in known and one.owner not in named and one.label != "older":
                owned.setdefault(one.owner, []).append(one)
        for owner, mentions in owned.items():
            if _apart(mentions) and _spoken_of(scene, sentence, known[owner]):
                found[owner] = None
    return tuple(found)


def _apart(mentions: list[Mention]) -> bool:
    """Whether two of different kinds stand there, neither within the other."""
    last: dict[str, int] = {}
    for one in mentions:
        if any(kind != one.type and end <= one.start for kind, end in last.items()):
            return True
        last[one.type] = min(one.end, last.get(one.type, one.end))
    return False


def _spoken_of(scene: Scene, sentence: Sentence, factory: Factory) -> bool:
    lead = scene.leads[sentence.index]
    near = (sentence, scene.sentences[lead]) if lead >= 0 else (sentence,)
    return scene.block(sentence).listed or any(one.cued(*_NOUNS.get(factory.kind, ())) for one in near)
