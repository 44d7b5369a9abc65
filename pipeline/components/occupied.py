"""Where a text is taken: spans of characters that can be asked whether any of them meets another."""

from bisect import bisect_left
from collections.abc import Iterable

from spacy.tokens import Doc


class Places:
    """Spans of characters that can be asked whether any of them meets another, without looking at all."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with this span."""
        at = bisect_left(self._spans, (start - self._longest, 0))
        while at < len(self._spans) and self._spans[at][0] < end:
            if self._spans[at][1] > start:
                return True
            at += 1
        return False


def occupied(doc: Doc, *more: str, but: str = "") -> Places:
    """What is something else: countries, hosts, machines, known factories, dates; `but` one of these groups."""
    return Places(
        (span.start_char, span.end_char)
        for group in ("country", "host", "machine", "factory", "date", "amount", *more)
        if group != but
        for span in doc.spans.get(group, ())
    )
