"""Builders: nouns with defaults, so that a test names only what it is about."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from models.alert import Alert, Rule
from models.article import Article, Block
from models.change import Cause, Change, ChangeKind
from models.claim import Claim, Evidence, Modality
from models.fact import Standing
from models.page import Page
from models.value import Money, Value

NOW = datetime(2024, 12, 12, 8, 0, tzinfo=UTC)
DAY = date(2024, 12, 10)


def moment(day: date | datetime | str) -> datetime:
    """The moment meant: a date (or its ISO form) is its noon, UTC."""
    if isinstance(day, datetime):
        return day
    return datetime.combine(date.fromisoformat(day) if isinstance(day, str) else day, time(12), UTC)


def eur(amount: float) -> Money:
    """So many euros."""
    return Money(amount=amount, currency="EUR")


def claim(
    value: Value = "IT",
    *,
    subject: str = "it4lia",
    predicate: str = "host_country",
    source: str = "eurohpc",
    said: date | datetime | str = DAY,
    modality: Modality = "asserted",
    article: str = "",
    quote: str = "",
    name: str = "IT4LIA",
    confidence: float = 1.0,
    url: str = "",
    ended: date | datetime | str | None = None,
    gone: date | datetime | str | None = None,
) -> Claim:
    """A claim; without an `article` it is in the one that its source published that day."""
    said = moment(said)
    quote = quote or f"{name}: {predicate} is {value}."
    return Claim(
        subject=subject,
        predicate=predicate,
        value=value,
        modality=modality,
        confidence=confidence,
        evidence=Evidence(quote=quote, start=0, end=len(quote)),
        raw=str(value),
        name=name,
        article=article or f"{source}-{said.date()}",
        source=source,
        said=said,
        url=url,
        ended=None if ended is None else moment(ended),
        gone=None if gone is None else moment(gone),
    )


def change(
    new: Value | None = "IT",
    *,
    old: Value | None = None,
    kind: ChangeKind = "fact_added",
    subject: str = "it4lia",
    predicate: str | None = "host_country",
    cause: Cause = "source",
    standing: Standing = "confirmed",
    took_effect: date | str = DAY,
    detected: date | datetime | str = NOW,
    because: tuple[str, ...] = ("a-claim",),
    sources: tuple[str, ...] = ("eurohpc",),
    url: str = "https://eurohpc.example/seven",
    past: bool = False,
    seq: int = 0,
) -> Change:
    """A change; of `factory_added` the predicate is None whatever is asked for."""
    return Change(
        kind=kind,
        subject=subject,
        predicate=None if kind in ("factory_added", "factory_withdrawn") else predicate,
        old=old,
        new=new,
        cause=cause,
        standing=standing,
        took_effect=date.fromisoformat(took_effect) if isinstance(took_effect, str) else took_effect,
        detected=moment(detected),
        because=because,
        sources=sources,
        url=url,
        past=past,
        seq=seq,
    )


def rule(
    *,
    id: int = 1,  # noqa: A002 - the noun's own word
    who: str = "me@example.org",
    kinds: tuple[str, ...] = (),
    subjects: tuple[str, ...] = (),
    predicates: tuple[str, ...] = (),
    confirmed_only: bool = True,
    created: datetime = NOW,
) -> Rule:
    """A rule that lets everything confirmed through."""
    return Rule(
        id=id,
        who=who,
        kinds=kinds,
        subjects=subjects,
        predicates=predicates,
        confirmed_only=confirmed_only,
        created=created,
    )


def alert(
    *,
    id: str = "an-alert",  # noqa: A002 - the noun's own word
    rule: int = 1,
    change: int = 1,
    who: str = "me@example.org",
    subject_line: str = "[Factorywatch] New AI Factory: AI2F",
    body: str = "New AI Factory: AI2F",
    made: datetime = NOW,
) -> Alert:
    """A mail about a new factory."""
    return Alert(id=id, rule=rule, change=change, who=who, subject_line=subject_line, body=body, made=made)


def article(
    text: str = "IT4LIA\nIT4LIA is in Italy.",
    *,
    id: str = "an-article",  # noqa: A002 - the noun's own word
    url: str = "https://eurohpc.example/seven",
    source: str = "eurohpc",
    published: date | None = DAY,
    language: str = "en",
    page: str = "a-page",
) -> Article:
    """An article: the first line is its title, every other one a paragraph."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(kind="paragraph" if blocks else "title", start=start, end=start + len(line)))
        start += len(line) + 1
    return Article(
        id=id,
        url=url,
        title=text.split("\n")[0],
        text=text,
        blocks=tuple(blocks),
        published=published,
        language=language,
        source=source,
        page=page,
    )


def page(
    body: bytes = b"<p>IT4LIA is in Italy.</p>",
    *,
    url: str = "https://eurohpc.example/seven",
    source: str = "eurohpc",
    fetched: datetime = NOW,
) -> Page:
    """A page as a server gave it."""
    headers = (("content-type", "text/html; charset=utf-8"),)
    return Page(source=source, url=url, fetched=fetched, status=200, headers=headers, body=body)


def placed(changes: Iterable[Change], *, after: int = 0) -> tuple[Change, ...]:
    """The changes with their places in the log, as the store gives them."""
    return tuple(replace(change, seq=after + place) for place, change in enumerate(changes, start=1))
