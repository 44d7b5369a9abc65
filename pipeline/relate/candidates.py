"""Candidates: every pair of a subject and a value of the right type within reach, with its features."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from models import alike
from models import value as values
from models.fact import FactType
from models.factory import Factory
from models.value import Value
from pipeline.components import words
from pipeline.relate import (
    counts,
    course,
    events,
    features,
    groups,
    hints,
    homes,
    insets,
    links,
    machines,
    money,
    partners,
    payers,
    selections,
    sequel,
    stages,
    tallies,
    turns,
)
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import PROGRAMME, Cast, Reference, is_group

_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "country": ("host_country", "partner_country"),
    "city": ("host_city",),
    "host": ("host_organisation",),
    "machine": ("supercomputer",),
    "amount": ("investment_total", "eu_contribution", "national_contribution", "contract_value"),
    "share": ("eu_share",),
    "date": ("selected_on", "contract_signed_on", "launched_on", "operational_by"),
    "number": ("member_count", "country_count"),
    "factory": ("linked_factory",),
    "proper": ("host_organisation", "supercomputer"),
}
_OF_SILENT = (*money.SUMS, "number")
"""What is said of an article's antennas also where no word speaks of them: "the Union gives some 55 million"."""
_DAY = 10
"""Letters of a date that says its day."""
_TOGETHER = ("cue:total", "cue:each", "cue:further", "cue:others")
"""Words that make one sentence speak of several factories."""
_OF_HOST = "of the host"
"""The note of a city that is known as that of the host alone."""
_KINDS = ("new", "upgrade", "existing")
_REJECTABLE = frozenset({"linked_factory", "host_country", "host_city", "host_organisation", "supercomputer"})
"""What is named only to be turned away: "in Bologna, not in Rome"."""
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One thing that a sentence may say. `mention` is the value's place, `own` the subject's ways of being there."""

    subject: str
    predicate: str
    value: Value
    mention: Mention
    sentence: int
    features: tuple[str, ...]
    own: tuple[Reference, ...]


def found(
    scene: Scene,
    cast: Cast,
    references: tuple[tuple[Reference, ...], ...],
    fact_types: Mapping[str, FactType],
) -> Iterator[Candidate]:
    """All candidates of an article, sentence by sentence."""
    sums = features.arithmetic(scene)
    told = course.dues(scene, references)
    reached = stages.told(scene, references)
    opened = sequel.openings(scene, references)
    names = machines.shared_names(scene)
    numbers = frozenset(int(float(one.value)) for one in scene.of("number"))
    cities = insets.bare(scene)
    others = (*cast.factories, *cast.sizes)
    for sentence in scene.sentences:
        if not sentence.mentions and not sentence.cues:
            continue  # it names nothing that could be a value
        # What surrounds a value, and how a subject stands to it, is the same for each thing it could be the value of.
        surroundings: dict[tuple[int, int, str, str], tuple[str, ...]] = {}
        bonds: dict[tuple[tuple[int, int, str, str], str, str], tuple[str, ...]] = {}
        mine = references[sentence.index]
        lead = {label[2:] for label in features.lead(scene, sentence)}
        heads = features.heads(scene, sentence)
        apart = insets.of(scene, sentence)
        shared = machines.shared(scene, sentence, cast)
        paid = payers.of(scene, sentence) if sentence.of(*money.SUMS) else {}
        parting = turns.signs(scene, sentence)
        pairs = turns.pairs(sentence, cast)
        for mention, predicate, value, more in _values(scene, sentence, cast, mine):
            if predicate in _REJECTABLE and turns.rejected(scene.text, sentence, mention):
                continue
            place = (mention.start, mention.end, mention.type, f"{mention.label}={mention.value}")
            members = _members(sentence, mention, predicate, mine, cast)
            possible = [
                subject
                for subject in dict.fromkeys([one.subject for one in (*mine, *members)])
                if _kind(subject) in fact_types[predicate].of
                and not _impossible(predicate, mention, subject, cast, shared.get(subject, ()))
                and not course.of_another_row(sentence, mention, predicate, subject)
                and not (predicate in events.DATED and events.comparison(sentence, mention))
                and not _of_nobody_named(predicate, subject, mine)
                and not (predicate == "member_count" and tallies.impossible(sentence, mention, subject, cast))
                and not _hosted_here(sentence, mention, subject)
                and not (predicate == "linked_factory" and pairs is not None and (subject, mention.value) not in pairs)
                and not (predicate == "host_city" and sequel.homeless(scene, sentence, mention, apart, subject))
            ]
            if not possible:
                continue
            if place not in surroundings:
                surroundings[place] = features.context(scene, sentence, mention, sums)
            around = (
                *surroundings[place],
                *features.trigger(sentence, mention, predicate, lead, heads),
                *(course.around(scene, sentence, mention, predicate, str(value)) if predicate in course.COURSE else ()),
                *more,
                *insets.city(surroundings[place], mention, cities),
                *(tallies.of(sentence, mention, predicate) if predicate in counts.COUNTED else ()),
                *machines.said(sentence, mention, predicate, names),
                *sequel.after(scene, sentence, predicate),
            )
            sums_say = (
                money.said(scene, sentence, mention, paid, heads, references, apart)
                if mention.type in money.SUMS
                else None
            )
            # Of a link only what could be an antenna is a rival; of anything else also who cannot be its subject is.
            rivals = (*mine, *members)
            if predicate == "linked_factory":
                rivals = tuple(one for one in rivals if one.subject in possible)
            for subject in possible:
                own = tuple(one for one in mine if one.subject == subject)
                if own and all(one.how == "antennas_title" for one in own) and mention.type not in _OF_SILENT:
                    continue
                if machines.impossible(predicate, sentence, mention, subject, own, cast):
                    continue
                if _of_its_state(predicate, mention, subject, own, cast):
                    continue
                if stages.of_one_named(predicate, mention, subject, mine):
                    continue
                if events.of_one_between(predicate, sentence, mention, own):
                    continue
                structure = tuple(money.features(sums_say, mention, subject, cast)) if sums_say else ()
                if sums_say and money.impossible(sums_say, predicate, (*around, *structure)):
                    continue
                bond = place, subject, predicate if members or predicate == "linked_factory" else ""
                if bond not in bonds:
                    bonds[bond] = features.relation(sentence, mention, subject, rivals)
                group = cast.group_of(subject)
                hinted = hints.of(cast.hints, subject, predicate, value, others, group=group, said=cast.published)
                told_of = (*around, *bonds[bond], *hinted)
                if money.paid_by_own(predicate, structure):
                    told_of = tuple(one for one in told_of if one != "foreign_nearer")
                if partners.unheard(predicate, told_of) or money.strayed(predicate, told_of):
                    continue
                yield Candidate(
                    subject=subject,
                    predicate=predicate,
                    value=value,
                    mention=mention,
                    sentence=sentence.index,
                    features=(
                        *told_of,
                        *structure,
                        *insets.features(apart, sentence, mention, own),
                        *_known(predicate, sentence, mention, subject, cast, own, more),
                        *stages.of(predicate, sentence, mention, str(value), subject, mine, cast, reached),
                        *((course.order(mention, subject, told),) if predicate == "operational_by" else ()),
                        *(sequel.due(sentence, subject, opened) if predicate == "operational_by" else ()),
                        *(sequel.of_machine(str(value), around, own) if predicate == "status" else ()),
                        *(tallies.added(mention, subject, cast, numbers) if predicate == "member_count" else ()),
                        *course.standing(predicate, sentence, mention, str(value), subject, cast),
                        *(stages.headed(subject, cast) if "head:same" in around and predicate == "status" else ()),
                        *partners.features(predicate, mention, subject, cast, told_of),
                        *links.features(predicate, sentence, mention, subject, cast, told_of),
                        *(turns.of(parting, sentence, mention, subject) if predicate in turns.TOLD_OF else ()),
                    ),
                    own=own,
                )


def _members(
    sentence: Sentence, mention: Mention, predicate: str, mine: Iterable[Reference], cast: Cast
) -> tuple[Reference, ...]:
    """The factories that a sentence without any name may speak of together: "the other five buy new machines"."""
    if predicate == "host_country":
        return partners.sharing(mention, mine, cast)
    there = {one.subject for one in mine if one.first >= 0}
    if predicate == "linked_factory" and sentence.cued("trigger:linked_factory", *groups.ANTENNAS):
        antennas = [one for one in cast.factories if cast.kind(one) == "antenna"]
        if any(one.value in antennas for one in sentence.of("factory")):
            return ()  # who names some of them does not speak of the others
        return tuple(Reference(subject=one, how="member") for one in antennas if one not in there)
    named = any(one.clause == mention.clause for one in sentence.of("factory", "machine"))
    if predicate != "system_kind" or len(cast.factories) < _FEWEST or named:
        return ()
    told = sentence.of("number") or sentence.cued("noun:ai_factories", "noun:country", "cue:others")
    if not told or sentence.cued(*groups.ANTENNAS):
        return ()
    if cast.star and cast.star not in cast.known:
        return ()  # an article about a factory that nobody knew speaks of no older ones together
    members = [one for one in cast.factories if one in cast.known and cast.known[one].cohort == cast.cohort]
    kind = mention.value or mention.label.rpartition(".")[2]
    if kind not in _KINDS:
        return ()
    fitting = sum(
        1 for one in members if any(told.value == kind for told in cast.hints.get(one, {}).get("system_kind", ()))
    )
    numbers = {int(float(number.value)) for number in sentence.of("number")}
    if fitting not in numbers and not groups.counting(sentence) and not sentence.cued(*_TOGETHER):
        return ()  # "four years later" counts no factories, and "in AI factories firms use new machines" names none
    how = "member_counted" if fitting in numbers else "member_of_several" if numbers else "member"
    return tuple(Reference(subject=one, how=how) for one in members if one not in there)


def _impossible(predicate: str, mention: Mention, subject: str, cast: Cast, shared: Collection[Mention]) -> bool:
    """What cannot be so, whatever the sentence: another one's host, a link to itself, a past plan."""
    factory = cast.known.get(subject)
    if mention.label == "conversion":
        return True  # the same money again: the sum before it stands for both
    if course.too_early(predicate, mention, subject, cast) or partners.impossible(predicate, mention, subject, cast):
        return True
    if predicate == "linked_factory":
        return cast.kind(subject) != "antenna" or cast.kind(mention.value) == "antenna"
    if predicate == "system_kind" and not is_group(subject) and cast.kind(subject) == "antenna":
        return True  # an antenna has no machine of its own
    if predicate == "operational_by" and cast.published is not None:
        return len(mention.value) == _DAY and mention.value <= cast.published.isoformat()
    if mention.type == "proper" and factory is not None:
        return predicate != "host_organisation" or mention.label != "body" or not _of_its_city(mention, factory)
    if mention.type == "city" and not mention.owner:
        return factory is not None
    if mention.type == "machine" and mention in shared:
        return False
    return mention.type in ("city", "host", "machine") and factory is not None and mention.owner != subject


def _of_nobody_named(predicate: str, subject: str, mine: Iterable[Reference]) -> bool:
    """Whether the place alone makes a sentence speak of a factory that the article names nowhere: "Riga hopes"."""
    ways = [one.how for one in mine if one.subject == subject]
    return predicate.startswith("host_") and bool(ways) and all(how.startswith("unnamed_by_") for how in ways)


def _of_its_state(predicate: str, mention: Mention, subject: str, own: Iterable[Reference], cast: Cast) -> bool:
    """Whether nothing but a city that is only its host's speaks of a factory: "Riga had promised more"."""
    factory = cast.known.get(subject)
    if predicate != "host_city" or factory is None or not any(_OF_HOST in city.note for city in factory.cities):
        return False
    placed = [one for one in own if one.first >= 0]
    return bool(placed) and all(one.how == "by_city" and one.first == mention.first for one in placed)


def _hosted_here(sentence: Sentence, mention: Mention, subject: str) -> bool:
    """Whether a sentence that names a factory's own host calls a body something else: "CINECA, at the Tecnopolo"."""
    return mention.type == "proper" and any(host.owner == subject for host in sentence.of("host"))


def _of_its_city(mention: Mention, factory: Factory) -> bool:
    """Whether a body bears the name of a factory's city: the University of Linköping, as each language calls it."""
    folded = words.fold(mention.value)
    return any(words.fold(city.text) in folded for city in factory.cities if "older" not in city.note)


def _kind(subject: str) -> str:
    return PROGRAMME if subject == PROGRAMME else "cohort" if subject.startswith("cohort:") else "factory"


def _values(
    scene: Scene, sentence: Sentence, cast: Cast, mine: tuple[Reference, ...]
) -> Iterator[tuple[Mention, str, Value, tuple[str, ...]]]:
    """Value, predicate and extra features of everything in a sentence that could be somebody's value."""
    for mention in sentence.mentions:
        for predicate in _BY_TYPE.get(mention.type, ()):
            if predicate in counts.COUNTED:
                if predicate != "member_count" or not tallies.counts_none(scene, sentence, mention, cast):
                    yield from counts.found(scene.text, sentence, mention, predicate)
            else:
                yield mention, predicate, _value(mention), ()
    for cue in sentence.cues:
        prefix, _, rest = cue.label.partition(":")
        predicate, _, word = rest.partition(".")
        if prefix == "trigger" and word:
            yield cue, predicate, word, ()
    for equal in money.equal_parts(sentence):
        yield equal, "eu_share", _value(equal), ()
    if sentence.cued("trigger:linked_factory", *groups.ANTENNAS):
        taken = {one.start for one in sentence.of("factory")}
        for mention in sentence.of("machine"):
            if mention.owner and mention.start not in taken:  # "it works with LUMI" is with the factory of that name
                yield mention._replace(type="factory", value=mention.owner), "linked_factory", mention.owner, ()
    for linked in links.spoken(sentence, mine, cast):
        yield linked, "linked_factory", linked.value, ()
    for cue, place in machines.renewed(scene, sentence):
        yield cue, "system_kind", "new", (place,)
    dates = [(period, one) for one in sentence.of("date") if (period := alike.period(one.value))]
    if len(dates) >= _FEWEST and cast.published is not None:
        (first, _), (last, later) = min(dates, key=lambda one: one[0]), max(dates, key=lambda one: one[0])
        if first[1] < last[0] and last[1] >= cast.published:
            yield later, "status", "delayed", ("slip",)


def _value(mention: Mention) -> Value:
    if mention.type == "amount":
        return values.read("money", json.loads(mention.value))
    if mention.type == "share":
        number = float(mention.value)
        return int(number) if number == int(number) else number
    return mention.value


def _known(
    predicate: str,
    sentence: Sentence,
    mention: Mention,
    subject: str,
    cast: Cast,
    own: Iterable[Reference],
    more: tuple[str, ...],
) -> Iterable[str]:
    """Whether what was known before agrees, and whether a group is the one that the article is about."""
    if not is_group(subject):
        place = "placed" if any(one.first >= 0 for one in own) else "unplaced"
        yield f"{place}:{'star' if subject == cast.star else 'aside' if cast.star else 'starless'}"
        if subject not in cast.known:
            yield f"{place}:new"
        elif cast.star and cast.star not in cast.known:
            yield f"{place}:old"  # an article about a factory that nobody knew
    elif cast.star:
        yield "group:starred"
    if is_group(subject) and subject != PROGRAMME:
        yield "group:main" if subject in (cast.cohort, cast.antennas) else "group:aside"
        if mention.type == "amount" and any(one.id == subject and not one.members for one in cast.cohorts):
            yield "group:new"  # nobody knew it, and the sum may be that of the one member that the article tells of
    if mention.type in ("city", "host", "machine"):
        yield "known:own" if mention.owner == subject else "known:other" if mention.owner else "known:found"
    factory = cast.known.get(subject)
    if mention.type == "city" and factory is not None and any(_OF_HOST in city.note for city in factory.cities):
        yield "known:of_host"
    if mention.type == "country":
        if factory is None:
            yield "known:nothing"
            yield from homes.features(sentence, mention, subject)
        else:
            yield "known:own" if factory.country == mention.value else "known:other"
        others = [one for one in cast.in_country(mention.value) if one != subject]
        if others:
            yield "known:host_of_another"
        if any(one.value in others for one in sentence.of("factory")):
            yield "known:host_of_one_here"
    if predicate in counts.COUNTED:
        yield from tallies.known(sentence, mention, predicate, subject, cast, more)
    if mention.type == "date" and predicate == "selected_on":
        yield from selections.known(sentence, mention, subject, cast, own)
