"""Reading → Explanation: what was seen, what was claimed, and why the rest of it says nothing."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from models import knowledge
from models import value as values
from models.claim import Claim
from models.explanation import Explanation, Idle, Mark
from pipeline import extract, feature_words
from pipeline.reading import Reading
from pipeline.relate import scene, weigh
from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Mention, Scene

_SHOWN = ("factory", "machine", "host", "city", "country", "amount", "date", "share", "number")
_ASKED = ("amount", "date", "share", "number", "country")
"""What fills a predicate or has to say why it does not."""
_MOST = 3
"""Reasons named for and against a reading."""
_SILENT: Mapping[str, str] = {
    "amount": "nobody in its sentence or before that it could be said of",
    "date": "no trigger of a date's predicate in its sentence or what leads it in",
    "share": "nobody in its sentence or before that it could be said of",
    "number": "it counts nothing of ours",
    "country": "no factory in its sentence or before that it could be said of",
}
"""Why a mention is nobody's candidate."""
_SAYS_LITTLE = frozenset({"bias", "block:paragraph", "alike:1", "v:amount", "v:date", "rank:0"})
"""Features that nearly all candidates have: their weights are part of the bias."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The surest thing that a mention may say: how sure we are of all its rivals together, and the best of them."""

    sure: float
    best: Candidate


def of(reading: Reading, *, known_as_of: date | None = None) -> Explanation:
    """The explanation of a page that was read. `known_as_of` is the day that it was read with."""
    shown = scene.read(reading.doc, reading.article)
    aside = "" if reading.article.relevant else _aside(reading)
    found = () if aside else tuple(extract.candidates_of(reading.doc, shown, known_as_of=known_as_of)[1])
    counting = {candidate.mention.start for candidate in found}
    marks = (
        _mark(mention)
        for mention in shown.of(*_SHOWN)
        if mention.type != "number" or mention.start in counting  # any other number is no count
    )
    return Explanation(
        article=reading.article,
        marks=tuple(sorted(marks, key=lambda one: (one.start, -one.end))),
        claims=reading.claims,
        idle=tuple(_idle(shown, found, reading.claims, aside)),
        aside=aside,
    )


def _mark(mention: Mention) -> Mark:
    value = mention.value
    if mention.type == "amount":
        value = _sum(json.loads(value))
    if mention.type == "share":
        value = f"{value} %"
    return Mark(type=mention.type, start=mention.start, end=mention.end, value=value)


def _sum(plain: Mapping[str, float | str]) -> str:
    ends = [plain[key] for key in ("amount", "min", "max") if key in plain]
    number = "–".join(f"{float(end):.0f}" for end in ends)
    sign = {"about": "about ", "at_most": "at most ", "at_least": "at least "}.get(str(plain.get("qualifier")), "")
    return f"{sign}{number} {plain['currency']}"


def _idle(shown: Scene, found: tuple[Candidate, ...], claims: tuple[Claim, ...], aside: str) -> Iterable[Idle]:
    by_place: dict[tuple[int, str], list[Candidate]] = {}
    for candidate in found:
        by_place.setdefault((candidate.mention.start, candidate.mention.type), []).append(candidate)
    said = {(claim.subject, claim.predicate, values.key(claim.value)): claim for claim in reversed(claims)}
    filled = sorted(_filled(shown, found, claims))
    starts = [start for start, _ in filled]
    ends = list(accumulate((end for _, end in filled), max))
    for mention in shown.of(*_ASKED):
        before = bisect_left(starts, mention.end)
        here = _readings(by_place.get((mention.start, mention.type), ()))
        if (before and ends[before - 1] > mention.start) or (mention.type == "number" and not here):
            continue
        why = "the article is about something else" if aside else _why(shown, mention, here, said)
        yield Idle(mark=_mark(mention), why=why)


def _filled(shown: Scene, found: tuple[Candidate, ...], claims: tuple[Claim, ...]) -> Iterable[tuple[int, int]]:
    """The places whose words became a claim's value."""
    said = {(one.subject, one.predicate, values.key(one.value), one.raw, one.evidence.start) for one in claims}
    for one in found:
        place = (one.mention.start, one.mention.end)
        sentence = shown.sentences[one.sentence].start
        if (one.subject, one.predicate, values.key(one.value), shown.text[slice(*place)], sentence) in said:
            yield place


def _readings(there: Iterable[Candidate]) -> list[_Reading]:
    """What a mention may say, as `extract` weighs it, surest first."""
    learned = weigh.weights()
    rivals: dict[tuple[object, ...], list[tuple[float, Candidate]]] = {}
    for one in there:
        if one.predicate in learned:
            sure = weigh.confidence(one.features, learned[one.predicate])
            rivals.setdefault(extract.choice(one), []).append((sure, one))
    found = [
        _Reading(sure=min(1.0, sum(sure for sure, _ in group)), best=max(group, key=lambda one: one[0])[1])
        for group in rivals.values()
    ]
    return sorted(found, key=lambda one: -one.sure)


def _why(
    shown: Scene,
    mention: Mention,
    here: list[_Reading],
    said: Mapping[tuple[str, str, str], Claim],
) -> str:
    if not here:
        return _SILENT[mention.type]
    learned = weigh.weights()
    passed = [one for one in here if one.sure >= learned[one.best.predicate].threshold]
    if not passed:
        best = here[0]
        limit = learned[best.best.predicate].threshold
        return f"surest reading: {_read(best)}, below {limit:.2f}; {_reasons(best.best)}"
    best = max(passed, key=lambda one: one.sure)
    one = best.best
    same = said.get((one.subject, one.predicate, values.key(one.value)))
    if same is not None:
        where = shown.text[same.evidence.start : same.evidence.end]
        return f"the same value is said surer elsewhere: {_read(best)}, and {same.confidence:.2f} in “{_short(where)}”"
    if rival := _surer(one, said):
        return f"surest reading: {_read(best)}; a surer one forbids it: {_claimed(rival)}"
    return f"surest reading: {_read(best)}; something surer in the article forbids it"


def _surer(one: Candidate, said: Mapping[tuple[str, str, str], Claim]) -> Claim | None:
    """The claim beside which this one cannot stand: another value of a single fact, or a host that is no partner."""
    value = values.key(one.value)
    for (subject, predicate, held), claim in said.items():
        if subject == one.subject and predicate == one.predicate and not knowledge.fact_types()[predicate].many:
            return claim
        if (
            subject == one.subject
            and held == value
            and {predicate, one.predicate} == {"host_country", "partner_country"}
        ):
            return claim
    return None


def _read(reading: _Reading) -> str:
    return f"{reading.best.predicate} of {reading.best.subject}, {reading.sure:.2f}"


def _claimed(claim: Claim) -> str:
    return f"{claim.predicate} of {claim.subject} is {values.words(claim.value)}, {claim.confidence:.2f}"


def _reasons(candidate: Candidate) -> str:
    """The heaviest features on either side, a cue once."""
    learned = weigh.weights()[candidate.predicate].features
    weighed = sorted(
        ((learned.get(feature, 0.0), feature) for feature in candidate.features if not _says_little(feature)),
        key=lambda one: (-abs(one[0]), one[1]),
    )
    against = _heaviest(feature for weight, feature in weighed if weight < 0)
    spoken = _heaviest(feature for weight, feature in weighed if weight > 0)
    return f"what spoke against: {against}; what spoke for: {spoken}"


def _says_little(feature: str) -> bool:
    return feature in _SAYS_LITTLE or feature.startswith("type:") or feature.endswith((":0", ":explicit:1"))


def _heaviest(features: Iterable[str]) -> str:
    named: dict[str, str] = {}
    for feature in features:
        prefix, _, rest = feature.partition(":")
        # "how" and "best" say one thing; so do a cue's places in clause and sentence.
        key = rest if prefix in ("a", "b", "c", "s", "how", "best") or rest.startswith(("noun:", "cue:")) else feature
        named.setdefault(key, feature_words.words(feature))
        if len(named) == _MOST:
            break
    return ", ".join(named.values()) or "nothing"


def _aside(reading: Reading) -> str:
    """Which part of relevance failed."""
    published, doc = reading.article.published, reading.doc
    if published is not None and published < knowledge.programme_since():
        return f"it was published before the programme began ({knowledge.programme_since()})"
    if any(span.label_.startswith(("noun:ai_factor", "noun:antenna")) for span in doc.spans["cue"]):
        return "it speaks of AI factories, but names none of ours and never EuroHPC"
    return "it names no factory of the programme, and speaks of no AI factories"


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:79].rstrip() + "…"
