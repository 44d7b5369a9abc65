"""Names of ordinary letters at the head of list items: "Corvus, in Tartu, Estonia" below "three AI factories:".

The line before the list speaks of several of them, each item has its place in the next few words, and what stands at
the head is a single word: a host mostly has more.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc

from models.article import Block
from pipeline.components import cities, context, cues, words
from pipeline.components.occupied import Places

_HEAD = re.compile(r"[„“”\"«»'‘]?([A-ZÀ-ÞŁŠŽČĀ-ŽΑ-ΩΆ-ΏА-Я][\w\-]{3,19})[“”\"«»'’]?[ \u00a0]?[,:(–—]")
_PLACE = 6
"""Words behind the head within which its place stands."""
_LIKE = 2
"""Items alike that make it a list of names."""


def names(doc: Doc) -> Iterator[tuple[int, int]]:
    """Start and end of each such name."""
    text, scan = words.text_of(doc), words.of(doc)
    several = sorted(cue.start_char for cue in doc.spans.get("cue", ()) if cue.label_ in cues.SEVERAL)
    groups: dict[int, list[tuple[int, int]]] = {}
    led = False
    before: Block | None = None
    begins = [word.start for word in scan]
    places = _places(doc)
    for block in sorted(context.of(doc).blocks, key=lambda one: one.start):
        if block.kind != "list_item":
            before = block
            continue
        if before is not None:
            led = bisect_left(several, before.start) < bisect_left(several, before.end)
            before = None
        found = _HEAD.match(text, block.start, block.end) if led else None
        if found is None:
            continue
        start, end = found.span(1)
        number = bisect_left(begins, start)
        past = min(bisect_right(begins, end) + _PLACE, len(scan))
        low, high = end, min(block.end, scan[past - 1].end)
        if not cities.one(text, scan, number) and places.meet(low, high):
            groups.setdefault(block.group, []).append((start, end))
    for alike in groups.values():
        if len({text[start:end] for start, end in alike}) >= _LIKE:
            yield from alike


def _places(doc: Doc) -> Places:
    text, scan = words.text_of(doc), words.of(doc)
    return Places(
        [
            *((span.start_char, span.end_char) for group in ("country", "city") for span in doc.spans.get(group, ())),
            *((scan[first].start, scan[last].end) for first, last in cities.found(text, scan)),
        ]
    )
