"""Nouns to rows and back: the one place that knows how a noun lies in its table."""

import functools
import json
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from models import value as values
from models.alert import Alert, Rule
from models.article import Article, Block
from models.change import Change
from models.claim import Claim, Evidence
from models.fact import Fact
from models.value import Value

# pydantic reads the blocks back; built once, as building takes longer than reading.
_BLOCKS: TypeAdapter[tuple[Block, ...]] = TypeAdapter(tuple[Block, ...])


def value(raw: Any) -> Value:
    """The value that a JSON column holds."""
    if isinstance(raw, dict):
        return values.read("money", raw)
    if isinstance(raw, (str, int, float)):
        return raw
    raise ValueError(f"no value: {raw!r}")


@functools.lru_cache(maxsize=65_536)
def value_of(text: str) -> Value:
    """The value that a JSON column's text holds."""
    return value(json.loads(text))


@functools.lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """The words that a JSON column's text lists."""
    return tuple(json.loads(text))


def from_article(article: Article, version: int, stored: datetime) -> dict[str, Any]:
    """The row of one version."""
    return {
        "id": article.id,
        "version": version,
        "url": article.url,
        "source": article.source,
        "page": article.page,
        "title": article.title,
        "text": article.text,
        "blocks": _BLOCKS.dump_python(article.blocks, mode="json"),
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "relevant": article.relevant,
        "stored": stored,
    }


def article(row: Row[Any]) -> Article:
    """The article of a row."""
    return Article(
        id=row.id,
        url=row.url,
        title=row.title,
        text=row.text,
        blocks=_BLOCKS.validate_python(row.blocks),
        published=row.published,
        language=row.language,
        source=row.source,
        page=row.page,
        modified=row.modified,
        relevant=row.relevant,
    )


def from_claim(claim: Claim, version: int, said: datetime, opened: datetime, *, key: str = "") -> dict[str, Any]:
    """The row of a claim as one version of its article makes it; `key` is its id, where that is at hand."""
    return {
        "id": key or claim.id,
        "version": version,
        "opened": opened,
        "article": claim.article,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "value": values.plain(claim.value),
        "modality": claim.modality,
        "confidence": claim.confidence,
        "quote": claim.evidence.quote,
        "start": claim.evidence.start,
        "stop": claim.evidence.end,
        "raw": claim.raw,
        "name": claim.name,
        "source": claim.source,
        "said": said,
        "made_by": claim.made_by,
        "url": claim.url,
        "closed": None,
        "ending": "",
        "gone": claim.gone,
    }


def claim(row: Row[Any]) -> Claim:
    """The claim of a row, its value as text; `address` is that of its article, where the claim has none."""
    return Claim(
        subject=row.subject,
        predicate=row.predicate,
        value=value_of(row.value),
        modality=row.modality,
        confidence=row.confidence,
        evidence=Evidence(quote=row.quote, start=row.start, end=row.stop),
        raw=row.raw,
        name=row.name,
        article=row.article,
        source=row.source,
        said=row.said,
        made_by=row.made_by,
        url=row.url or row.address or "",
        ended=row.closed if row.ending == "taken_back" else None,
        gone=row.gone,
    )


def from_change(change: Change, before: str, hashed: str) -> dict[str, Any]:
    """The row of a change that has its place in the log."""
    return {
        "seq": change.seq,
        "kind": change.kind,
        "subject": change.subject,
        "predicate": change.predicate,
        "old": None if change.old is None else values.plain(change.old),
        "new": None if change.new is None else values.plain(change.new),
        "cause": change.cause,
        "standing": change.standing,
        "took_effect": change.took_effect,
        "detected": change.detected,
        "because": list(change.because),
        "sources": list(change.sources),
        "url": change.url,
        "past": change.past,
        "before": before,
        "hash": hashed,
    }


def change(row: Row[Any]) -> Change:
    """The change of a row, what is JSON in it as text."""
    return Change(
        kind=row.kind,
        subject=row.subject,
        predicate=row.predicate,
        old=None if row.old is None else value_of(row.old),
        new=None if row.new is None else value_of(row.new),
        cause=row.cause,
        standing=row.standing,
        took_effect=row.took_effect,
        detected=row.detected,
        because=words_of(row.because),
        sources=words_of(row.sources),
        url=row.url,
        past=row.past,
        seq=row.seq,
    )


def from_fact(fact: Fact, place: int) -> dict[str, Any]:
    """The row of a fact; `place` counts the values of its subject and predicate."""
    return {
        "subject": fact.subject,
        "predicate": fact.predicate,
        "place": place,
        "value": values.plain(fact.value),
        "standing": fact.standing,
        "valid": fact.valid,
        "known": fact.known,
        "because": list(fact.because),
    }


def fact(row: Row[Any]) -> Fact:
    """The fact of a row."""
    return Fact(
        subject=row.subject,
        predicate=row.predicate,
        value=value(row.value),
        standing=row.standing,
        valid=row.valid,
        known=row.known,
        because=tuple(row.because),
    )


def rule(row: Row[Any]) -> Rule:
    """The rule of a row."""
    return Rule(
        id=row.id,
        who=row.who,
        channel=row.channel,
        kinds=tuple(row.kinds),
        subjects=tuple(row.subjects),
        predicates=tuple(row.predicates),
        confirmed_only=row.confirmed_only,
        created=row.created,
    )


def alert(row: Row[Any]) -> Alert:
    """The alert of a row."""
    return Alert(
        id=row.id,
        rule=row.rule,
        change=row.change,
        who=row.who,
        channel=row.channel,
        subject_line=row.subject_line,
        body=row.body,
        made=row.made,
        attempts=row.attempts,
        sent=row.sent,
    )
