"""Articles with gold: pages of our own words, and what a careful reader takes from them (contract's shapes)."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from models import knowledge
from models.article import Article
from models.page import Page
from models.value import Value, plain
from pipeline import clean
from pipeline.components.words import fold

HERE = Path(__file__).parent
TEXTS = frozenset({"host_city", "host_organisation", "supercomputer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One page and its gold."""

    name: str
    page: Path
    gold: Mapping[str, Any]

    def article(self) -> Article:
        """The page, cleaned as if it had just been fetched."""
        published = date.fromisoformat(str(self.gold["published"])[:10])
        return clean.article(
            Page(
                source="gold",
                url=str(self.gold["url"]),
                fetched=datetime.combine(published, time(23, 59), UTC),
                status=200,
                headers=(("content-type", "text/html"),),
                body=self.page.read_bytes(),
            )
        )


def cases(*folders: Path) -> Iterator[Case]:
    """All cases of some folders, by name."""
    for folder in folders:
        for gold in sorted(folder.glob("*/gold.json")):
            yield Case(
                name=gold.parent.name,
                page=next(gold.parent.glob("page.*")),
                gold=json.loads(gold.read_text(encoding="utf-8")),
            )


def slug(subject: str) -> str:
    """A subject's id without the words that all factories share, so that ids minted from names compare."""
    if subject == "programme" or subject.startswith("cohort:"):
        return subject
    plain_id = re.sub(r"[^\w+]", "", fold(subject))
    return re.sub(r"(aifactory|factory|aif|antenna)$", "", plain_id) or plain_id


@cache
def _ids(subject: str) -> frozenset[str]:
    """A subject's id, and what an id is that was minted from one of its names: `jaif`, `jupiter-ai-factory`."""
    known = knowledge.factories().get(subject)
    return frozenset({slug(subject), *(slug(name.text) for name in (known.names if known else ()))})


def says(fact: Mapping[str, Any], subject: str, predicate: str, value: Value) -> bool:
    """Whether a claim says what a gold fact says, alternatives that the gold allows included."""
    if fact["predicate"] != predicate:
        return False
    if not any(slug(subject) in _ids(one) for one in (fact["subject"], *fact.get("subject_accept", ()))):
        return False
    return any(_same(predicate, wanted, plain(value)) for wanted in (fact["value"], *fact.get("accept", ())))


def _same(predicate: str, wanted: Any, said: Any) -> bool:
    if predicate in TEXTS:
        one, other = (re.sub(r"[^\w+]", "", fold(str(text))) for text in (wanted, said))
        return bool(one and other) and (
            one == other or (len(one) > 3 and one in other) or (len(other) > 3 and other in one)
        )
    if isinstance(wanted, dict):
        return isinstance(said, dict) and money(wanted) == money(said)
    if predicate == "linked_factory":
        return slug(str(said)) in _ids(str(wanted))
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return isinstance(said, int | float) and abs(wanted - said) < 1e-6
    return str(wanted).casefold() == str(said).casefold()


def money(plain_money: Mapping[str, Any]) -> str:
    """A sum as it is compared: three digits of it, and its currency."""
    number = plain_money.get("amount") or plain_money.get("max") or plain_money.get("min")
    return f"{float(number or 0):.3g} {plain_money.get('currency')}"
