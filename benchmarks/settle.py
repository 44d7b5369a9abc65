"""What settling costs: against inserting the bare claims, as the store grows, and looking into a long log.

    python -m benchmarks.settle --format json

Six figures. `settle`: 100,000 claims of 20,000 articles on 1,000 subjects, from claims to changes and facts, against
inserting the same claims as bare rows (rows a second; at least 0.2). `settle_one_more`: one more article in a store of
100,000 articles against one in a store of 1,000 (seconds; at most 1.5). `changes`, `show`, `as_of` and
`factories_as_of`: a window on a log of a million rows against what it may take (50, 50, 100 and 100 ms; at most 1). All
on SQLite, in a folder of their own.
"""

import contextlib
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, Engine, insert

from benchmarks import figure
from models import copies as copying
from models import fold, knowledge
from models.article import Article, Block
from models.change import Change
from models.claim import Claim, Evidence
from models.fact import Fact
from models.source import SourceKind
from models.store import believed, copies, listed, read, reread, rows, tables, write
from models.store import claims as said
from models.store import engine as stores
from models.store.claims import Heard
from models.value import Money, Value, plain
from pipeline import reconcile

CLAIMS = 100_000
SUBJECTS = 1_000
ARTICLES = 100_000
PER_SUBJECT = 20
"""Articles that speak of one subject."""
LOG = 1_000_000
LISTED = ("host_country", "status", "selected_on")
"""What `factorywatch factories` shows to people."""
RUNS = 3
NOW = datetime(2027, 1, 1, tzinfo=UTC)
KINDS: dict[str, SourceKind] = {"office": "official", "host": "host", **{f"paper-{n}": "press" for n in range(6)}}
SAID: dict[str, tuple[Value, ...]] = {
    "kind": ("ai_factory",),
    "host_country": ("IT", "AT"),
    "partner_country": ("AT", "SI", "FR"),
    "investment_total": (Money(amount=430e6, currency="EUR"), Money(amount=400e6, currency="EUR")),
    "status": ("selected", "contracted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article with its claims."""

    article: Article
    claims: tuple[Claim, ...]

    @property
    def heard(self) -> Heard:
        """The same for the store."""
        return Heard(article=self.article.id, version=1, claims=self.claims)


def told(first: int, last: int, subjects: int) -> tuple[Told, ...]:
    """Articles of these numbers, each with five claims about one of so many subjects; always the same."""
    return tuple(_told(number, subjects) for number in range(first, last))


def _told(number: int, subjects: int) -> Told:
    chance = random.Random(number)  # noqa: S311 - the same articles in every run
    source, published = chance.choice(sorted(KINDS)), date(2024, 12, 10) + timedelta(days=chance.randrange(700))
    text = " ".join(f"w{chance.randrange(20_000)}" for _ in range(60))
    article = Article(
        id=f"a{number}",
        url=f"https://{source}.example/{number}",
        title=f"Article {number}",
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        published=published,
        language="en",
        source=source,
        page=f"p{number}",
    )
    subject = f"site-{chance.randrange(subjects)}"
    return Told(
        article=article,
        claims=tuple(
            Claim(
                subject=subject,
                predicate=predicate,
                value=chance.choice(choice),
                evidence=Evidence(quote=f"{subject} has its {predicate}.", start=0, end=20),
                article=article.id,
                source=source,
                said=datetime.combine(published, datetime.min.time(), UTC),
                name=subject,
            )
            for predicate, choice in SAID.items()
        ),
    )


def settled(engine: Engine, articles: Iterable[Told], now: datetime) -> tuple[Change, ...]:
    """The articles' claims put into the store and settled, in one transaction, as a drain does it."""
    with engine.begin() as connection:
        moved = said.put(connection, (one.heard for one in articles), now)
        pairs = read.widened(connection, moved)
        claims, log = read.claims(connection, pairs), read.changes(connection, pairs=pairs)
        found = reconcile.changes(
            claims,
            log,
            fact_types=knowledge.fact_types(),
            kinds_of_source=KINDS,
            now=now,
            stories=copies.stories(connection, {claim.article for heard in claims.values() for claim in heard}),
        )
        return write.changes(connection, found, log=log)


def whole(folder: Path, form: str) -> None:
    """Settling all claims against inserting them as they are."""
    articles = told(0, CLAIMS // len(SAID), SUBJECTS)
    bare = [rows.from_claim(claim, 1, claim.said or NOW, NOW, key=claim.id) for one in articles for claim in one.claims]

    def ours() -> float:
        with _store(folder) as engine:
            start = time.perf_counter()
            settled(engine, articles, NOW)
            return CLAIMS / (time.perf_counter() - start)

    def theirs() -> float:
        with _store(folder) as engine:
            start = time.perf_counter()
            with engine.begin() as connection:
                connection.execute(insert(tables.claims), bare)
            return CLAIMS / (time.perf_counter() - start)

    mine, other = figure.interleaved(ours, theirs, runs=RUNS)
    figure.show("settle", "bare insert of the claims", mine, other, "rows/s", RUNS, form)


def one_more(folder: Path, form: str) -> None:
    """One more article in a large store against one in a small one; a subject has as many articles in both."""
    runs = 60
    with _store(folder) as large, _store(folder) as small:
        _filled(large, ARTICLES, ARTICLES // PER_SUBJECT)
        _filled(small, ARTICLES // 100, ARTICLES // 100 // PER_SUBJECT)
        places = {
            name: (engine, told(ARTICLES, ARTICLES + runs, size // PER_SUBJECT))
            for name, engine, size in (("large", large, ARTICLES), ("small", small, ARTICLES // 100))
        }
        turns = iter(range(2 * runs))

        def added(name: str) -> float:
            engine, articles = places[name]
            one = articles[next(turns) // 2]
            start = time.perf_counter()
            with engine.begin() as connection:
                version = write.article(connection, one.article, NOW)
                copies.put(connection, one.article, version)
            settled(engine, (one,), NOW)
            return time.perf_counter() - start

        mine, other = figure.interleaved(lambda: added("large"), lambda: added("small"), runs=runs)
        figure.show("settle_one_more", "the same in a store of a hundredth", mine, other, "s/article", runs, form)


def windows(folder: Path, form: str) -> None:
    """Windows on a long log, against what they may take."""
    runs = 20
    with _store(folder) as engine:
        last = _logged(engine, LOG)
        subjects = iter(f"site-{number}" for number in range(10**6))
        kinds = KINDS

        def timed(look: Callable[[Connection], object]) -> float:
            times = []
            with stores.reading(engine).connect() as connection:
                for _ in range(runs):
                    start = time.perf_counter()
                    look(connection)
                    times.append(time.perf_counter() - start)
            return median(times)

        def show(connection: Connection, as_of: date | None = None) -> object:
            subject = next(subjects)
            log = read.changes(connection, subject=subject, as_of=as_of)
            facts = fold.facts(log) if as_of else read.facts(connection, subject)
            opinions = believed.opinions(connection, subject, kinds, as_of=as_of)
            return facts, log, opinions, believed.proofs(connection, (key for fact in facts for key in fact.because))

        newest = timed(lambda connection: read.changes(connection, most=100))
        day = timed(lambda connection: read.changes(connection, since=last))
        figure.show("changes", "50 ms", max(newest, day), 0.05, "s", runs, form)
        figure.show("show", "50 ms", timed(show), 0.05, "s", runs, form)
        middle = date(2024, 12, 10) + (last - date(2024, 12, 10)) / 2
        figure.show("as_of", "100 ms", timed(lambda connection: show(connection, middle)), 0.1, "s", runs, form)
        every = timed(lambda connection: listed.then(connection, at=None, as_of=middle, predicates=LISTED))
        figure.show("factories_as_of", "100 ms", every, 0.1, "s", runs, form)


def main() -> None:
    """Measures and prints."""
    form = figure.form("What settling costs, and looking into a long log.")
    with tempfile.TemporaryDirectory() as folder:
        for measured in (whole, one_more, windows):
            measured(Path(folder), form)


def _filled(engine: Engine, articles: int, subjects: int) -> None:
    # A store as it is after so many articles.
    for start in range(0, articles, 10_000):
        some = told(start, min(articles, start + 10_000), subjects)
        signatures = {one.article.id: copying.signature(one.article.text) for one in some}
        with engine.begin() as connection:
            connection.execute(
                insert(tables.articles),
                [rows.from_article(one.article, 1, NOW) | {"signature": signatures[one.article.id]} for one in some],
            )
            # Past SQLAlchemy, which would take minutes: three million rows that only lie there.
            connection.exec_driver_sql(
                "INSERT INTO traces (key, article, version, sure) VALUES (?, ?, 1, 0)",
                [(key, article) for article, signature in signatures.items() for key in copying.bands(signature)],
            )
            said.put(connection, (one.heard for one in some), NOW)
    with engine.begin() as connection:
        pairs = read.widened(connection, reread.pairs(connection))
        found = reconcile.changes(
            read.claims(connection, pairs), (), fact_types=knowledge.fact_types(), kinds_of_source=KINDS, now=NOW
        )
        write.changes(connection, found, log=())


def _logged(engine: Engine, length: int) -> date:
    # A log of so many rows on a thousand subjects, as many each day; the last day of it. Written past our own code, and
    # with no chain: so many hashes would take minutes, and no window looks at them.
    days = 2_000
    names = ", ".join(column.name for column in tables.changes.c)
    statement = f"INSERT INTO changes ({names}) VALUES ({', '.join('?' for _ in tables.changes.c)})"  # noqa: S608
    each = length // days
    # All is added once; then moves what moves: a kind says nothing new two hundred times.
    added, moving = list(SAID), [predicate for predicate, choice in SAID.items() if len(choice) > 1]
    first, round_ = SUBJECTS * len(added), SUBJECTS * len(moving)
    for number in range(days):
        today = date(2024, 12, 10) + timedelta(days=number)
        logged = []
        for seq in range(number * each + 1, (number + 1) * each + 1):
            place = seq - 1
            turn = 0 if place < first else 1 + (place - first) // round_
            predicates = moving if turn else added
            predicate = predicates[(place - first if turn else place) // SUBJECTS % len(predicates)]
            values = [json.dumps(plain(one)) for one in SAID[predicate]]
            kind, old = ("fact_added", None) if turn == 0 else ("fact_changed", values[(turn - 1) % len(values)])
            moved = (
                seq,
                kind,
                f"site-{place % SUBJECTS}",
                predicate,
                old,
                values[turn % len(values)],
                "source",
                "confirmed",
            )
            clocks = (today.isoformat(), f"{today} 00:00:00.000000")
            logged.append((*moved, *clocks, '["a-claim"]', '["office"]', "https://office.example/1", 0, "", ""))
        with engine.begin() as connection:
            connection.exec_driver_sql(statement, logged)
    with engine.begin() as connection:
        said.put(connection, (one.heard for one in told(0, 20 * SUBJECTS, SUBJECTS)), NOW)
        held = [
            Fact(
                subject=f"site-{number}",
                predicate=predicate,
                value=choice[0],
                standing="confirmed",
                valid=date(2024, 12, 10),
                known=NOW,
                because=("a-claim",),
            )
            for number in range(SUBJECTS)
            for predicate, choice in SAID.items()
        ]
        connection.execute(insert(tables.facts), [rows.from_fact(fact, 0) for fact in held])
        for number in range(SUBJECTS):
            write.registered(connection, f"site-{number}", "ai_factory", f"Site {number}", NOW)
    return date(2024, 12, 10) + timedelta(days=days - 1)


@contextlib.contextmanager
def _store(folder: Path) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        engine = stores.open(f"sqlite:///{own}/store.db")
        try:
            stores.prepare(engine)
            yield engine
        finally:
            engine.dispose()


if __name__ == "__main__":
    main()
