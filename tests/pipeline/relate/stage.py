"""Mentions, sentences and scenes as plain values, and scenes of real texts, for the tests of `relate`."""

from collections.abc import Sequence
from datetime import date

from models import knowledge
from models.article import Article, Block
from pipeline import parse
from pipeline.relate import hints, subjects
from pipeline.relate import scene as scenes
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Cast, Reference
from tests import make


def mention(
    type: str = "country",  # noqa: A002 - the noun's own word
    value: str = "",
    *,
    at: int = 0,
    to: int | None = None,
    label: str = "",
    owner: str = "",
    clause: int = 0,
    cell: int = -1,
    sentence: int = 0,
    block: int = 0,
) -> Mention:
    """Something named by the words `at` to `to`; each word takes ten characters."""
    last = at if to is None else to
    return Mention(
        type=type,
        label=label,
        value=value,
        owner=owner,
        start=at * 10,
        end=last * 10 + 9,
        first=at,
        last=last,
        sentence=sentence,
        clause=clause,
        block=block,
        cell=cell,
    )


def cue(label: str, *, at: int, to: int | None = None, clause: int = 0, cell: int = -1, sentence: int = 0) -> Mention:
    """A cue, noun or trigger at these words."""
    return mention("cue", at=at, to=to, label=label, clause=clause, cell=cell, sentence=sentence)


def sentence(*all_mentions: Mention, index: int = 0, block: int = 0) -> Sentence:
    """A sentence of these mentions and cues."""
    placed = sorted(all_mentions, key=lambda one: (one.start, -one.end))
    return Sentence(
        index=index,
        start=0,
        end=1000,
        block=block,
        mentions=tuple(one for one in placed if one.type != "cue"),
        cues=tuple(one for one in placed if one.type == "cue"),
    )


def scene(
    *sentences: Sentence, blocks: Sequence[Block] = (), published: date | None = make.DAY, text: str = " " * 1000
) -> Scene:
    """A scene of these sentences; without blocks all stand in one paragraph."""
    article = Article(
        id="an-article",
        url="https://paper.example/a",
        title="",
        text=text,
        blocks=tuple(blocks) or (block("paragraph"),),
        published=published,
        language="en",
    )
    leads, heads = scenes.led(sentences, article)
    return Scene(article=article, text=text, scan=(), sentences=sentences, leads=leads, heads=heads)


def block(kind: str, *, header: bool = False, group: int = 0) -> Block:
    """A block of that kind; where it stands counts for nothing here."""
    return Block(kind=kind, start=0, end=1000, header=header, group=group)  # type: ignore[arg-type]


def said(text: str, *, language: str = "en", published: date | None = make.DAY) -> Scene:
    """The scene of a real text: its first line is the title."""
    article = make.article(text, language=language, published=published)
    return scenes.read(parse.doc(article), article)


def cast(shown: Scene) -> Cast:
    """The cast of a scene, with all that is known."""
    return subjects.cast(shown, knowledge.factories(), knowledge.cohorts().values(), hints.known(None))


def reference(subject: str, how: str = "explicit", *, at: int = -1, clause: int = 0, cell: int = -1) -> Reference:
    """A way of being spoken of; without a place it has no words of its own."""
    return Reference(subject=subject, how=how, first=at, last=at, clause=clause if at >= 0 else -1, cell=cell)


def words(shown: Scene, one: Mention | Sentence) -> str:
    """What stands there."""
    return shown.text[one.start : one.end]
