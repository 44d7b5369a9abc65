"""Nouns as rows for windows: the contract's shapes for programs, and the same in words for people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models import knowledge
from models import value as values
from models.alert import Rule
from models.change import Change
from models.fact import Fact
from models.factory import Listed
from models.health import Run
from models.look import Look
from models.source import Source
from models.value import Value

CHANGES = (
    "id",
    "kind",
    "subject",
    "predicate",
    "old",
    "new",
    "cause",
    "standing",
    "took_effect",
    "detected",
    "claims",
    "sources",
    "url",
)
FACTORIES = ("id", "kind", "name", "host_country", "status", "since")
RULES = ("id", "who", "kinds", "subjects", "predicates", "confirmed_only", "created")
FACTS = ("predicate", "value", "standing", "valid", "known", "claims")
SOURCES = (
    "name",
    "kind",
    "language",
    "door",
    "every",
    "health",
    "last_look",
    "last_status",
    "issues",
    "title",
    "disabled",
)


def change(one: Change) -> Mapping[str, Any]:
    """The contract's row of a change."""
    return {
        "id": one.id,
        "kind": one.kind,
        "subject": one.subject,
        "predicate": one.predicate,
        "old": None if one.old is None else values.plain(one.old),
        "new": None if one.new is None else values.plain(one.new),
        "cause": one.cause,
        "standing": one.standing,
        "took_effect": one.took_effect.isoformat(),
        "detected": one.detected.isoformat(timespec="seconds"),
        "claims": list(one.because),
        "sources": list(one.sources),
        "url": one.url,
    }


def change_in_words(one: Change, labels: Mapping[str, str]) -> Sequence[str]:
    """When, who, what and on whose word, for people."""
    return (
        one.took_effect.isoformat(),
        one.subject,
        moved(one, labels),
        one.standing,
        ", ".join(one.sources),
    )


CHANGES_IN_WORDS = ("date", "subject", "what changed", "standing", "sources")


def moved(one: Change, labels: Mapping[str, str]) -> str:
    """What moved: `EU share (percent): 40 → 50`."""
    if one.kind == "factory_added":
        return f"NEW FACTORY {in_words(one.new)}"
    if one.kind == "factory_withdrawn":
        return f"FACTORY WITHDRAWN {in_words(one.new or one.old)}"
    label = labels.get(one.predicate or "", one.predicate or "")
    if one.kind == "fact_added":
        return f"{label}: {in_words(one.new)}"
    if one.kind == "fact_removed":
        return f"{label}: no longer {in_words(one.old)}"
    if one.kind == "fact_changed" and one.old == one.new:  # what moved is the day from which it holds
        return f"{label}: {in_words(one.new)}, since {one.took_effect}"
    if one.kind == "fact_changed":
        fact_type = knowledge.fact_types().get(one.predicate or "")
        if fact_type and fact_type.value == "date":  # a slip is said as one
            return f"{label}: was {in_words(one.old)}, now {in_words(one.new)}"
        return f"{label}: {in_words(one.old)} → {in_words(one.new)}"
    verb = "confirmed" if one.kind == "fact_confirmed" else "disputed"
    return f"{label}: {in_words(one.new if one.new is not None else one.old)} {verb}"


def in_words(value: Value | None) -> str:
    """A value for people; a word without its underscores."""
    if value is None:
        return ""
    words = values.words(value)
    return words.replace("_", " ") if isinstance(value, str) and value.islower() else words


def factory(one: Listed, name: str, since: date) -> Mapping[str, Any]:
    """The contract's row of a factory: its single facts as columns, several partners as a list."""
    held: dict[str, Any] = {}
    for predicate, told in one.held.items():
        plain = [values.plain(value) for value in told]
        held[predicate] = plain if knowledge.fact_types()[predicate].many else plain[0]
    return {
        "id": one.id,
        "kind": held["kind"],
        "name": name,
        "host_country": held.get("host_country"),
        "status": held.get("status"),
        "since": since.isoformat(),
        **{key: held[key] for key in sorted(held) if key not in ("kind", "host_country", "status")},
    }


def fact(one: Fact) -> Mapping[str, Any]:
    """A fact with both of its clocks and the claims it rests on."""
    return {
        "predicate": one.predicate,
        "value": values.plain(one.value),
        "standing": one.standing,
        "valid": one.valid.isoformat(),
        "known": one.known.isoformat(timespec="seconds"),
        "claims": list(one.because),
    }


def source(one: Source, look: Look | None, issues: Sequence[str], run: Run | None = None) -> Mapping[str, Any]:
    """A source with what came of the last look at it, and of the last crawl that came to its end."""
    return {
        "name": one.name,
        "kind": one.kind,
        "language": one.language,
        "languages": [one.language, *one.languages],
        "trust": one.trust,
        "door": one.door,
        "every": int(one.every) if one.every == int(one.every) else one.every,
        "beat": round(run.beat, 1) if run else None,
        "health": run.state if run else None,
        "why": run.why if run else "",
        "entries": run.entries if run else None,
        "newest": run.newest.isoformat(timespec="seconds") if run and run.newest else None,
        "last_look": look.checked.isoformat(timespec="seconds") if look else None,
        "last_status": look.status if look else None,
        "issues": list(issues),
        "disabled": one.disabled,
        "title": one.title,
        "urls": list(one.urls),
        "rights": one.rights,
        "keep_days": one.keep_days or None,
    }


def rule(one: Rule) -> Mapping[str, Any]:
    """A rule with its filters; an empty one lets everything through."""
    return {
        "id": one.id,
        "who": one.who,
        "channel": one.channel,
        "kinds": list(one.kinds),
        "subjects": list(one.subjects),
        "predicates": list(one.predicates),
        "confirmed_only": one.confirmed_only,
        "created": one.created.isoformat(timespec="seconds"),
    }
