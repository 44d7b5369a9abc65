"""What stands elsewhere in an article and bears on a value: the sentence after it, an opening told before."""

from collections.abc import Iterable, Iterator, Mapping

from models import alike
from pipeline.relate.insets import Inset
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Reference, is_group

_BOUGHT = frozenset({"status", "investment_total"})
"""What is told apart by a contract: signed from only chosen, a budget from a price."""
_CONTRACT = "trigger:contract_value"
_PLACE = "trigger:host_city"
_PLACED = 3
"""Words between a word for place and the place."""
_OPENED = ("trigger:launched_on", "trigger:status.operational")

Openings = Mapping[str, int]
"""By factory: the first sentence that tells of its opening on a day that has come."""


def after(scene: Scene, sentence: Sentence, predicate: str) -> Iterator[str]:
    """Whether the next sentence goes on about a contract: "They build it for 80 million. The contract runs a year."."""
    if predicate not in _BOUGHT or sentence.index + 1 >= len(scene.sentences):
        return
    following = scene.sentences[sentence.index + 1]
    if following.block == sentence.block and following.cued(_CONTRACT):
        yield "next:contract"


def openings(scene: Scene, references: tuple[tuple[Reference, ...], ...]) -> Openings:
    """The factories that an article tells to have opened: by name, with a word for it and a day that has come."""
    said = scene.article.published
    found: dict[str, int] = {}
    if said is None:
        return found
    for sentence in scene.sentences:
        told = {cue.clause for cue in sentence.cued(*_OPENED)} - {cue.clause for cue in sentence.cued("cue:planned")}
        days = [(one.clause, alike.period(one.value)) for one in sentence.of("date")] if told else []
        told &= {clause for clause, day in days if day is not None and day[1] <= said}
        for one in references[sentence.index] if told else ():
            if one.how == "explicit" and one.clause in told and not is_group(one.subject):
                found.setdefault(one.subject, sentence.index)
    return found


def due(sentence: Sentence, subject: str, opened: Openings) -> Iterable[str]:
    """Whether the article has told that a factory is open before it tells when something is due."""
    if opened.get(subject, sentence.index) < sentence.index:
        yield "due:opened"


def homeless(scene: Scene, sentence: Sentence, mention: Mention, asides: tuple[Inset, ...], subject: str) -> bool:
    """Whether a city without a word for place before it ends what leads in, or is where a machine is brought.

    "As they report from Riga: ...", "DAEDALUS, on which Pharos relies, is delivered to Lavrio".
    """
    if mention.type != "city" or any(0 <= mention.first - cue.last <= _PLACED for cue in sentence.cued(_PLACE)):
        return False
    if scene.block(sentence).kind == "paragraph" and scene.text[mention.end : mention.end + 1] == ":":
        return True
    named = [one for one in sentence.of("factory") if one.value == subject]
    return any(
        aside.machine and aside.end <= mention.start and all(aside.start <= one.start < aside.end for one in named)
        for aside in asides
        if named
    )


def of_machine(word: str, around: Iterable[str], own: Iterable[Reference]) -> Iterator[str]:
    """Whether a machine has come to a stage in a sentence that does not name its factory: the machine alone, then."""
    if f"{word}:doer:machine" in around and not any(one.how == "explicit" for one in own):
        yield f"{word}:doer:machine_alone"
