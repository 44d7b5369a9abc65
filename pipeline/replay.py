"""The archive read again with today's code: what it reads otherwise is settled anew, with the cause `extractor`.

The slow half reads page after page and keeps only what differs; then one transaction puts it into the store, and
settles everything that was ever said: so a change in how we settle comes in by the same door. Whose page cannot be
read any more (its text was kept as long as its rights allow) says what it said.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Engine

from models import archive, knowledge
from models import copies as copy
from models.article import Article
from models.change import Change
from models.claim import SURE, Claim
from models.errors import PageError
from models.factory import Factory
from models.page import Waiting
from models.settings import Settings
from models.store import copies, reread, write
from models.store import engine as stores
from models.store.reread import Stored
from pipeline import naming, run
from pipeline.reading import Reading
from pipeline.run import Bug


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What came of it."""

    read: int
    """Pages that were read again."""
    kept: int
    """Pages that cannot be read any more, or over which our code stumbles: they say what they said."""
    articles: int
    """Articles that are read otherwise now."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Other:
    """One version that is read otherwise; without an article where nothing can be read in it any more."""

    stored: Stored
    article: Article | None
    claims: tuple[Claim, ...]


def archived(
    engine: Engine, settings: Settings, *, since: date | None, dry_run: bool, say: Callable[[str], None]
) -> Replayed:
    """Reads the pages that were fetched since that day again; `say` is told what will change before it is written.

    Raises StoreBusy when store or archive cannot be reached.
    """
    with stores.reading(engine).connect() as connection:
        versions, failed = reread.listed(connection, since), reread.failed(connection, since)
        taught = naming.taught(connection)
    others: list[_Other] = []
    kept = 0
    for article, of_article in _by_article(versions):
        with stores.reading(engine).connect() as connection:
            before = reread.said_by(connection, article)
        for stored in of_article:
            outcome = _outcome(stored.page, settings, taught)
            if outcome is None:
                kept += 1
            elif other := _other(stored, outcome, before.get(stored.version, ())):
                others.append(other)
    late = [(page, _outcome(page, settings, taught)) for page in failed]
    kinds = {name: one.kind for name, one in knowledge.sources(settings.sources).items()}
    with engine.connect() as connection, connection.begin() as transaction:
        now = settings.now()
        write.alone(connection)
        articles = _put(connection, others, settings)
        for page, outcome in late:
            if isinstance(outcome, Reading):
                run.stored(connection, page, outcome, now)
        pairs = reread.pairs(connection)
        changes = run.settled(connection, pairs, kinds=kinds, now=now, cause="extractor")
        say(f"{articles} articles are read otherwise; {len(changes)} changes of cause extractor")
        if dry_run:
            transaction.rollback()
    return Replayed(read=len(versions) + len(failed) - kept, kept=kept, articles=articles, changes=changes)


def _by_article(versions: Iterable[Stored]) -> Iterable[tuple[str, list[Stored]]]:
    found: dict[str, list[Stored]] = {}
    for stored in versions:
        found.setdefault(stored.article, []).append(stored)
    return found.items()


def _outcome(page: Waiting, settings: Settings, taught: tuple[Factory, ...]) -> Reading | PageError | None:
    # What today's code makes of a page; None where it cannot be had, or we stumble over it.
    try:
        found = archive.get(settings.archive, page.place)
    except PageError as error:
        run.reachable(settings, error)
        return None
    outcome = run.outcome(found, settings, taught)
    return None if isinstance(outcome, Bug) else outcome


def _other(stored: Stored, outcome: Reading | PageError, before: tuple[Claim, ...]) -> _Other | None:
    if isinstance(outcome, PageError):
        return _Other(stored=stored, article=None, claims=()) if before else None
    # The article is the one it was, also where our code now finds it another address.
    article = replace(outcome.article, id=stored.article)
    claims = tuple(replace(claim, article=stored.article) for claim in outcome.resolved())
    same_text = stored.text_sha == article.text_sha if stored.text_sha else stored.text == article.text
    signed = stored.signed or not claims or not copy.signature(article.text)
    if same_text and signed and stored.published == article.published and _known(claims) == _known(before):
        return None
    return _Other(stored=stored, article=article, claims=claims)


def _known(claims: Iterable[Claim]) -> set[tuple[str, bool]]:
    return {(claim.id, claim.confidence >= SURE) for claim in claims}


def _put(connection: Connection, others: Iterable[_Other], settings: Settings) -> int:
    # How many articles say something else now.
    moved = 0
    by_article: dict[str, list[_Other]] = {}
    for other in others:
        by_article.setdefault(other.stored.article, []).append(other)
    for article, of_article in by_article.items():
        readings = {other.stored.version: other.claims for other in of_article}
        moved += bool(reread.put(connection, article, readings, settings.now()))
        for other in of_article:
            if other.article is not None:
                reread.text(connection, other.article, other.stored.version)
                if other.claims:
                    copies.put(connection, other.article, other.stored.version)
    return moved
