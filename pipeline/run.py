"""The straight path from archive to outbox: the only file that knows all stages, and the only one that writes."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from models import archive, fold, knowledge
from models import baseline as baselines
from models.alert import About
from models.article import Article
from models.change import Cause, Change
from models.errors import ChannelDown, PageError, Refused, StoreBusy
from models.fold import Pair
from models.page import Waiting
from models.settings import Settings
from models.source import Source, SourceKind
from models.store import read, write
from pipeline import post, reading, reconcile, route
from pipeline.reading import Reading

log = logging.getLogger("factorywatch.run")

BATCH = 200
"""Pages that are read and then settled in one transaction: a kill in between costs reading them again."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What `check` found; `wrong` holds one line for each thing that is not as it must be."""

    changes: int
    facts: int
    digest: str
    wrong: tuple[str, ...]


def baseline(engine: Engine, now: datetime) -> int:
    """Loads the signed-off baseline; how many changes that made (none when it is there already)."""
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
        return len(_settled(connection, moved, kinds={}, now=now, cause="baseline"))


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
        if not waiting:
            return Drained(
                **{field: total[field] for field in ("read", "relevant", "failed", "changes", "alerts")},
                bugs=len(stumbled),
            )
        outcomes = [_outcome(one, settings) for one in waiting]  # the slow half: no database
        now = settings.now()
        with engine.begin() as connection:
            moved: set[Pair] = set()
            for one, outcome in zip(waiting, outcomes, strict=True):
                if isinstance(outcome, _Bug):
                    stumbled.add(one.sha)
                    write.issue(connection, about=one.url, kind="bug", words=outcome.words, now=now)
                    continue
                moved |= _stored(connection, one, outcome, now)
                total["read"] += 1
                total["failed"] += isinstance(outcome, PageError)
                total["relevant"] += isinstance(outcome, Reading) and outcome.article.relevant
            changes = _settled(connection, frozenset(moved), kinds=kinds, now=now)
            total["changes"] += len(changes)
            total["alerts"] += _laid_out(connection, changes, sources)


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


def check(engine: Engine) -> Checked:
    """Walks the chain of the log and folds it anew."""
    with engine.connect() as connection:
        facts = read.facts(connection)
        changes = read.changes(connection)
        broken = read.first_broken(connection)
        drifted = read.drifted(connection)
    wrong = [f"the log is broken at c{broken:07d}: somebody changed it behind our back"] if broken else []
    wrong += [f"{fact.subject} {fact.predicate}: the facts are not what the log folds to" for fact in drifted]
    return Checked(changes=len(changes), facts=len(facts), digest=fold.digest(facts), wrong=tuple(wrong))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bug:
    """Our own code stumbled over a page; the traceback is in the log."""

    words: str


def _outcome(waiting: Waiting, settings: Settings) -> Reading | PageError | _Bug:
    """The page read as of the clock: a replay knows the names of its day, not those of ours."""
    try:
        page = archive.get(settings.archive, waiting.place)
        return reading.of(page, known_as_of=settings.frozen_now.date() if settings.frozen_now else None)
    except PageError as error:
        _reachable(settings, error)
        return error
    except Exception as error:
        # One page must not hold up all that come after it, night after night (2026-11-22).
        log.exception("this is a bug in factorywatch: %s cannot be read", waiting.url)
        return _Bug(words=" ".join(f"{type(error).__name__}: {error}".split()))


def _reachable(settings: Settings, error: PageError) -> None:
    """Raises StoreBusy when it is the archive that is out of reach, not one page that is gone: pages go on waiting."""
    cause = error.__cause__
    if isinstance(cause, OSError) and not (isinstance(cause, FileNotFoundError) and settings.archive.is_dir()):
        raise StoreBusy(f"the archive {error.words.removeprefix('cannot be ')}", about=str(settings.archive)) from error


def _stored(connection: Connection, waiting: Waiting, outcome: Reading | PageError, now: datetime) -> frozenset[Pair]:
    """Stores what came of one page; the subjects and predicates of which it says something new."""
    if isinstance(outcome, PageError):
        kind = type(outcome).__name__
        write.issue(connection, about=waiting.url, kind=_snake(kind), words=outcome.words, now=now)
        write.page_done(connection, waiting.sha, "failed", now)
        return frozenset()
    for words in outcome.article.doubts:
        write.issue(connection, about=waiting.url, kind="doubt", words=words, now=now)
    version = write.article(connection, outcome.article, now)
    moved = write.claims(connection, outcome.article.id, version, outcome.resolved(), now)
    write.issue_closed(connection, about=waiting.url, kind="bug", now=now)
    write.page_done(connection, waiting.sha, "done" if outcome.article.relevant else "irrelevant", now)
    return moved


def _settled(
    connection: Connection,
    moved: frozenset[Pair],
    *,
    kinds: Mapping[str, SourceKind],
    now: datetime,
    cause: Cause | None = None,
) -> tuple[Change, ...]:
    """Settles these subjects and predicates and appends what moved to the log."""
    if not moved:
        return ()
    write.alone(connection)
    pairs = read.widened(connection, moved)
    changes = reconcile.changes(
        read.claims(connection, pairs),
        read.changes(connection, pairs=pairs),
        fact_types=knowledge.fact_types(),
        kinds_of_source=kinds,
        now=now,
        cause=cause,
        names=_names(connection),
    )
    written = write.changes(connection, changes)
    for change in written:
        if change.kind == "factory_added":
            write.registered(connection, change.subject, _kind_of(change, written), str(change.new), now)
    return written


def _names(connection: Connection) -> Mapping[str, str]:
    registered = {one.id: one.name for one in read.factories(connection)}
    return {**{key: one.name for key, one in knowledge.factories().items()}, **registered}


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
    alerts = route.alerts(changes, rules, about=about, fact_types=knowledge.fact_types())
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
