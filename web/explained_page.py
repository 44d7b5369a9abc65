"""An explanation as one page of its own: no script, no network, everything that came from the page escaped."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from models import knowledge
from models import value as values
from models.article import Block
from models.claim import Claim
from models.explanation import Explanation, Mark
from web.explained import outer

_TAGS = {"title": "h1", "heading": "h2", "standfirst": "p", "paragraph": "p"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of the layout: one paragraph or heading, the items of a list, the rows of a table."""

    tag: str
    kind: str
    rows: tuple[tuple[Markup, ...], ...]


def page(explanation: Explanation) -> str:
    """The page."""
    return _template().render(
        told=explanation,
        article=explanation.article,
        parts=tuple(_parts(explanation)),
        types=tuple(dict.fromkeys(_type(mark) for mark in explanation.marks)),
        claims=tuple(_claim(number, claim) for number, claim in enumerate(explanation.claims, 1)),
        idle=tuple((_marked(explanation, one.mark), one.why) for one in explanation.idle),
    )


@cache
def _template() -> Template:
    return Environment(
        loader=PackageLoader("web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template("explained.html")


def _claim(number: int, claim: Claim) -> dict[str, str | int]:
    return {
        "number": number,
        "subject": claim.subject,
        "predicate": knowledge.fact_types()[claim.predicate].label,
        "value": values.words(claim.value),
        "modality": claim.modality,
        "confidence": f"{claim.confidence:.2f}",
        "width": round(100 * claim.confidence),
        "quote": claim.evidence.quote,
    }


def _parts(explanation: Explanation) -> Iterator[Part]:
    blocks = explanation.article.blocks
    for (kind, _), several in groupby(blocks, key=lambda one: (one.kind, one.group)):
        if kind == "list_item":
            yield Part(tag="ul", kind=kind, rows=tuple((_drawn(explanation, one.start, one.end),) for one in several))
        elif kind == "table_row":
            yield Part(tag="table", kind=kind, rows=tuple(_row(explanation, one) for one in several))
        else:
            for one in several:
                yield Part(tag=_TAGS[kind], kind=kind, rows=((_drawn(explanation, one.start, one.end),),))


def _row(explanation: Explanation, block: Block) -> tuple[Markup, ...]:
    cells = block.cells or ((block.start, block.end),)
    return tuple(_drawn(explanation, start, end) for start, end in cells)


def _drawn(explanation: Explanation, start: int, end: int) -> Markup:
    """A stretch of the text: mentions marked, sentences that say something underlined, with the numbers of claims."""
    drawn, at = Markup(""), start
    for mark in outer(explanation.within(start, end)):
        drawn += _bare(explanation, at, mark.start) + _marked(explanation, mark, whole=True)
        drawn += _numbers(explanation, mark.start, mark.end)
        at = mark.end
    return drawn + _bare(explanation, at, end)


def _marked(explanation: Explanation, mark: Mark, *, whole: bool = False) -> Markup:
    """A mention with its label; `whole` with the mentions that lie in it."""
    text = explanation.article.text
    words, at = Markup(""), mark.start
    for one in outer(one for one in explanation.within(mark.start, mark.end) if whole and one != mark):
        words += escape(text[at : one.start]) + _marked(explanation, one)
        at = one.end
    words += escape(text[at : mark.end])
    plain = text[mark.start : mark.end]
    label = _type(mark) if mark.value == plain else f"{_type(mark)} {_grouped(mark.value)}"
    return Markup('<mark class="{}">{}<small>{}</small></mark>').format(_type(mark), words, label)


def _bare(explanation: Explanation, start: int, end: int) -> Markup:
    """Words that are no mention, cut where a sentence with a claim begins or ends."""
    text = explanation.article.text
    spans = {(claim.evidence.start, claim.evidence.end) for claim in explanation.claims}
    cuts = sorted({start, end} | {place for span in spans for place in span if start < place < end})
    drawn = Markup("")
    for left, right in pairwise(cuts):
        words = escape(text[left:right])
        says = any(span[0] <= left and right <= span[1] for span in spans)
        drawn += (Markup("<u>{}</u>").format(words) if says else words) + _numbers(explanation, left, right)
    return drawn


def _numbers(explanation: Explanation, start: int, end: int) -> Markup:
    """The numbers of the claims whose sentence ends in a stretch."""
    return Markup("").join(
        Markup('<a class="ref" href="#c{}">{}</a>').format(number, number)
        for number, claim in enumerate(explanation.claims, 1)
        if start < claim.evidence.end <= end
    )


def _type(mark: Mark) -> str:
    return "count" if mark.type == "number" else mark.type


def _grouped(value: str) -> str:
    """Long numbers with thin spaces between their thousands."""
    return " ".join(f"{int(word):,}".replace(",", "\u202f") if _long(word) else word for word in value.split(" "))


def _long(word: str) -> bool:
    return word.isdecimal() and len(word) > 4
