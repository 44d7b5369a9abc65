"""An explanation in the terminal: the text with its mentions marked, the claims, and what says nothing."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models import value as values
from models.article import Block
from models.explanation import Explanation, Mark
from web import terminal

_COLOURS = {
    "factory": "bold cyan",
    "machine": "magenta",
    "host": "magenta",
    "city": "yellow",
    "country": "bold yellow",
    "amount": "bold green",
    "date": "bold blue",
    "share": "green",
    "number": "green",
}
_LEADS = {"title": "# ", "heading": "## ", "list_item": "- "}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words and, where they are a mention, their mark."""

    words: str
    mark: Mark | None = None


def show(explanation: Explanation) -> None:
    """Prints it: in colours on a terminal, with `[words|type value]` in a pipe."""
    if sys.stdout.isatty():
        _coloured(explanation)
    else:
        terminal.page(lines(explanation))


def lines(explanation: Explanation) -> Iterable[str]:
    """It as plain lines."""
    yield from _head(explanation)
    yield ""
    for block in explanation.article.blocks:
        yield _LEADS.get(block.kind, "") + "".join(_plain(piece) for piece in pieces(explanation, block))
    for heading, told in (("claims", _claims(explanation)), ("says nothing", _idle(explanation))):
        yield ""
        yield heading
        yield from told or ("  none",)


def outer(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Of marks in order those that lie in no other: of "Slovenian AI Factory" the factory."""
    end = 0
    for mark in marks:
        if mark.start >= end:
            yield mark
            end = mark.end


def pieces(explanation: Explanation, block: Block) -> Iterator[Piece]:
    """The words of one block, mention by mention."""
    text, at = explanation.article.text, block.start
    for mark in outer(explanation.within(block.start, block.end)):
        if at < mark.start:
            yield Piece(words=_clean(text[at : mark.start]))
        yield Piece(words=_clean(text[mark.start : mark.end]), mark=mark)
        at = mark.end
    if at < block.end:
        yield Piece(words=_clean(text[at : block.end]))


def _head(explanation: Explanation) -> Iterator[str]:
    article = explanation.article
    yield f"{article.url or '-'}"
    published = article.published.isoformat() if article.published else "no date"
    yield f"{published}, {article.language}, {'about something else' if explanation.aside else 'relevant'}"
    if explanation.aside:
        yield f"relevance failed: {explanation.aside}"


def _plain(piece: Piece) -> str:
    return f"[{piece.words}|{piece.mark.type} {piece.mark.value}]" if piece.mark else piece.words


def _claims(explanation: Explanation) -> list[str]:
    told = []
    for claim in explanation.claims:
        said = f"{claim.predicate} = {values.words(claim.value)}"
        told.append(f"  {claim.subject}: {said}  ({claim.modality}, {claim.confidence:.2f})")
        told.append(f"    “{_clean(claim.evidence.quote)}”")
    return told


def _idle(explanation: Explanation) -> list[str]:
    text = explanation.article.text
    told = []
    for one in explanation.idle:
        words = _clean(text[one.mark.start : one.mark.end])
        told.append(f"  {words} ({one.mark.type} {one.mark.value}): {_clean(one.why)}")
    return told


def _coloured(explanation: Explanation) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in _head(explanation):
        console.print(Text(_clean(line), style="dim"))
    for block in explanation.article.blocks:
        drawn = Text(_LEADS.get(block.kind, ""), style="bold" if block.kind in ("title", "heading") else "")
        for piece in pieces(explanation, block):
            drawn.append(piece.words, style=_COLOURS[piece.mark.type] if piece.mark else "")
            if piece.mark:
                drawn.append(f" {piece.mark.type} {piece.mark.value}", style="dim italic")
        console.print()
        console.print(drawn)
    for heading, told in (("claims", _claims(explanation)), ("says nothing", _idle(explanation))):
        console.print()
        console.print(Text(heading, style="bold underline"))
        for line in told or ["  none"]:
            console.print(Text(line, style="dim" if line.startswith("    ") else ""))


def _clean(words: str) -> str:
    return _CONTROL.sub(" ", words)
