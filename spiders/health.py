"""Health: what arrived against what the source is expected to give. Pure; crawl.py writes issues and runs.

What a run is measured by (its source's own last healthy runs) is in models/health.py; here a crawl becomes a run.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from models import beat
from models import health as judge
from models.health import Run, Seen, State
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
    "late",
    "layout_changed",
    "no_feed",
    "refused",
    "silent",
    "too_large",
}


# What a trouble says of the whole source; everything else is `down`.
_STATES: dict[str, State] = {
    "blocked": "blocked",
    "consent_wall": "consent wall",
    "empty_feed": "layout changed",
    "empty_list": "layout changed",
    "no_feed": "layout changed",
    "paywalled": "blocked",
    "refused": "blocked",
    "rested": "blocked",
    "robots": "blocked",
}


def run(tally: Tally, started: Run, before: Sequence[Run], now: datetime) -> Run:
    """The run that this crawl was, judged; `before` are the source's runs that came to their end, the last first."""
    known = {door.url: door for door in before[0].doors} if before else {}
    # Where nothing has changed since, it is as it was.
    doors = tuple(known.get(visit.url, Seen(url=visit.url)) if visit.same else visit.seen for visit in tally.visits)
    made = replace(
        started,
        ended=now,
        doors=doors,
        fetched=tally.fetched,
        unchanged=tally.unchanged,
        failed=tally.failed,
        beat=beat.after(tally.source, started.beat, brought=tally.fetched > 0),
    )
    if failed := failures(tally, now):
        return replace(made, state=_STATES.get(failed[0].kind, "down"), why=failed[0].words)
    if any(visit.same and visit.url not in known for visit in tally.visits):
        return replace(made, state="healthy")  # what is as it was is not known: it was last read by an older version
    state, why = judge.listed(made, before, tally.source)
    return replace(made, state=state, why=why)


def verdict(run: Run, issues: Iterable[Issue], now: datetime) -> tuple[Issue, ...]:
    """The issue that the state of a run which did not fail raises, where none of these says it already."""
    few = any(issue.about == run.source and issue.kind == "few_entries" for issue in issues)
    if run.state in (None, "healthy") or (few and run.state == "layout changed"):
        return ()
    return (_issue(run.source, judge.ISSUES[run.state], run.why, now),)


def failures(tally: Tally, now: datetime) -> tuple[Issue, ...]:
    """What makes this crawl of the source a failed one, about the source."""
    found = [(visit.trouble.kind, f"{visit.url}: {visit.trouble.words}") for visit in tally.visits if visit.trouble]
    nothing = not tally.entries and tally.source.expects.entries > 0
    if not found and nothing and not any(visit.same for visit in tally.visits):
        empty = "empty_feed" if tally.source.door == "feed" else "empty_list"
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
