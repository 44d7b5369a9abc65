"""Doc → claims: candidates weighed, hard constraints kept, each claim with the sentence that says it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from models import alike, knowledge
from models import value as values
from models.article import Article
from models.claim import Claim, Evidence
from models.cohort import Cohort
from models.fact import FactType
from models.factory import Factory
from pipeline.components import context, cues, telling, words
from pipeline.relate import candidates, hints, modality, money, scene, subjects, unnamed, weigh
from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Mention, Scene
from pipeline.relate.subjects import Cast

MADE_BY = "reader-1"
"""The version of this reading; a claim tells by which it was made."""
_ONE_SUBJECT = frozenset({"amount", "number", "share"})
"""A sum, a count or a share is said of one subject and in one role."""
_SUREST = 0.995
_NEARLY = 0.4
"""The part of its threshold from which a later due date is believed beside an earlier one here or a sentence ago."""
_ALMOST = 0.9
"""The part of its confidence at which what tells more stands for what tells less."""
_SAID_OF_ONE = frozenset({"partner_country", "operational_by", "launched_on", "contract_signed_on"})
"""So are these, nearly always: who is named with two factories is named twice."""
_SHARED_BY = frozenset({"eu_contribution", "national_contribution"})
_EXCLUSIVE = frozenset({"host_country", "partner_country"})
_REACHED = {"contract_signed_on": "contracted", "launched_on": "operational"}
"""The status that a dated step leads to, the one that is told of first."""
_FRAME = "eurohpc"


def relevant(doc: Doc) -> bool:
    """Whether an article is about the programme: it names a factory of it, or AI factories beside EuroHPC or a name.

    Such a name has the letters AI in it, as those of the programme have and a firm's "AI factory" has not.
    """
    published = context.of(doc).published
    if published is not None and published < knowledge.programme_since():
        return False
    if any(span.label_ in ("known", "described") for span in doc.spans["factory"]):
        return True
    if not any(span.label_ in cues.FACTORIES for span in doc.spans["cue"]):
        return False
    return _FRAME in words.text_of(doc).lower() or any(
        telling.tells(part) for span in doc.spans["factory"] for part in span.text.split()
    )


def claims(doc: Doc, article: Article, *, known_as_of: date | None = None) -> tuple[Claim, ...]:
    """What the article says of factories, cohorts and the programme; nothing when it is about something else."""
    if not relevant(doc):
        return ()
    shown = scene.read(doc, article)
    cast, possible = candidates_of(doc, shown, known_as_of=known_as_of)
    said = tuple(_claimed(shown, _kept(weighed_candidates(possible), knowledge.fact_types())))
    return (*_kinds(shown, cast), *said, *_reached(said), *_chosen(said, cast))


def candidates_of(doc: Doc, shown: Scene, *, known_as_of: date | None = None) -> tuple[Cast, Iterable[Candidate]]:
    """The factories and groups that an article speaks of, and everything that it could say of them."""
    taught = {one.id: one for one in context.of(doc).taught}
    cast = subjects.cast(shown, {**taught, **known(known_as_of)}, cohorts(known_as_of), hints.known(known_as_of))
    return cast, candidates.found(shown, cast, subjects.references(shown, cast), knowledge.fact_types())


def choice(candidate: Candidate) -> tuple[object, ...]:
    """What candidates are rivals: of a sum, a count or a share one role has one subject, so the best stands for all.

    How sure we are that a sum plays a role at all is what its rivals are sure of together.
    """
    mention = candidate.mention
    if mention.type in _ONE_SUBJECT or candidate.predicate in _SAID_OF_ONE:
        return (candidate.predicate, mention.start, mention.end)
    return (candidate.predicate, mention.start, mention.end, candidate.subject, values.key(candidate.value))


def known(as_of: date | None) -> Mapping[str, Factory]:
    """The factories known by name on a day; without a day, all."""
    return {key: one for key, one in knowledge.factories().items() if as_of is None or one.names[0].since <= as_of}


def cohorts(as_of: date | None) -> tuple[Cohort, ...]:
    """The groups known on a day, in order of their selection."""
    return tuple(one for one in knowledge.cohorts().values() if as_of is None or one.since <= as_of)


def weighed_candidates(found: Iterable[Candidate]) -> list[tuple[float, Candidate]]:
    """The candidates that pass their predicate's threshold, surest first."""
    learned = weigh.weights()
    groups: dict[tuple[object, ...], list[tuple[float, Candidate]]] = {}
    for candidate in found:
        if candidate.predicate in learned:
            sure = weigh.confidence(candidate.features, learned[candidate.predicate])
            groups.setdefault(choice(candidate), []).append((sure, candidate))
    passed, nearly = [], []
    for rivals in groups.values():
        _, best = max(rivals, key=lambda one: one[0])
        together = min(_SUREST, sum(sure for sure, _ in rivals))
        if together >= learned[best.predicate].threshold:
            passed.append((together, best))
        elif best.predicate == "operational_by" and together >= learned[best.predicate].threshold * _NEARLY:
            nearly.append((together, best))
    due = {(one.subject, one.sentence): (sure, one) for sure, one in passed if one.predicate == "operational_by"}
    for together, one in nearly:  # "was due in 2026. It is now due in 2027": who says the first says the second
        earlier = [due[where] for back in (0, 1) if (where := (one.subject, one.sentence - back)) in due]
        surest = max((sure for sure, before in earlier if _later(str(one.value), str(before.value))), default=0.0)
        if surest:
            passed.append((max(together, surest), one))  # and says it as surely, as one of them is left
    passed.sort(key=lambda one: (-one[0], one[1].sentence, one[1].mention.start, one[1].subject))
    return passed


def _kept(weighed: list[tuple[float, Candidate]], fact_types: Mapping[str, FactType]) -> list[tuple[float, Candidate]]:
    """Those that no surer one forbids."""
    roles: dict[tuple[int, int], tuple[str, str]] = {}
    single: dict[tuple[str, str], str] = {}
    places: dict[tuple[str, str], str] = {}
    said: set[tuple[str, str, str]] = set()
    kept = []
    for sure, candidate in _without_outdone(_without_slipped(_without_unnamed(weighed)), fact_types):
        mention = candidate.mention
        value = values.key(candidate.value)
        claim = (candidate.subject, candidate.predicate)
        if mention.type in _ONE_SUBJECT:
            overlapping = [role for place, role in roles.items() if place[0] < mention.end and mention.start < place[1]]
            if any(role != claim and not _of_each(candidate, role) for role in overlapping):
                continue
        if not fact_types[candidate.predicate].many and single.get(claim, value) != value:
            continue
        if candidate.predicate in _EXCLUSIVE:
            place = (candidate.subject, value)
            if places.setdefault(place, candidate.predicate) != candidate.predicate:
                continue
        if mention.type in _ONE_SUBJECT:
            roles[(mention.start, mention.end)] = claim
        if (*claim, value) in said:
            continue
        single[claim] = value
        said.add((*claim, value))
        kept.append((sure, candidate))
    return kept


def _of_each(candidate: Candidate, role: tuple[str, str]) -> bool:
    """Whether one sum is what both payers give: "the Union and the state pay 40 million each"."""
    shared = {candidate.predicate, role[1]} == _SHARED_BY and candidate.subject == role[0]
    return shared and bool(money.BOTH & set(candidate.features))


def _without_unnamed(weighed: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Without a status of whom its sentence does not speak, where it is surely that of one whom it does speak of."""
    spoken = {
        one.mention.start for _, one in weighed if one.predicate == "status" and any(own.first >= 0 for own in one.own)
    }
    return [
        (sure, one)
        for sure, one in weighed
        if one.predicate != "status" or one.mention.start not in spoken or any(own.first >= 0 for own in one.own)
    ]


def _without_slipped(weighed: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Without due dates that the same or the next sentence puts off: of "was 2026, now 2027" the later one is said."""
    due: dict[tuple[str, int], set[str]] = {}
    for _, candidate in weighed:
        if candidate.predicate == "operational_by":
            for sentence in (candidate.sentence - 1, candidate.sentence, candidate.sentence + 1):
                due.setdefault((candidate.subject, sentence), set()).add(str(candidate.value))
    return [
        (sure, candidate)
        for sure, candidate in weighed
        if candidate.predicate != "operational_by"
        or not any(_later(other, str(candidate.value)) for other in due[candidate.subject, candidate.sentence])
    ]


def _without_outdone(
    weighed: list[tuple[float, Candidate]], fact_types: Mapping[str, FactType]
) -> list[tuple[float, Candidate]]:
    """Without what the same article says more of: of "2027" and "mid-2027" the second, of selected and delayed too."""
    said: dict[tuple[str, str], dict[str, float]] = {}
    for sure, one in weighed:
        if not fact_types[one.predicate].many and isinstance(one.value, str):
            surest = said.setdefault((one.subject, one.predicate), {})
            surest[one.value] = max(sure, surest.get(one.value, 0.0))
    return [
        (_backed(sure, one, said, fact_types), one)
        for sure, one in weighed
        if not any(
            (other_sure >= sure * _ALMOST or fact_types[one.predicate].value == "date")
            and _outdoes(other, str(one.value), fact_types[one.predicate])
            for other, other_sure in said.get((one.subject, one.predicate), {}).items()
        )
    ]


def _backed(
    sure: float,
    one: Candidate,
    said: Mapping[tuple[str, str], Mapping[str, float]],
    fact_types: Mapping[str, FactType],
) -> float:
    """How sure a date is of which the article says less elsewhere, too: "in autumn", and then "in October"."""
    fact_type = fact_types[one.predicate]
    if fact_type.value != "date":
        return sure
    vaguer = [
        other_sure
        for other, other_sure in said.get((one.subject, one.predicate), {}).items()
        if _outdoes(str(one.value), other, fact_type)
    ]
    return min(_SUREST, 1 - (1 - sure) * (1 - max(vaguer, default=0.0)))


def _outdoes(one: str, other: str, fact_type: FactType) -> bool:
    """Whether one value tells more than the other: a date within it, or anything but the first stage of a life."""
    if fact_type.order:
        return other == fact_type.order[0] and one != other
    if fact_type.value != "date":
        return False
    mine, theirs = alike.period(one), alike.period(other)
    return mine is not None and theirs is not None and mine != theirs and theirs[0] <= mine[0] and mine[1] <= theirs[1]


def _later(one: str, other: str) -> bool:
    first, second = alike.period(one), alike.period(other)
    return first is not None and second is not None and first[0] > second[1]


def _claimed(shown: Scene, kept: list[tuple[float, Candidate]]) -> Iterable[Claim]:
    for sure, candidate in sorted(kept, key=lambda one: (one[1].sentence, one[1].mention.start)):
        sentence = shown.sentences[candidate.sentence]
        mention = candidate.mention
        yield Claim(
            subject=candidate.subject,
            predicate=candidate.predicate,
            value=candidate.value,
            modality=modality.of(candidate, sentence, shown.article.published, shown.text),
            confidence=round(sure, 3),
            evidence=_evidence(shown, candidate.sentence),
            raw=shown.text[mention.start : mention.end],
            article=shown.article.id,
            source=shown.article.source,
            url=shown.article.url,
            made_by=MADE_BY,
        )


def _reached(said: Iterable[Claim]) -> Iterable[Claim]:
    """What was opened is in operation, and who signed has a contract: what a dated step says of the status.

    So in 61 of 64 places of the gold where a signing is asserted (2026-11-22). Who tells of a status says which of
    two counts: a factory that opened long ago and signs today is contracted, so nothing is added to what is told.
    """
    said = tuple(said)
    held = {claim.subject: claim for claim in said if claim.predicate == "status"}
    for predicate, status in _REACHED.items():
        for claim in said:
            if claim.predicate != predicate or claim.modality != "asserted":
                continue
            told = held.get(claim.subject)
            if told is None or (told.value == status and told.confidence < claim.confidence):
                held[claim.subject] = replace(claim, predicate="status", value=status)
                yield held[claim.subject]


def _chosen(said: Iterable[Claim], cast: Cast) -> Iterable[Claim]:
    """Who tells of a group's selection and names its members says that each was selected, unless it tells more."""
    said = tuple(said)
    told = {claim.subject: claim for claim in said if claim.predicate == "status"}
    for claim in said:
        if claim.predicate != "selected_on" or claim.modality != "asserted" or not claim.subject.startswith("cohort:"):
            continue
        for one in cast.factories:
            if one not in cast.known or cast.known[one].cohort != claim.subject:
                continue
            own = told.get(one)
            if own is None or (own.value == "selected" and own.confidence < claim.confidence):
                told[one] = replace(claim, subject=one, predicate="status", value="selected")
                yield told[one]


def _kinds(shown: Scene, cast: Cast) -> Iterable[Claim]:
    """That each factory named is one: from the sentence that calls it so, else the first that names it."""
    nouns = {"ai_factory": ("noun:ai_factory", "noun:ai_factories"), "antenna": cues.ANTENNAS}
    for subject in cast.factories:
        naming = [one for one in shown.sentences if any(_tells(subject, name) for name in one.of("factory"))]
        naming = naming or [one for one in shown.sentences if any(_tells(subject, place) for place in one.mentions)]
        kind = cast.kind(subject)
        best = next((one for one in naming if one.cued(*nouns.get(kind, ()))), naming[0])
        told_by = sorted(best.of("factory", *unnamed.PLACES), key=lambda one: one.type != "factory")
        yield Claim(
            subject=subject,
            predicate="kind",
            value=kind,
            modality="planned" if all(one.cued("cue:bid") for one in naming) else "asserted",
            confidence=0.98 if subject in cast.known else 0.8,
            evidence=_evidence(shown, best.index),
            raw=next(shown.text[one.start : one.end] for one in told_by if _tells(subject, one)),
            article=shown.article.id,
            source=shown.article.source,
            url=shown.article.url,
            made_by=MADE_BY,
        )


def _tells(subject: str, mention: Mention) -> bool:
    """Whether a mention is a factory's name, or a place or machine of its own."""
    return subject == (mention.value if mention.type == "factory" else mention.owner)


def _evidence(shown: Scene, index: int) -> Evidence:
    sentence = shown.sentences[index]
    return Evidence(quote=shown.text[sentence.start : sentence.end], start=sentence.start, end=sentence.end)
