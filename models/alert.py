"""Rules and alerts: who wants to hear of which changes, and what they are told."""

from dataclasses import dataclass
from datetime import datetime
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
