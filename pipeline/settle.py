"""Claims → what is held, day by day. Pure: what is held on a day follows from the claims said until then.

Claims are taken by the day on which they were said, all of one day at once: so it does not matter in which order they
were found, and a crawl that comes three months late sees the same days as one that came daily.

Whose word counts (2026-11-22)
- An official or a host's source confirms alone; the press when `needs` independent voices say the same; until then a
  value is reported. What a page said that is gone now still counts, but confirms nothing.
- Of single-valued facts each source has one opinion: what it said last. Who repeats it says nothing new, so an old
  sentence at the foot of a later article wins over nobody.
- Preferred: official over press, the newer official word over the older one; else what the press agrees on over what
  one paper says (where the press agrees on two values, the first to be agreed on, or the newer where the fact moves);
  else what most, then what the newest say.
- A value that stands is disputed when `needs` independent voices of the press say another one after it was last said.
- Words in an order (a status): the furthest that is established counts, and no earlier one said later leads back. A
  single paper may report the next step, not an end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from models import alike, baseline
from models import value as values
from models.claim import Claim
from models.fact import FactType, Standing
from models.source import SourceKind
from models.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One value that is held on a day, and on whose word."""

    value: Value
    standing: Standing
    claims: tuple[Claim, ...]
    """One of each source that says so, the best first."""
    against: tuple[Claim, ...] = ()
    """What disputes it."""
    agreed: bool = False
    """It is confirmed by agreement of the press, not by an official word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One of the values that are said of a fact, and who says so now."""

    value: Value
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A claim, with what is asked of it again and again."""

    claim: Claim
    id: str
    key: str
    width: tuple[float, bool]
    official: bool
    said: date
    ended: date | None
    gone: date | None


@dataclass(slots=True, kw_only=True)
class _Vote:
    word: _Word
    first: date
    last: date
    sound: bool


@dataclass(slots=True, kw_only=True, eq=False)
class _Camp:
    """Those who say the same."""

    place: int
    value: Value
    key: str
    width: tuple[float, bool]
    official: bool
    votes: dict[str, _Vote] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What settling goes by, besides the claims."""

    fact_type: FactType
    kinds_of_source: Mapping[str, SourceKind]
    stories: Mapping[str, str]
    """Article → the story it tells: articles of one story (copies, translations) are one voice."""

    def official(self, source: str) -> bool:
        """Whether this source's word confirms by itself. A source that we do not know is of the press."""
        # What `init` loads is signed off: as good as an official word.
        return source == baseline.NAME or self.kinds_of_source.get(source, "press") != "press"

    def counts(self, claim: Claim) -> bool:
        """Whether the claim may move a fact at all."""
        return claim.modality == "asserted" or (claim.modality == "planned" and not self.fact_type.asserted_only)


def timeline(claims: Iterable[Claim], rules: Rules) -> dict[date, tuple[Settled, ...]]:
    """What is held at the end of each day on which a claim began, ended, or lost its page; oldest day first."""
    words = _words(claims, rules)
    lessened = {when for heard in words.values() for word in heard for when in (word.ended, word.gone) if when}
    held: dict[date, tuple[Settled, ...]] = {}
    camps, opinions = list[_Camp](), dict[str, list[_Camp]]()
    for today in sorted(words.keys() | lessened):
        days = [today]
        if today in lessened:
            # What was built on a claim that ended today stands no more: it is built anew without it.
            camps, opinions = [], {}
            days = [past for past in words if past <= today]
        for past in days:
            heard = [word for word in words.get(past, ()) if not (word.ended and word.ended <= today)]
            _hear(camps, opinions, heard, today, rules)
        held[today] = _settled([camp for camp in camps if camp.votes], rules)
    return held


def opinions(claims: Iterable[Claim], rules: Rules) -> tuple[Opinion, ...]:
    """All that is said now, side by side: the preferred first, then by the number of sources."""
    camps, latest = list[_Camp](), dict[str, list[_Camp]]()
    for heard in _words((claim for claim in claims if not claim.ended), rules).values():
        _hear(camps, latest, heard, date.max, rules)
    live = [camp for camp in camps if camp.votes]
    preferred = {values.key(settled.value) for settled in _settled(live, rules)}
    live.sort(key=lambda camp: (values.key(camp.value) not in preferred, -len(camp.votes), camp.place))
    return tuple(Opinion(value=camp.value, claims=_ranked(camp)) for camp in live)


def said(claim: Claim) -> date:
    """The day on which it was said. Raises ValueError where the store did not see to it that there is one."""
    if claim.said is None:
        raise ValueError(f"claim {claim.id} was said on no day")
    return day(claim.said)


def day(moment: datetime) -> date:
    """The day of a moment, in UTC."""
    return moment.astimezone(UTC).date() if moment.tzinfo else moment.date()


def _words(claims: Iterable[Claim], rules: Rules) -> dict[date, list[_Word]]:
    # By day, oldest first; within a day the official and the sharp ones first, so that the others gather round them.
    found: dict[date, list[_Word]] = {}
    for claim in claims:
        if rules.counts(claim):
            word = _Word(
                claim=claim,
                id=claim.id,
                key=values.key(claim.value),
                width=alike.width(rules.fact_type, claim.value),
                official=rules.official(claim.source),
                said=said(claim),
                ended=day(claim.ended) if claim.ended else None,
                gone=day(claim.gone) if claim.gone else None,
            )
            found.setdefault(word.said, []).append(word)
    for heard in found.values():
        heard.sort(key=lambda word: (not word.official, word.width, word.key, word.claim.source, word.id))
    return {when: found[when] for when in sorted(found)}


def _hear(camps: list[_Camp], opinions: dict[str, list[_Camp]], heard: list[_Word], today: date, rules: Rules) -> None:
    # Takes in all words of one day, as they look `today`.
    joined: dict[str, list[tuple[_Camp, _Word]]] = {}
    for word in heard:
        joined.setdefault(word.claim.source, []).append((_camp(camps, word, rules), word))
    # Sources have one opinion each; but several values may hold at once, and of a status every step stays true.
    one_opinion = not rules.fact_type.many and not rules.fact_type.order
    for source, votes in joined.items():
        before = opinions.get(source, [])
        now = [camp for camp, _ in votes]
        for camp in before if one_opinion else ():
            if camp not in now:
                del camp.votes[source]
        for camp, word in votes:
            sound = not (word.gone and word.gone <= today)
            vote = camp.votes.get(source)
            if vote is None:
                camp.votes[source] = _Vote(word=word, first=word.said, last=word.said, sound=sound)
            else:
                if sound and not vote.sound:
                    vote.word, vote.first = word, word.said
                vote.last, vote.sound = word.said, vote.sound or sound
        opinions[source] = list(dict.fromkeys(now if one_opinion else before + now))


def _camp(camps: list[_Camp], word: _Word, rules: Rules) -> _Camp:
    camp = next((camp for camp in camps if camp.key == word.key), None) or next(
        (camp for camp in camps if alike.same(rules.fact_type, camp.value, word.claim.value)), None
    )
    if camp is None:
        camp = _Camp(place=len(camps), value=word.claim.value, key=word.key, width=word.width, official=word.official)
        camps.append(camp)
    elif word.official >= camp.official:
        # A sharper word of an equally good source refines what is held; a looser one never blurs it.
        if word.width < camp.width:
            camp.value, camp.key, camp.width = word.claim.value, word.key, word.width
        camp.official = word.official
    return camp


def _settled(camps: list[_Camp], rules: Rules) -> tuple[Settled, ...]:
    if rules.fact_type.many:
        found = [_as_held(camp, rules) for camp in camps]
        return tuple({values.key(settled.value): settled for settled in found}.values())
    if not camps:
        return ()
    if rules.fact_type.order:
        return (_as_held(_furthest(camps, rules), rules),)
    preferred = _preferred(camps, rules)
    held = _as_held(preferred, rules)
    stands = _restated(preferred, rules)
    for camp in camps:
        if camp is preferred or stands is None:
            continue
        later = [vote for vote in _press(camp) if vote.last > stands]
        if len(_voices(later, rules)) >= rules.fact_type.needs:
            against = tuple(vote.word.claim for vote in sorted(later, key=lambda vote: (vote.first, vote.word.id)))
            return (
                Settled(value=held.value, standing="disputed", claims=held.claims, against=against, agreed=held.agreed),
            )
    return (held,)


def _as_held(camp: _Camp, rules: Rules) -> Settled:
    strong, agreed = bool(_official(camp)), _agreed_since(camp, rules) is not None
    return Settled(
        value=camp.value,
        standing="confirmed" if strong or agreed else "reported",
        claims=_ranked(camp),
        agreed=agreed and not strong,
    )


def _ranked(camp: _Camp) -> tuple[Claim, ...]:
    votes = sorted(
        camp.votes.values(), key=lambda vote: (not vote.sound, not vote.word.official, vote.first, vote.word.id)
    )
    return tuple(vote.word.claim for vote in votes)


def _preferred(camps: list[_Camp], rules: Rules) -> _Camp:
    strong = [camp for camp in camps if _official(camp)]
    if strong:
        return max(strong, key=lambda camp: (max(v.first for v in _official(camp)), len(_official(camp)), -camp.place))
    since = {camp.place: when.toordinal() for camp in camps if (when := _agreed_since(camp, rules))}
    agreed = [camp for camp in camps if camp.place in since]
    if agreed:
        sign = 1 if rules.fact_type.moves else -1
        return max(agreed, key=lambda camp: (sign * since[camp.place], len(camp.votes), -camp.place))
    return max(
        camps,
        key=lambda camp: (len(_voices(_press(camp), rules)), max(v.first for v in camp.votes.values()), -camp.place),
    )


def _furthest(camps: list[_Camp], rules: Rules) -> _Camp:
    step = {word: place for place, word in enumerate(rules.fact_type.order)}
    established = {camp.place: when for camp in camps if (when := _established(camp, rules))}
    sure = [camp for camp in camps if camp.place in established]
    if not sure:
        # Nobody is sure: the same rule among what single papers say.
        established = {camp.place: min(vote.first for vote in camp.votes.values()) for camp in camps}
        sure = camps
    steps = [camp for camp in sure if camp.value in step]
    others = [camp for camp in sure if camp.value not in step]
    chosen = max(steps, key=lambda camp: step[str(camp.value)], default=None)
    other = max(others, key=lambda camp: (_last(camp, rules), -camp.place), default=None)
    reached = step[str(chosen.value)] if chosen else -1
    since = established[chosen.place] if chosen else date.min
    if other and (chosen is None or _last(other, rules) >= since):
        chosen, since = other, _last(other, rules)
    assert chosen is not None  # noqa: S101 - for the type checker: there is a camp, a step or another
    if chosen.value in rules.fact_type.ends:
        return chosen
    ahead = [
        camp
        for camp in camps
        if step.get(str(camp.value), -1) > reached and max(vote.first for vote in camp.votes.values()) > since
    ]
    return max(ahead, key=lambda camp: step[str(camp.value)], default=chosen)


def _last(camp: _Camp, rules: Rules) -> date:
    # When this was last said by somebody who can establish it, or by anybody where nobody can.
    strong = _official(camp) or (_press(camp) if _agreed_since(camp, rules) else list(camp.votes.values()))
    return max(vote.last for vote in strong)


def _established(camp: _Camp, rules: Rules) -> date | None:
    days = [vote.first for vote in _official(camp)]
    agreed = _agreed_since(camp, rules)
    return min([*days, *([agreed] if agreed else [])], default=None)


def _restated(camp: _Camp, rules: Rules) -> date | None:
    # The day since which nobody who counts has said it again; None: it is only reported, and so not disputed.
    if strong := _official(camp):
        return max(vote.last for vote in strong)
    if _agreed_since(camp, rules) is None:
        return None
    return sorted((vote.last for vote in _press(camp)), reverse=True)[rules.fact_type.needs - 1]


def _agreed_since(camp: _Camp, rules: Rules) -> date | None:
    # The day on which the last voice came that was needed.
    heard: set[str] = set()
    for vote in sorted(_press(camp), key=lambda vote: (vote.first, vote.word.id)):
        heard |= _voices([vote], rules)
        if len(heard) >= rules.fact_type.needs:
            return vote.first
    return None


def _official(camp: _Camp) -> list[_Vote]:
    return [vote for vote in camp.votes.values() if vote.word.official and vote.sound]


def _press(camp: _Camp) -> list[_Vote]:
    return [vote for vote in camp.votes.values() if not vote.word.official and vote.sound]


def _voices(votes: Iterable[_Vote], rules: Rules) -> set[str]:
    return {rules.stories.get(vote.word.claim.article, vote.word.claim.source) for vote in votes}
