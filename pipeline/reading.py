"""One page read: cleaned, parsed, its claims taken; and the reading as other programs get it. Stores nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from spacy.tokens import Doc

from models import value as values
from models.article import Article
from models.claim import Claim
from models.factory import Factory
from models.page import Page
from pipeline import clean, extract, parse, resolve

MENTIONS = ("factory", "country", "amount", "date")
"""The groups of spans that the contract calls mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page says. The claims are as the article words them; `resolved` has them in our spelling."""

    article: Article
    doc: Doc
    claims: tuple[Claim, ...]
    fetched: datetime

    def resolved(self) -> tuple[Claim, ...]:
        """The claims with the day they were said on, and places, hosts and machines in one spelling."""
        published = self.article.published
        said = datetime.combine(published, time(), UTC) if published else self.fetched
        return resolve.claims((replace(claim, said=said) for claim in self.claims), extract.known(None))


def page(body: bytes, *, url: str, now: datetime) -> Page:
    """A page made of a file's bytes, for reading what was never fetched."""
    return Page(source="", url=url, fetched=now, status=200, headers=(), body=body)


def of(
    page: Page,
    *,
    language: str = "",
    published: date | None = None,
    known_as_of: date | None = None,
    taught: tuple[Factory, ...] = (),
) -> Reading:
    """The page, read. What is not given is found in the page; `taught` are names that people's verdicts have added.

    Raises PageError when nothing can be read in it.
    """
    article = clean.article(page, language=language, published=published)
    doc = parse.doc(article, known_as_of=known_as_of, taught=taught)
    article = replace(article, relevant=extract.relevant(doc))
    claims = extract.claims(doc, article, known_as_of=known_as_of)
    return Reading(article=article, doc=doc, claims=claims, fetched=page.fetched)


def plain(reading: Reading, *, with_text: bool = False) -> Mapping[str, Any]:
    """The reading as the contract's JSON object of `factorywatch extract`."""
    article, doc = reading.article, reading.doc
    head: dict[str, Any] = {
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "relevant": article.relevant,
    }
    if with_text:
        head["text"] = article.text
    mentions = [
        {
            "type": kind,
            "text": span.text,
            "start": span.start_char,
            "end": span.end_char,
            "value": json.loads(span.kb_id_) if kind == "amount" else span.kb_id_,
        }
        for kind in MENTIONS
        for span in doc.spans.get(kind, ())
    ]
    claims = [
        {
            "subject": claim.subject,
            "predicate": claim.predicate,
            "value": values.plain(claim.value),
            "modality": claim.modality,
            "confidence": claim.confidence,
            "evidence": {"quote": claim.evidence.quote, "start": claim.evidence.start, "end": claim.evidence.end},
        }
        for claim in reading.claims
    ]
    return {
        "article": head,
        "mentions": sorted(mentions, key=lambda one: (one["start"], one["end"])),
        "claims": claims,
    }
