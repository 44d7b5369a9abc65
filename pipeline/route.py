"""Changes × rules → alerts. Pure: sends nothing, stores nothing.

Only what moved in the world is told: no baseline, no re-reading by our own code, no verdict, and nothing that merely
fills in the past. Who waits for confirmation hears what was reported when it is confirmed, and hears of a new factory
exactly once: such an alert bears the factory in its id, so that the outbox takes it one time only.
"""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import resources

from babel import Locale
from jinja2 import Environment, StrictUndefined, Template, select_autoescape

from models import value as values
from models.alert import About, Alert, Rule
from models.change import MAILED_CAUSES, Change, ChangeKind
from models.fact import FactType
from models.value import Value

_KIND = "kind"
_FACTORIES = {"ai_factory": "AI Factory", "antenna": "AI Factory Antenna", "gigafactory": "AI Gigafactory"}
_ASKED: dict[str, str] = {
    "factory_added": "new factories",
    "factory_withdrawn": "factories that are withdrawn",
    "fact_added": "new facts",
    "fact_changed": "facts that change",
    "fact_removed": "facts that are taken back",
    "fact_confirmed": "facts that are confirmed",
    "fact_disputed": "facts that are disputed",
}
# A sentence is a proof; a page that is one sentence is not.
_LONGEST_QUOTE = 600


def alerts(
    changes: Iterable[Change],
    rules: Iterable[Rule],
    *,
    about: Mapping[int, About],
    fact_types: Mapping[str, FactType],
) -> tuple[Alert, ...]:
    """One alert for each change that a rule asks about, in the order of the changes.

    The changes bear their places in the log; `about` knows those that can be mailed by these places.
    """
    rules = tuple(rules)
    return tuple(
        _alert(change, rule, about[change.seq], fact_types)
        for change in changes
        for rule in rules
        if mailed(change) and _asks(rule, change)
    )


def mailed(change: Change) -> bool:
    """Whether anybody may be told of it at all: so for whom `about` is needed."""
    return change.cause in MAILED_CAUSES and not change.past


def _asks(rule: Rule, change: Change) -> bool:
    if rule.subjects and change.subject not in rule.subjects:
        return False
    if rule.predicates and change.predicate not in rule.predicates:
        return False
    fell = change.kind == "fact_changed" and change.old == change.new and change.cause == "retraction"
    if rule.confirmed_only and change.standing == "reported" and not fell:
        return False
    if change.kind == "fact_added" and change.predicate == _KIND and _wants(rule, "factory_added"):
        # The row before it, of the whole factory, says the same.
        return False
    return any(_wants(rule, kind) for kind in _heard_as(rule, change))


def _wants(rule: Rule, kind: ChangeKind) -> bool:
    return not (kind == "factory_added" and rule.predicates) and (not rule.kinds or kind in rule.kinds)


def _heard_as(rule: Rule, change: Change) -> tuple[ChangeKind, ...]:
    if change.kind != "fact_confirmed" or not rule.confirmed_only:
        return (change.kind,)
    # Who waits hears only now what was added or changed before.
    if change.predicate == _KIND:
        return ("fact_confirmed", "factory_added")
    return ("fact_confirmed", "fact_added", "fact_changed")


def _alert(change: Change, rule: Rule, about: About, fact_types: Mapping[str, FactType]) -> Alert:
    if not change.seq:
        raise ValueError(f"a change of {change.subject} without its place in the log")
    headline = _headline(change, about, fact_types)
    body = _template().render(
        headline=headline,
        details=_details(change, about, fact_types),
        standing=_standing(change),
        took_effect=_day(change.took_effect),
        detected=_day(change.detected.date()),
        quote=_line(about.quote, _LONGEST_QUOTE),
        publisher=_line(about.publisher),
        published=_day(about.published) if about.published else "",
        title=_line(about.title),
        url=_line(about.url or change.url),
        asked=_asked(rule),
        rule=rule.id,
    )
    new_factory = change.kind == "factory_added" or (change.kind == "fact_confirmed" and change.predicate == _KIND)
    what = f"factory_added {change.subject}" if new_factory else change.id
    return Alert(
        id=hashlib.sha256(f"{rule.id} {what}".encode()).hexdigest()[:24],
        rule=rule.id,
        change=change.seq,
        who=rule.who,
        channel=rule.channel,
        subject_line=f"[Factorywatch] {headline}",
        body=body,
        made=change.detected,
    )


def _headline(change: Change, about: About, fact_types: Mapping[str, FactType]) -> str:
    name = _line(about.name)
    fact_type = fact_types[change.predicate] if change.predicate else None
    label = fact_type.label if fact_type else ""
    old, new = _words(change.old, fact_type), _words(change.new, fact_type)
    if change.kind == "factory_added" or (change.kind == "fact_confirmed" and change.predicate == _KIND):
        where = ", ".join(filter(None, (_line(about.city), _country(about.country))))
        kind = _FACTORIES.get(about.factory_kind, "AI Factory")
        return f"New {kind}: {name} ({where})" if where else f"New {kind}: {name}"
    if change.kind == "factory_withdrawn":
        return f"{name} is withdrawn"
    if change.kind == "fact_added":
        return f"{name}: {label} is {new}"
    if change.kind == "fact_removed":
        return f"{name}: {label} {old} is taken back"
    if change.kind == "fact_confirmed":
        return f"{name}: {label} {new} is confirmed"
    if change.kind == "fact_disputed":
        return f"{name}: {label} {new} is disputed"
    if change.old != change.new:
        return f"{name}: {label} {old} → {new}"
    return f"{name}: {label} {new} is " + ("confirmed again" if change.standing == "confirmed" else "reported only")


def _details(change: Change, about: About, fact_types: Mapping[str, FactType]) -> tuple[tuple[str, str], ...]:
    if change.predicate is None or change.predicate == _KIND:
        told = (
            ("Kind", _FACTORIES.get(about.factory_kind, "")),
            ("Country", _country(about.country)),
            ("City", _line(about.city)),
            ("Host", _line(about.host)),
        )
        return tuple((label, words) for label, words in told if words)
    fact_type = fact_types[change.predicate]
    label = fact_type.label[:1].upper() + fact_type.label[1:]
    before, after = _words(change.old, fact_type) or "nothing known", _words(change.new, fact_type) or "nothing"
    return ((label, after if change.old == change.new else f"{before} → {after}"),)


def _standing(change: Change) -> str:
    sources = ", ".join(change.sources)
    if change.kind == "fact_removed":
        return "taken back: nobody says so any more"
    if change.standing == "confirmed":
        return f"confirmed ({sources})"
    if change.standing == "disputed":
        return f"disputed: {sources} say otherwise"
    return f"reported, not confirmed ({sources})"


def _asked(rule: Rule) -> str:
    asked = ", ".join(_ASKED[kind] for kind in rule.kinds) or "all changes"
    if rule.subjects:
        asked += f" of {', '.join(rule.subjects)}"
    if rule.predicates:
        asked += f", about {', '.join(rule.predicates)}"
    return asked + (", once confirmed" if rule.confirmed_only else "")


def _words(value: Value | None, fact_type: FactType | None) -> str:
    if value is None:
        return ""
    if fact_type and fact_type.value == "country":
        return _country(str(value))
    if fact_type and fact_type.value == "word":
        return _FACTORIES.get(str(value), str(value).replace("_", " "))
    return _line(values.words(value))


def _country(code: str) -> str:
    return _territories().get(code, code)


def _line(text: str, longest: int = 200) -> str:
    # One line, of bounded length: it comes from the web and goes into the head of a mail.
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _day(day: date) -> str:
    return f"{day.day} {_months()[day.month]} {day.year}"


@functools.cache
def _territories() -> Mapping[str, str]:
    return {str(code): str(name) for code, name in Locale("en").territories.items()}


@functools.cache
def _months() -> Mapping[int, str]:
    return {int(month): str(name) for month, name in Locale("en").months["format"]["wide"].items()}


@functools.cache
def _template() -> Template:
    words = resources.files("pipeline").joinpath("templates", "alert.txt.j2").read_text(encoding="utf-8")
    plain = Environment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Plain text: nothing is to be escaped.
        autoescape=select_autoescape(default_for_string=False),
    )
    return plain.from_string(words)
