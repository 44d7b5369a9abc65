"""Which of the stored articles tell one story. An index: it follows from the articles and can be made again."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from models import copies
from models.article import Article
from models.copies import Told
from models.fold import Pair
from models.store import putting, tables

_MANY = 500
"""So many articles go into one question: below SQLite's limit on the parameters of a statement."""


def put(connection: Connection, article: Article, version: int) -> frozenset[Pair]:
    """This version is known with its copies. The pairs of whatever is said in articles whose story is another now."""
    stored, kept = tables.articles.c, tables.traces.c
    signature = copies.signature(article.text)
    connection.execute(
        update(tables.articles)
        .where(stored.id == article.id, stored.version == version)
        .values(signature=signature or None)
    )
    keys = dict.fromkeys(copies.bands(signature), False) | dict.fromkeys(copies.marks(article.url, article.text), True)
    mine = select(kept.key, kept.sure).where(kept.article == article.id, kept.version == version)
    if {row.key: row.sure for row in connection.execute(mine)} == keys:
        return frozenset()
    before = _kin(connection, [article.id])
    connection.execute(delete(tables.traces).where(kept.article == article.id, kept.version == version))
    if keys:
        connection.execute(
            insert(tables.traces),
            [{"key": key, "article": article.id, "version": version, "sure": sure} for key, sure in keys.items()],
        )
    _linked(connection, article.id)
    after = _kin(connection, [article.id])
    return _pairs(connection, before | after) if before != after else frozenset()


def stories(connection: Connection, articles: Iterable[str]) -> Mapping[str, str]:
    """Article → whose story it tells, for these articles and whatever is copied from them or to them."""
    kin = _kin(connection, articles)
    groups: dict[str, set[str]] = {}
    for article in sorted(kin):
        if not any(article in group for group in groups.values()):
            groups[article] = _reached(article, kin)
    told = _told(connection, kin)
    return copies.stories([told[article] for article in sorted(group) if article in told] for group in groups.values())


def _kin(connection: Connection, articles: Iterable[str]) -> dict[str, frozenset[str]]:
    # These articles and all that are linked to them, over however many steps, each with its links; none without any.
    kept = tables.copies.c
    found: dict[str, set[str]] = {}
    asked = set(articles)
    fresh = sorted(asked)
    while fresh:
        for start in range(0, len(fresh), _MANY):
            query = select(kept.article, kept.other).where(kept.article.in_(fresh[start : start + _MANY]))
            for row in connection.execute(query):
                found.setdefault(row.article, set()).add(row.other)
        fresh = sorted({other for others in found.values() for other in others} - asked)
        asked.update(fresh)
    return {article: frozenset(others) for article, others in found.items()}


def _reached(article: str, kin: Mapping[str, frozenset[str]]) -> set[str]:
    reached, fresh = {article}, [article]
    while fresh:
        fresh = sorted({other for one in fresh for other in kin[one]} - reached)
        reached.update(fresh)
    return reached


def _told(connection: Connection, articles: Iterable[str]) -> dict[str, Told]:
    stored = tables.articles.c
    articles = sorted(articles)
    found: dict[str, Told] = {}
    for start in range(0, len(articles), _MANY):
        query = (
            select(
                stored.id,
                func.min(stored.source).label("source"),
                func.min(stored.published, type_=stored.published.type).label("published"),
                func.min(stored.stored, type_=stored.stored.type).label("stored"),
            )
            .where(stored.id.in_(articles[start : start + _MANY]))
            .group_by(stored.id)
        )
        for row in connection.execute(query):
            found[row.id] = Told(article=row.id, source=row.source, day=row.published or row.stored.date())
    return found


def _linked(connection: Connection, article: str) -> None:
    # Who shares a key with any version of this article, and is a copy of it.
    kept, stored = tables.traces.c, tables.articles.c
    linked = tables.copies.c
    before = sorted(connection.execute(select(linked.other).where(linked.article == article)).scalars())
    if before:
        both = [{"_one": one, "_other": other} for name in before for one, other in ((article, name), (name, article))]
        connection.execute(
            delete(tables.copies).where(linked.article == bindparam("_one"), linked.other == bindparam("_other")), both
        )
    mine = {
        row.version: row.signature
        for row in connection.execute(select(stored.version, stored.signature).where(stored.id == article))
    }
    keys = select(kept.key).where(kept.article == article)
    shared = select(kept.article, kept.version, kept.sure).where(kept.key.in_(keys), kept.article != article).distinct()
    found: set[str] = set()
    maybe: set[tuple[str, int]] = set()
    for row in connection.execute(shared):
        if row.sure:
            found.add(row.article)
        else:
            maybe.add((row.article, row.version))
    others = sorted({other for other, _ in maybe} - found)
    for start in range(0, len(others), _MANY):
        query = select(stored.id, stored.version, stored.signature).where(stored.id.in_(others[start : start + _MANY]))
        for row in connection.execute(query):
            if (row.id, row.version) in maybe and any(
                copies.near(row.signature or b"", one or b"") for one in mine.values()
            ):
                found.add(row.id)
    both = [
        {"article": one, "other": other} for name in sorted(found) for one, other in ((article, name), (name, article))
    ]
    putting.new(connection, tables.copies, both, ("article", "other"))


def _pairs(connection: Connection, articles: Iterable[str]) -> frozenset[Pair]:
    said = tables.claims.c
    articles = sorted(articles)
    found: set[Pair] = set()
    for start in range(0, len(articles), _MANY):
        query = select(said.subject, said.predicate).where(said.article.in_(articles[start : start + _MANY])).distinct()
        found |= {(row.subject, row.predicate) for row in connection.execute(query)}
    return frozenset(found)
