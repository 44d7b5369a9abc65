"""The straight path from archive to outbox: the only file that knows all stages, and the only one that writes."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from models import archive, knowledge
from models import baseline as baselines
from models.alert import About
from models.article import Article
from models.change import Cause, Change
from models.errors import ChannelDown, PageError, Refused, StoreBusy
from models.factory import Factory
from models.fold import Pair
from models.page import Page, Waiting
from models.settings import Settings
from models.source import Source, SourceKind
from models.store import believed, copies, read, write
from models.store import claims as said
from models.verdict import Verdict
from pipeline import naming, post, reading, reconcile, route, sums
from pipeline.reading import Reading

log = logging.getLogger("factorywatch.run")

BATCH = 200
"""Pages that are read and then settled in one transaction: a kill in between costs reading them again."""
_STUMBLED = "this is a bug in factorywatch: %s cannot be read"
_PARTED = {"host_country": "country", "host_city": "city", "host_organisation": "host"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """What came of the waiting pages."""

    read: int
    relevant: int
    failed: int
    changes: int
    alerts: int
    bugs: int = 0
    """Pages over which our own code stumbled: they wait for a better version, and hold up no other page."""


def baseline(engine: Engine, now: datetime, sources: Path | None = None) -> int:
    """Loads the signed-off baseline; how many changes that made (none when it is there already).

    `sources` is the folder of sources, as in the settings: what was crawled before is settled along with it.
    """
    kinds: dict[str, SourceKind] = {name: one.kind for name, one in knowledge.sources(sources).items()}
    claims = baselines.claims()
    article = Article(
        id=baselines.NAME,
        url=claims[0].url,
        title="The baseline",
        text="",
        blocks=(),
        published=None,
        language="en",
        source=baselines.NAME,
    )
    with engine.begin() as connection:
        version = write.article(connection, article, now)
        moved = write.claims(connection, article.id, version, claims, now)
        return len(settled(connection, moved, kinds=kinds, now=now, cause="baseline"))


def drain(engine: Engine, settings: Settings) -> Drained:
    """Reads all waiting pages, settles what they say, and lays out the alerts: one transaction for each batch.

    Raises StoreBusy, and leaves the pages waiting, when store or archive cannot be reached.
    """
    sources = knowledge.sources(settings.sources)
    kinds: dict[str, SourceKind] = {name: one.kind for name, one in sources.items()}
    total = Counter[str]()
    stumbled: set[str] = set()
    while True:
        with engine.connect() as connection:
            waiting = [one for one in read.waiting(connection) if one.sha not in stumbled][:BATCH]
            taught = naming.taught(connection)
        if not waiting:
            withdrawn = _withdrawn(engine, kinds, settings.now(), sources)
            total["changes"] += withdrawn[0]
            total["alerts"] += withdrawn[1]
            return Drained(
                **{field: total[field] for field in ("read", "relevant", "failed", "changes", "alerts")},
                bugs=len(stumbled),
            )
        outcomes = [_outcome(one, settings, taught) for one in waiting]  # the slow half: no database
        now = settings.now()
        with engine.begin() as connection:
            moved: set[Pair] = set()
            for one, outcome in zip(waiting, outcomes, strict=True):
                if isinstance(outcome, Bug):
                    stumbled.add(one.sha)
                    write.issue(connection, about=one.url, kind="bug", words=outcome.words, now=now)
                    continue
                moved |= stored(connection, one, outcome, now)
                total["read"] += 1
                total["failed"] += isinstance(outcome, PageError)
                total["relevant"] += isinstance(outcome, Reading) and outcome.article.relevant
            changes = settled(connection, frozenset(moved), kinds=kinds, now=now)
            total["changes"] += len(changes)
            total["alerts"] += _laid_out(connection, changes, sources)


def _withdrawn(
    engine: Engine, kinds: Mapping[str, SourceKind], now: datetime, sources: Mapping[str, Source]
) -> tuple[int, int]:
    """Marks what was said on pages that are gone, and settles it; how many changes and alerts that made."""
    with engine.connect() as connection:
        if not read.gone(connection):
            return 0, 0
    with engine.begin() as connection:
        moved = said.gone(connection, read.gone(connection), now)
        changes = settled(connection, moved, kinds=kinds, now=now)
        return len(changes), _laid_out(connection, changes, sources)


def decided(engine: Engine, settings: Settings, verdict: Verdict) -> tuple[Verdict, tuple[Change, ...]]:
    """The verdict as it was written, and what it changed: both in one transaction.

    Raises ConfigError, and writes nothing, for a verdict about a name, a claim or a verdict that there is not.
    """
    sources = knowledge.sources(settings.sources)
    kinds: dict[str, SourceKind] = {name: one.kind for name, one in sources.items()}
    with engine.begin() as connection:
        write.alone(connection)
        written, names, moved = naming.judged(connection, verdict)
        changes = settled(connection, moved, kinds=kinds, now=settings.now(), cause="verdict", judged=names)
        _laid_out(connection, changes, sources)
        return written, changes


def send(engine: Engine, settings: Settings) -> int:
    """Sends what lies in the outbox; how many alerts are still there."""
    with engine.connect() as connection:
        unsent = read.unsent(connection)
    if unsent and not settings.smtp:
        log.warning("%s mails wait: FACTORYWATCH_SMTP is not set", len(unsent))
        return 0
    left = 0
    down: set[str] = set()
    for alert in unsent:
        if alert.channel in down:  # a hundred mails must not wait for a dead server a hundred times
            left += 1
            continue
        try:
            post.alert(alert, settings)
        except ChannelDown as error:
            left += 1
            if not isinstance(error, Refused):
                down.add(alert.channel)
            log.warning("%s", error)
            with engine.begin() as connection:
                write.not_sent(connection, alert.id, str(error), settings.now())
            continue
        with engine.begin() as connection:
            write.sent(connection, alert.id, settings.now())
    return left


@dataclass(frozen=True, slots=True, kw_only=True)
class Bug:
    """Our own code stumbled over a page; the traceback is in the log."""

    words: str


def _outcome(waiting: Waiting, settings: Settings, taught: tuple[Factory, ...]) -> Reading | PageError | Bug:
    try:
        page = archive.get(settings.archive, waiting.place)
    except PageError as error:
        reachable(settings, error)
        return error
    except Exception as error:
        log.exception(_STUMBLED, waiting.url)
        return _bug(error)
    return outcome(page, settings, taught)


def outcome(page: Page, settings: Settings, taught: tuple[Factory, ...]) -> Reading | PageError | Bug:
    """The page read as of the clock: a replay knows the names of its day, not those of ours."""
    try:
        known_as_of = settings.frozen_now.date() if settings.frozen_now else None
        return reading.of(page, known_as_of=known_as_of, taught=taught)
    except PageError as error:
        return error
    except Exception as error:
        # One page must not hold up all that come after it, night after night (2026-11-22).
        log.exception(_STUMBLED, page.url)
        return _bug(error)


def _bug(error: Exception) -> Bug:
    return Bug(words=" ".join(f"{type(error).__name__}: {error}".split()))


def reachable(settings: Settings, error: PageError) -> None:
    """Raises StoreBusy when it is the archive that is out of reach, not one page that is gone: pages go on waiting."""
    cause = error.__cause__
    if isinstance(cause, OSError) and not (isinstance(cause, FileNotFoundError) and settings.archive.is_dir()):
        raise StoreBusy(f"the archive {error.words.removeprefix('cannot be ')}", about=str(settings.archive)) from error


def stored(connection: Connection, waiting: Waiting, outcome: Reading | PageError, now: datetime) -> frozenset[Pair]:
    """Stores what came of one page; the subjects and predicates of which it says something new."""
    if isinstance(outcome, PageError):
        kind = type(outcome).__name__
        write.issue(connection, about=waiting.url, kind=_snake(kind), words=outcome.words, now=now)
        write.page_done(connection, waiting.sha, "failed", now)
        return frozenset()
    for words in outcome.article.doubts:
        write.issue(connection, about=waiting.url, kind="doubt", words=words, now=now)
    version = write.article(connection, outcome.article, now)
    claims = outcome.resolved()
    moved = write.claims(connection, outcome.article.id, version, claims, now)
    if claims:
        moved |= copies.put(connection, outcome.article, version)
    write.issue_closed(connection, about=waiting.url, kind="bug", now=now)
    write.page_done(connection, waiting.sha, "done" if outcome.article.relevant else "irrelevant", now)
    return moved


def settled(
    connection: Connection,
    moved: frozenset[Pair],
    *,
    kinds: Mapping[str, SourceKind],
    now: datetime,
    cause: Cause | None = None,
    judged: frozenset[str] = frozenset(),
) -> tuple[Change, ...]:
    """Settles these names and predicates, and the names that were judged, and appends what moved to the log."""
    if not moved and not judged:
        return ()
    write.alone(connection)
    pairs = read.widened(connection, naming.settled(connection, moved, kinds=kinds, now=now, judged=judged))
    claims, log = read.claims(connection, pairs), read.changes(connection, pairs=pairs)
    changes = reconcile.changes(
        claims,
        log,
        fact_types=knowledge.fact_types(),
        kinds_of_source=kinds,
        now=now,
        cause=cause,
        names=_names(connection),
        stories=copies.stories(connection, {claim.article for heard in claims.values() for claim in heard}),
    )
    written = write.changes(connection, changes, log=log)
    _added_up(connection, written, now)
    for change in written:
        if change.kind == "factory_added":
            write.registered(connection, change.subject, _kind_of(change, written), str(change.new), now)
    return written


def _added_up(connection: Connection, changes: Iterable[Change], now: datetime) -> None:
    """Opens an issue for each subject whose shares do not fit its total, and closes it once they do."""
    fact_types = knowledge.fact_types()
    for subject in sorted({one.subject for one in changes if one.predicate in sums.asked_about(fact_types)}):
        if words := sums.misfit(read.facts(connection, subject), fact_types):
            write.issue(connection, about=subject, kind="sum", words=words, now=now)
        else:
            write.issue_closed(connection, about=subject, kind="sum", now=now)


def _names(connection: Connection) -> Mapping[str, str]:
    return {**{key: one.name for key, one in knowledge.factories().items()}, **read.names(connection)}


def _kind_of(added: Change, written: Sequence[Change]) -> str:
    return next(
        (str(one.new) for one in written if one.subject == added.subject and one.predicate == "kind"), "ai_factory"
    )


def _laid_out(connection: Connection, changes: Sequence[Change], sources: Mapping[str, Source]) -> int:
    """Lays the alerts for these changes into the outbox, in their transaction; how many."""
    rules = read.rules(connection)
    if not rules:
        return 0
    about = {change.seq: _about(connection, change, sources) for change in changes if route.mailed(change)}
    merged = {key: one.factory for key, one in believed.merged(connection).items()}
    alerts = route.alerts(
        changes, [one.following(merged) for one in rules], about=about, fact_types=knowledge.fact_types()
    )
    write.alerts(connection, alerts)
    return len(alerts)


def _about(connection: Connection, change: Change, sources: Mapping[str, Source]) -> About:
    """What the mail about a change needs to say of it: its proof, and who the factory is."""
    claim = next((one for key in change.because if (one := read.claim(connection, key))), None)
    article = read.article(connection, claim.article) if claim else None
    held = {
        _PARTED[fact.predicate]: str(fact.value)
        for fact in reversed(read.facts(connection, change.subject))
        if fact.predicate in _PARTED
    }
    kind = next((str(one.value) for one in read.facts(connection, change.subject) if one.predicate == "kind"), "")
    source = sources.get(claim.source) if claim else None
    return About(
        name=_called(change.subject, _names(connection)),
        factory_kind=kind,
        country=held.get("country", ""),
        city=held.get("city", ""),
        host=held.get("host", ""),
        quote=claim.evidence.quote if claim else "",
        title=article.title if article else "",
        publisher=source.title if source else "",
        published=claim.said.astimezone(UTC).date() if claim and claim.said else None,
        url=change.url or (claim.url if claim else ""),
    )


def _called(subject: str, names: Mapping[str, str]) -> str:
    """The subject's name in a sentence."""
    if subject in knowledge.cohorts():
        cohort = knowledge.cohorts()[subject]
        group = "AI Factory Antennas" if cohort.what == "antenna" else "AI Factories"
        return f"the {cohort.members} {group} selected in {cohort.selected_on:%B %Y}"
    return "the AI Factories programme" if subject == "programme" else names.get(subject, subject)


def _snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")
