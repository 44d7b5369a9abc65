"""Who says what of one fact: claims gather round values, and each source has a vote. Pure.

Windows show the camps side by side; `pipeline/settle.py` decides which of them is held, and on whose word.

Independent (2026-11-22): copies of one story are one voice, however many print it; a source has one voice in a camp,
however many stories it prints. A source that copies and later finds out by itself becomes a voice of its own that day.
So what counts is how many sources can each be given a story that no other one is given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from models import alike, baseline
from models import value as values
from models.claim import Claim
from models.fact import FactType
from models.source import SourceKind
from models.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What settling goes by, besides the claims."""

    fact_type: FactType
    kinds_of_source: Mapping[str, SourceKind]
    stories: Mapping[str, str]
    """Article → whose story it tells, for those that are copied or copies; all others tell their source's own."""

    def official(self, source: str) -> bool:
        """Whether this source's word confirms by itself. A source that we do not know is of the press."""
        # What `init` loads is signed off: as good as an official word.
        return source == baseline.NAME or self.kinds_of_source.get(source, "press") != "press"

    def counts(self, claim: Claim) -> bool:
        """Whether the claim may move a fact at all."""
        return claim.modality == "asserted" or (claim.modality == "planned" and not self.fact_type.asserted_only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A claim, with what is asked of it again and again."""

    claim: Claim
    key: str
    width: tuple[float, bool]
    official: bool
    said: date
    ended: date | None
    gone: date | None
    voice: str


@dataclass(slots=True, kw_only=True)
class Vote:
    """One source in one camp."""

    word: Word
    first: date
    last: date
    sound: bool
    """Whether the page of at least one of its words is still there."""
    voices: dict[str, date]
    """Whose stories it tells, each since when; of sound words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A camp as it stands: kept until a vote moves."""

    official: tuple[Vote, ...]
    press: tuple[Vote, ...]
    agreed: date | None
    """The day on which the last voice came that was needed."""
    unsound: tuple[Vote, ...]
    """Of whatever source: those whose pages are gone."""


@dataclass(slots=True, kw_only=True, eq=False)
class Camp:
    """Those who say the same."""

    place: int
    value: Value
    key: str
    width: tuple[float, bool]
    official: bool
    votes: dict[str, Vote] = field(default_factory=dict)
    kept: View | None = None

    def view(self, needs: int) -> View:
        """The camp as it stands now; `needs` independent voices of the press agree."""
        if self.kept is None:
            votes = (
                sorted(self.votes.items(), key=lambda one: (one[1].first, one[0]))
                if len(self.votes) > 1
                else self.votes.items()
            )
            official = tuple(vote for _, vote in votes if vote.sound and vote.word.official)
            press = tuple(vote for _, vote in votes if vote.sound and not vote.word.official)
            unsound = (
                tuple(vote for _, vote in votes if not vote.sound) if len(official) + len(press) < len(votes) else ()
            )
            self.kept = View(official=official, press=press, unsound=unsound, agreed=_agreed(press, needs))
        return self.kept

    def ranked(self, needs: int) -> tuple[Claim, ...]:
        """One claim of each source, the best first."""
        view = self.view(needs)
        unsound = sorted(view.unsound, key=lambda vote: not vote.word.official)
        return tuple(vote.word.claim for vote in (*view.official, *view.press, *unsound))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One of the values that are said of a fact, and who says so now."""

    value: Value
    claims: tuple[Claim, ...]
    """One of each source, the best first."""
    voices: int
    """How many of the sources are independent of each other."""


def opinions(claims: Iterable[Claim], rules: Rules) -> tuple[Opinion, ...]:
    """All that is said now, side by side: those with the most independent voices first."""
    camps, latest = list[Camp](), dict[str, list[Camp]]()
    for heard in by_day((claim for claim in claims if not claim.ended), rules).values():
        hear(camps, latest, heard, date.max, rules)
    found = [
        Opinion(value=camp.value, claims=camp.ranked(rules.fact_type.needs), voices=voices(camp.votes.values()))
        for camp in camps
        if camp.votes
    ]
    return tuple(sorted(found, key=lambda opinion: -opinion.voices))


def by_day(claims: Iterable[Claim], rules: Rules) -> dict[date, list[Word]]:
    """The words that count, oldest day first; within a day the official and the sharp ones first.

    So the others of the day gather round them, in whatever order they came.
    """
    found: dict[date, list[Word]] = {}
    official: dict[str, bool] = {}
    widths: dict[str, tuple[float, bool]] = {}
    for claim in claims:
        if not rules.counts(claim):
            continue
        if claim.source not in official:
            official[claim.source] = rules.official(claim.source)
        key = values.key(claim.value)
        if key not in widths:
            widths[key] = alike.width(rules.fact_type, claim.value)
        word = Word(
            claim=claim,
            key=key,
            width=widths[key],
            official=official[claim.source],
            said=said(claim),
            ended=day(claim.ended) if claim.ended else None,
            gone=day(claim.gone) if claim.gone else None,
            voice=rules.stories.get(claim.article, claim.source),
        )
        found.setdefault(word.said, []).append(word)
    for heard in found.values():
        if len(heard) > 1:
            heard.sort(key=lambda word: word.claim.id)
            heard.sort(key=lambda word: (not word.official, word.width, word.key, word.claim.source))
    return {when: found[when] for when in sorted(found)}


def hear(camps: list[Camp], opinions: dict[str, list[Camp]], heard: list[Word], today: date, rules: Rules) -> None:
    """Takes in all words of one day, as they look `today`. `opinions` are the camps in which each source is."""
    joined: dict[str, list[tuple[Camp, Word]]] = {}
    for word in heard:
        source = word.claim.source
        joined.setdefault(source, []).append((_camp(camps, word, opinions.get(source, ()), rules), word))
    # Sources have one opinion each; but several values may hold at once, and of a status every step stays true.
    one_opinion = not rules.fact_type.many and not rules.fact_type.order
    for source, votes in joined.items():
        before = opinions.get(source, [])
        now = [camp for camp, _ in votes]
        for camp in before if one_opinion else ():
            if camp not in now:
                del camp.votes[source]
                camp.kept = None
        for camp, word in votes:
            _vote(camp, word, sound=not (word.gone and word.gone <= today))
        opinions[source] = list(dict.fromkeys(now if one_opinion else before + now))


def voices(votes: Iterable[Vote]) -> int:
    """How many of these sources are independent."""
    told = {vote.word.claim.source: tuple(vote.voices) or (vote.word.voice,) for vote in votes}
    if all(stories == (source,) for source, stories in told.items()):
        return len(told)
    given: dict[str, str] = {}
    return sum(_given(source, told, given, set()) for source in told)


def said(claim: Claim) -> date:
    """The day on which it was said. Raises ValueError where the store did not see to it that there is one."""
    if claim.said is None:
        raise ValueError(f"claim {claim.id} was said on no day")
    return day(claim.said)


def day(moment: datetime) -> date:
    """The day of a moment, in UTC."""
    if moment.tzinfo is None or moment.tzinfo is UTC:
        return moment.date()
    return moment.astimezone(UTC).date()


def _camp(camps: list[Camp], word: Word, own: Sequence[Camp], rules: Rules) -> Camp:
    camp = next((camp for camp in camps if camp.key == word.key), None)
    if camp is None:
        # A loose word ("2026", after a slip from its March to its June) may fit several: then it says again what its
        # source says already, or else what anybody still says; of what moves, what was said last.
        fitting = [camp for camp in camps if alike.same(rules.fact_type, camp.value, word.claim.value)]
        camp = min(fitting, key=lambda camp: (camp not in own, not camp.votes, -_latest(camp, rules)), default=None)
    if camp is None:
        camp = Camp(place=len(camps), value=word.claim.value, key=word.key, width=word.width, official=word.official)
        camps.append(camp)
    elif word.official >= camp.official:
        # A sharper word of an equally good source refines what is held; a looser one never blurs it.
        if word.width < camp.width:
            camp.value, camp.key, camp.width = word.claim.value, word.key, word.width
        camp.official = word.official
    return camp


def _latest(camp: Camp, rules: Rules) -> int:
    return max((vote.last.toordinal() for vote in camp.votes.values()), default=0) if rules.fact_type.moves else 0


def _vote(camp: Camp, word: Word, *, sound: bool) -> None:
    source = word.claim.source
    vote = camp.votes.get(source)
    if vote is None:
        told = {word.voice: word.said} if sound else {}
        camp.votes[source] = Vote(word=word, first=word.said, last=word.said, sound=sound, voices=told)
        camp.kept = None
        return
    vote.last = word.said
    if not sound:
        return
    if not vote.sound:
        vote.word, vote.first, vote.sound = word, word.said, True
        camp.kept = None
    if word.voice not in vote.voices:
        vote.voices[word.voice] = word.said
        camp.kept = None


def _agreed(press: tuple[Vote, ...], needs: int) -> date | None:
    if len(press) < needs:
        return None
    if all(len(vote.voices) == 1 and vote.word.claim.source in vote.voices for vote in press):
        return press[needs - 1].first  # nobody copies: they stand in the order of their days
    told = sorted((since, vote.word.claim.source, voice) for vote in press for voice, since in vote.voices.items())
    stories: dict[str, tuple[str, ...]] = {}
    given: dict[str, str] = {}
    for since, source, voice in told:
        stories[source] = (*stories.get(source, ()), voice)
        if source not in given.values():
            _given(source, stories, given, set())
        else:
            # A new story of a source that has one already may set that one free for another.
            for other in stories:
                if other not in given.values():
                    _given(other, stories, given, set())
        if len(given) >= needs:
            return since
    return None


def _given(source: str, stories: Mapping[str, tuple[str, ...]], given: dict[str, str], asked: set[str]) -> bool:
    # Whether the source can be given a story of its own, if need be by giving another source another of its stories
    # (Kuhn's matching; there are never more than a handful).
    for story in stories[source]:
        if story in asked:
            continue
        asked.add(story)
        if story not in given or _given(given[story], stories, given, asked):
            given[story] = source
            return True
    return False
