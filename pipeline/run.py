"""The straight path: the only file that knows all stages, and the only one that writes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from spacy.tokens import Doc

from models import value as values
from models.article import Article
from models.claim import Claim
from models.page import Page
from pipeline import clean, extract, parse

MENTIONS = {"factory": "factory", "country": "country", "amount": "amount", "date": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page says."""

    article: Article
    doc: Doc
    claims: tuple[Claim, ...]


def read(page: Page, *, language: str = "", published: date | None = None, known_as_of: date | None = None) -> Reading:
    """The page read, nothing stored. Raises PageError when nothing can be read in it."""
    article = clean.article(page, language=language, published=published)
    doc = parse.doc(article, known_as_of=known_as_of)
    return Reading(article=article, doc=doc, claims=extract.claims(doc, article, known_as_of=known_as_of))


def told(reading: Reading, *, with_text: bool = False) -> Mapping[str, Any]:
    """The reading as the contract's JSON object of `factorywatch extract`."""
    article, doc = reading.article, reading.doc
    head: dict[str, Any] = {
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "relevant": extract.relevant(doc),
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
