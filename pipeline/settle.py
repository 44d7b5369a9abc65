"""Claims → what is held, day by day. Pure: what is held on a day follows from the claims said until then.

Claims are taken by the day on which they were said, all of one day at once: so it does not matter in which order they
were found, and a crawl that comes three months late sees the same days as one that came daily. This is the one place
where it stands whose word counts; who says what is gathered by `models/camps.py`.

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
  single paper may report a further step, not an end.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from models import camps
from models.camps import Camp, Rules
from models.claim import Claim
from models.fact import Standing
from models.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One value that is held on a day, and on whose word."""

    value: Value
    key: str
    """The value's own, for comparing."""
    standing: Standing
    claims: tuple[Claim, ...]
    """One of each source that says so, the best first."""
    against: tuple[Claim, ...] = ()
    """What disputes it."""
    agreed: bool = False
    """It is confirmed by agreement of the press, not by an official word."""


def timeline(claims: Iterable[Claim], rules: Rules) -> dict[date, tuple[Settled, ...]]:
    """What is held at the end of each day on which a claim began, ended, or lost its page; oldest day first."""
    words = camps.by_day(claims, rules)
    lessened = {when for heard in words.values() for word in heard for when in (word.ended, word.gone) if when}
    held: dict[date, tuple[Settled, ...]] = {}
    gathered, opinions = list[Camp](), dict[str, list[Camp]]()
    before: tuple[Settled, ...] = ()
    for today in sorted(words.keys() | lessened):
        days = [today]
        if today in lessened:
            # What was built on a claim that ended today stands no more: it is built anew without it.
            gathered, opinions = [], {}
            days = [past for past in words if past <= today]
        for past in days:
            heard = words.get(past, [])
            if lessened:
                heard = [word for word in heard if not (word.ended and word.ended <= today)]
            camps.hear(gathered, opinions, heard, today, rules)
        held[today] = before = _settled([camp for camp in gathered if camp.votes], before, rules)
    return held


def _settled(gathered: list[Camp], before: tuple[Settled, ...], rules: Rules) -> tuple[Settled, ...]:
    # What is held as it was the day before stays as it was: it rests on those who brought it about.
    if rules.fact_type.many:
        was = {settled.key: settled for settled in before}
        found = [_as_held(camp, was.get(camp.key), rules) for camp in gathered]
        return tuple({settled.key: settled for settled in found}.values())
    if not gathered:
        return ()
    if rules.fact_type.order:
        return (_as_held(_furthest(gathered, rules), next(iter(before), None), rules),)
    if len(gathered) == 1:
        return (_as_held(gathered[0], next(iter(before), None), rules),)
    preferred = _preferred(gathered, rules)
    held = _as_held(preferred, next(iter(before), None), rules)
    stands = _restated(preferred, rules)
    for camp in gathered:
        if camp is preferred or stands is None:
            continue
        later = [vote for vote in camp.view(rules.fact_type.needs).press if vote.last > stands]
        if len(later) >= rules.fact_type.needs and camps.voices(later) >= rules.fact_type.needs:
            against = tuple(vote.word.claim for vote in later)
            return (
                replace(held, standing="disputed", claims=preferred.ranked(rules.fact_type.needs), against=against),
            )
    return (held,)


def _as_held(camp: Camp, before: Settled | None, rules: Rules) -> Settled:
    view = camp.view(rules.fact_type.needs)
    strong, agreed = bool(view.official), view.agreed is not None
    standing: Standing = "confirmed" if strong or agreed else "reported"
    if before and before.key == camp.key and before.standing == standing:
        return before
    return Settled(
        value=camp.value,
        key=camp.key,
        standing=standing,
        claims=camp.ranked(rules.fact_type.needs),
        agreed=agreed and not strong,
    )


def _preferred(gathered: list[Camp], rules: Rules) -> Camp:
    views = [(camp, camp.view(rules.fact_type.needs)) for camp in gathered]
    strong = [(camp, view.official) for camp, view in views if view.official]
    if strong:
        return max(strong, key=lambda one: (max(v.first for v in one[1]), len(one[1]), -one[0].place))[0]
    agreed = [(camp, view.agreed.toordinal()) for camp, view in views if view.agreed]
    if agreed:
        sign = 1 if rules.fact_type.moves else -1
        return max(agreed, key=lambda one: (sign * one[1], len(one[0].votes), -one[0].place))[0]
    return max(
        views,
        key=lambda one: (camps.voices(one[1].press), max(v.first for v in one[0].votes.values()), -one[0].place),
    )[0]


def _furthest(gathered: list[Camp], rules: Rules) -> Camp:
    step = {word: place for place, word in enumerate(rules.fact_type.order)}
    established = {camp.place: when for camp in gathered if (when := _established(camp, rules))}
    sure = [camp for camp in gathered if camp.place in established]
    if not sure:
        # Nobody is sure: the same rule among what single papers say.
        established = {camp.place: min(vote.first for vote in camp.votes.values()) for camp in gathered}
        sure = gathered
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
        for camp in gathered
        if step.get(str(camp.value), -1) > reached and max(vote.first for vote in camp.votes.values()) > since
    ]
    return max(ahead, key=lambda camp: step[str(camp.value)], default=chosen)


def _last(camp: Camp, rules: Rules) -> date:
    # When this was last said by somebody who can establish it, or by anybody where nobody can.
    return _restated(camp, rules) or max(vote.last for vote in camp.votes.values())


def _established(camp: Camp, rules: Rules) -> date | None:
    view = camp.view(rules.fact_type.needs)
    days = [vote.first for vote in view.official]
    return min([*days, *([view.agreed] if view.agreed else [])], default=None)


def _restated(camp: Camp, rules: Rules) -> date | None:
    # The day since which nobody who counts has said it again; None: it is only reported, and so not disputed.
    view = camp.view(rules.fact_type.needs)
    if view.official:
        return max(vote.last for vote in view.official)
    if view.agreed is None:
        return None
    latest = sorted(view.press, key=lambda vote: (-vote.last.toordinal(), vote.word.claim.source))
    for count in range(rules.fact_type.needs, len(latest)):
        if camps.voices(latest[:count]) >= rules.fact_type.needs:
            return latest[count - 1].last
    return latest[-1].last
