"""Kinds: what each factory that nobody knew is, an AI factory, an antenna or a gigafactory.

Its name may say it (HunAIFA, "Pharos-CY", "Salona AI Factory"), the column it stands in, the noun beside it that is no
other's ("the Swiss antenna, HEARTS, works with the factory LUMI"), the line that leads in its row ("four antennas: A,
B and C") or its like in that row, and whom it works with: an antenna with a factory. All of it is weighed together.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from models import knowledge
from models.factory import Factory, FactoryKind
from pipeline.components import words
from pipeline.relate import groups
from pipeline.relate.scene import Mention, Scene, Sentence

_NOUNS: Mapping[str, FactoryKind] = {
    "noun:antenna": "antenna",
    "noun:antennas": "antenna",
    "noun:ai_factory": "ai_factory",
    "noun:ai_factories": "ai_factory",
    "noun:gigafactory": "gigafactory",
}
_LINKS = "trigger:linked_factory"
_SELF = re.compile(r"AIFA(?!\w*[a-z]ctor)")
"""The letters of "AI Factory Antenna": BE-AIFA, AIFA-LAT, HunAIFA."""
_CODED = re.compile(r"(.+)-[a-z]{2}")
"""The id of a known factory with a country's code: pharos-cy."""
_FAR = 6
"""Words within which a noun says what a name is."""
_BORDER = 2
"""Words that a sign between noun and name counts for."""
_SIGNS = re.compile(r"[,;:()–—|]")
_PARTS = re.compile(r"[,;]")
"""What parts one of a row from the next."""
_STRETCH = 9
"""Words of one of a row behind its name."""
_BREAKS = re.compile(r"[:|.!?\n]")
"""What no row goes on over."""
_LETTERS = re.compile(r"[^\W\d_]+")

# What each sign weighs: the name itself outweighs all, a wish that nothing speaks for gives way to all.
_BY_NAME, _BY_COLUMN, _BY_NOUN, _BY_LEAD, _BY_LIKE, _BY_LINK, _DEFAULT = 40.0, 8.0, 3.0, 2.0, 1.5, 1.5, 1.0

Votes = dict[str, dict[FactoryKind, float]]


@dataclass(slots=True)
class _Told:
    """What has been gathered so far."""

    known: Mapping[str, FactoryKind]
    votes: Votes = field(default_factory=dict)

    def vote(self, subject: str, kind: FactoryKind, weight: float) -> None:
        if subject not in self.known:
            mine = self.votes.setdefault(subject, {})
            mine[kind] = mine.get(kind, 0.0) + weight

    def kind(self, subject: str) -> FactoryKind | None:
        """What it is by now; None where nothing has told."""
        if subject in self.known:
            return self.known[subject]
        mine = self.votes.get(subject)
        return max(mine.items(), key=lambda one: one[1])[0] if mine else None


def of(scene: Scene, known: Mapping[str, Factory]) -> Mapping[str, FactoryKind]:
    """The kind of each factory that the article names."""
    told = _Told({one: factory.kind for one, factory in known.items()})
    subjects = dict.fromkeys(mention.value for mention in scene.of("factory"))
    rows: list[list[Mention]] = []
    joins = _joins(scene.article.language)
    for sentence in scene.sentences:
        named = sentence.of("factory")
        for mention in named:
            if mention.value not in known and (kind := _by_name(scene.text, sentence, mention, known)):
                told.vote(mention.value, kind, _BY_NAME)
        _by_column(scene, sentence, named, told)
        mine = list(_rows(scene.text, sentence, named, joins))
        _by_noun(scene, sentence, named, told)
        _by_lead(scene, sentence, mine, told)
        rows += (row for row in mine if len(row) > 1)
    for row in (*rows, *_openers(scene)):
        _by_like(row, told)
    if any(sentence.cued(*groups.ANTENNAS) for sentence in scene.sentences) or "antenna" in map(told.kind, subjects):
        for sentence in scene.sentences:
            _by_link(sentence, told)
    for subject in subjects:
        told.vote(subject, "ai_factory", _DEFAULT)
    return {subject: told.kind(subject) or "ai_factory" for subject in subjects}


def _by_name(text: str, sentence: Sentence, mention: Mention, known: Mapping[str, Factory]) -> FactoryKind | None:
    """What its name says that it is."""
    within = {_NOUNS[cue.label] for cue in _nouns(sentence) if mention.start <= cue.start and cue.end <= mention.end}
    if "gigafactory" in within:
        return "gigafactory"
    coded = _CODED.fullmatch(mention.value)
    if "antenna" in within or _SELF.search(text[mention.start : mention.end]) or (coded and coded.group(1) in known):
        return "antenna"
    return "ai_factory" if within else None


def _nouns(sentence: Sentence) -> tuple[Mention, ...]:
    return sentence.cued(*_NOUNS)


def _by_column(scene: Scene, sentence: Sentence, named: tuple[Mention, ...], told: _Told) -> None:
    """What the head of its column says, or a cell of its own says of the row's first."""
    head = scene.heads[sentence.index]
    if head < 0 or not named:
        return
    columns: dict[int, FactoryKind] = {}
    for cue in _nouns(scene.sentences[head]):
        columns.setdefault(cue.cell, _NOUNS[cue.label])
    for mention in named:
        if mention.cell in columns and not _tells_itself(sentence, mention):
            told.vote(mention.value, columns[mention.cell], _BY_COLUMN)
    cells = {one.cell for one in named}
    for cue in _nouns(sentence):
        if cue.cell not in cells:
            told.vote(named[0].value, _NOUNS[cue.label], _BY_NOUN)


def _tells_itself(sentence: Sentence, mention: Mention) -> bool:
    return any(mention.start <= cue.start and cue.end <= mention.end for cue in _nouns(sentence))


def _by_noun(scene: Scene, sentence: Sentence, named: tuple[Mention, ...], told: _Told) -> None:
    """Each noun speaks of the name that stands nearest to it, and of no other."""
    if scene.heads[sentence.index] >= 0 or not named:
        return
    starts = [one.start for one in named]
    counted = {noun.start for _, noun in groups.counting(sentence)}
    for cue in _nouns(sentence):
        at = bisect_left(starts, cue.end)
        if cue.label in groups.GROUP_NOUNS or cue.start in counted:
            continue  # of several: a row behind it is led in by it
        around = named[max(0, at - 1) : at + 1]
        if any(one.start <= cue.start and cue.end <= one.end for one in named[max(0, at - 1) : at]):
            continue  # a part of its name
        gaps = [(_apart(scene.text, cue, one), -one.start, one) for one in around if one.clause == cue.clause]
        if gaps:
            gap, _, nearest = min(gaps)
            if gap <= _FAR:
                told.vote(nearest.value, _NOUNS[cue.label], _BY_NOUN * (1 - gap / (_FAR + 2)))


def _apart(text: str, cue: Mention, one: Mention) -> int:
    """Words between them; each sign between counts for some."""
    left, right = (cue, one) if cue.start < one.start else (one, cue)
    return max(0, right.first - left.last - 1) + _BORDER * len(_SIGNS.findall(text, left.end, right.start))


def _rows(text: str, sentence: Sentence, named: tuple[Mention, ...], joins: frozenset[str]) -> Iterator[list[Mention]]:
    """The names of a sentence that stand in a row, parted by commas or "and" with nothing but their places between."""
    stops = sorted(cue.start for cue in (*sentence.cued(_LINKS), *_nouns(sentence)))
    row: list[Mention] = []
    for one in named:
        if row and not _goes_on(text, row[-1], one, stops, joins):
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _goes_on(text: str, one: Mention, following: Mention, stops: list[int], joins: frozenset[str]) -> bool:
    at = bisect_left(stops, one.end)
    between = text[one.end : following.start]
    if (
        one.cell != following.cell
        or following.first - one.last - 1 > _STRETCH
        or (at < len(stops) and stops[at] < following.start)
        or _BREAKS.search(between)
    ):
        return False
    return bool(_PARTS.search(between)) or any(words.lower(part) in joins for part in _LETTERS.findall(between))


def _by_lead(scene: Scene, sentence: Sentence, rows: list[list[Mention]], told: _Told) -> None:
    """What the noun of several says that leads in a row, in its sentence or in the line before its list."""
    counted = {noun.start for _, noun in groups.counting(sentence)}
    several = sentence.cued(*groups.GROUP_NOUNS) or [cue for cue in _nouns(sentence) if cue.start in counted]
    starts = [cue.start for cue in several]
    for row in rows:
        ahead = bisect_left(starts, row[0].start) - 1
        if ahead >= 0 and several[ahead].end <= row[0].start:
            for one in row:
                told.vote(one.value, _NOUNS[several[ahead].label], _BY_LEAD)
    lead = scene.leads[sentence.index]
    if not rows or several or lead < 0:
        return
    kinds = {_NOUNS[cue.label] for cue in _nouns(scene.sentences[lead])}
    listed = scene.block(sentence).listed and scene.heads[sentence.index] < 0
    if len(kinds) == 1 and listed:
        for one in rows[0]:
            told.vote(one.value, next(iter(kinds)), _BY_LEAD)


def _openers(scene: Scene) -> Iterable[list[Mention]]:
    """The names that open the items of one list, or stand in one column of a table."""
    found: dict[tuple[str, int, int], list[Mention]] = {}
    for sentence in scene.sentences:
        block = scene.block(sentence)
        if block.kind == "list_item":
            for one in sentence.of("factory")[:1]:
                if one.start == block.start:
                    found.setdefault((block.kind, block.group, 0), []).append(one)
        elif block.kind == "table_row":
            for one in sentence.of("factory"):
                found.setdefault((block.kind, block.group, one.cell), []).append(one)
    return (row for row in found.values() if len(row) > 1)


def _by_like(row: list[Mention], told: _Told) -> None:
    """Who stands in a row is what most of it are."""
    kinds = Counter(kind for one in {mention.value for mention in row} if (kind := told.kind(one)))
    if kinds:
        most = max(kinds, key=lambda one: kinds[one])
        for one in row:
            told.vote(one.value, most, _BY_LIKE)


def _by_link(sentence: Sentence, told: _Told) -> None:
    """Who works with a factory is an antenna, and with whom an antenna works is a factory."""
    if not sentence.cued(_LINKS):
        return
    clauses: dict[int, dict[str, None]] = {}
    for mention in sentence.of("factory"):
        clauses.setdefault(mention.clause, {})[mention.value] = None
    for named in clauses.values():
        kinds = {one: told.kind(one) for one in named}
        unsure = [one for one, kind in kinds.items() if kind is None]
        if len(set(kinds.values()) - {None}) == 1 and len(unsure) == 1:
            other: FactoryKind = "antenna" if "ai_factory" in kinds.values() else "ai_factory"
            told.vote(unsure[0], other, _BY_LINK)


def _joins(language: str) -> frozenset[str]:
    if language not in knowledge.languages():
        return frozenset()
    return frozenset(words.lower(one) for one in knowledge.language(language).countries.joins)
