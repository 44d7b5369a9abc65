"""Health: what arrived against what the source is expected to give. Pure; crawl.py writes the issues."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from models.issue import Issue
from spiders.tally import Tally

_COUNTED = frozenset({"articles_failed", "few_entries", "robots"})
# An article may be gone or lead astray; a site that bars us from all it lists is shut.
_SHUT = frozenset({"refused", "robots"})
_ABOUT_SOURCES = _COUNTED | {
    "blocked",
    "broken",
    "busy",
    "down",
    "elsewhere",
    "empty_feed",
    "empty_list",
    "gone",
    "no_feed",
    "refused",
    "too_large",
}


def failures(tally: Tally, now: datetime) -> tuple[Issue, ...]:
    """What makes this crawl of the source a failed one, about the source."""
    found = [(visit.trouble.kind, f"{visit.url}: {visit.trouble.words}") for visit in tally.visits if visit.trouble]
    if not found and not tally.entries and not any(visit.same for visit in tally.visits):
        empty = {"feed": "empty_feed", "listing": "empty_list"}[tally.source.door]
        found.append((empty, f"{', '.join(tally.source.urls)}: no entry in it"))
    shut = all(why.passing or why.kind in _SHUT for _, why in tally.troubles)
    if not found and tally.troubles and shut and not tally.fetched + tally.unchanged:
        ((kind, count),) = Counter(why.kind for _, why in tally.troubles).most_common(1)
        found.append((kind, f"none of {tally.failed} addresses could be read ({count} of them {kind})"))
    return tuple(_issue(tally.source.name, kind, words, now) for kind, words in found)


def remarks(tally: Tally, now: datetime) -> tuple[Issue, ...]:
    """What somebody should see though the source was read: single addresses, and fewer entries than are expected."""
    barred = [url for url, why in tally.troubles if why.kind == "robots"]
    passing = [f"{url}: {why.words}" for url, why in tally.troubles if why.passing]
    found = [
        _issue(url, why.kind, why.words, now) for url, why in tally.troubles if why.kind != "robots" and not why.passing
    ]
    for kind, count, words in (
        ("robots", len(barred), f"robots.txt bars {len(barred)} of its addresses, such as {barred[:1]}"),
        ("articles_failed", len(passing), f"{len(passing)} addresses gave nothing this time, such as {passing[:1]}"),
        ("few_entries", 0 < tally.entries < tally.source.expects.entries, _few(tally)),
    ):
        if count:
            found.append(_issue(tally.source.name, kind, words, now))
    return tuple(found)


def over(tally: Tally, issues: Iterable[Issue], /) -> frozenset[str]:
    """The kinds of issues about the source that this crawl has shown to be over."""
    # Where nothing has changed nothing was counted.
    unseen = _COUNTED if any(visit.same for visit in tally.visits) else frozenset[str]()
    return _ABOUT_SOURCES - unseen - {issue.kind for issue in issues if issue.about == tally.source.name}


def _few(tally: Tally) -> str:
    return f"{tally.entries} entries, at least {tally.source.expects.entries} are expected"


def _issue(about: str, kind: str, words: str, now: datetime) -> Issue:
    return Issue(about=about, kind=kind, words=words, first=now, last=now)
