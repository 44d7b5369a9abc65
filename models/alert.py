"""Rules and alerts: who wants to hear of which changes, and what they are told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, TypeAlias

Channel: TypeAlias = Literal["email"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What somebody asked for. An empty filter lets everything through."""

    id: int
    who: str
    """The address."""
    channel: Channel = "email"
    kinds: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    confirmed_only: bool = True
    """Whether to wait until a change is confirmed."""
    created: datetime

    def following(self, merged: Mapping[str, str]) -> "Rule":
        """The rule that also hears of what a factory of it was merged into; `merged` has the factory by the old id."""
        now = (merged[one] for one in self.subjects if one in merged)
        return replace(self, subjects=tuple(dict.fromkeys((*self.subjects, *now))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One mail to one address about one change, kept in the outbox until it is sent."""

    id: str
    """Hash of rule and change: the same alert is never made twice."""
    rule: int
    change: int
    """The change's place in the log."""
    who: str
    channel: Channel = "email"
    subject_line: str
    body: str
    made: datetime
    attempts: int = 0
    sent: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the words of an alert need beyond its change: who is meant, and the sentence that proves it."""

    name: str
    """The subject's name for people: "IT4LIA", "the factories selected in December 2024", "the AI Factories"."""
    factory_kind: str = ""
    """ai_factory, antenna or gigafactory; empty: not known, or no factory."""
    country: str = ""
    """Alpha-2."""
    city: str = ""
    host: str = ""
    quote: str = ""
    """The sentence of the claim that `url` leads to."""
    title: str = ""
    """Of the article."""
    publisher: str = ""
    published: date | None = None
    url: str = ""
