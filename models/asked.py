"""What somebody asks for on a command line, checked: names become ids, and what does not exist is said in one line."""

from collections.abc import Iterable, Mapping
from datetime import date
from email.errors import HeaderParseError
from email.headerregistry import Address

from models import change, knowledge
from models.change import ChangeKind
from models.errors import ConfigError


def subject(words: str, registered: Mapping[str, str]) -> str:
    """The id that is meant by an id or a name; `registered` are the names of the factories in the store, by id."""
    low = words.casefold()
    known = knowledge.factories()
    if low in registered or low in known or low in knowledge.cohorts() or low == "programme":
        return low
    for key, factory in known.items():
        if low in (name.text.casefold() for name in factory.names):
            return key
    for key, name in registered.items():
        if low == name.casefold():
            return key
    raise ConfigError("no such factory (see: factorywatch factories)", key=_shown(words))


def kinds(asked: Iterable[str] | None) -> tuple[ChangeKind, ...]:
    """Kinds of change, in the order of the contract."""
    wanted = set(_known(asked, change.KINDS, "--kind"))
    return tuple(kind for kind in change.KINDS if kind in wanted)


def predicates(asked: Iterable[str] | None) -> tuple[str, ...]:
    """Predicates, as they were asked for."""
    return _known(asked, tuple(knowledge.fact_types()), "--predicate")


def address(text: str) -> str:
    """A mail address, bare: no name beside it."""
    try:
        if Address(addr_spec=text).domain:
            return text
    except (ValueError, IndexError, HeaderParseError):  # the parser runs off the end of some texts
        pass
    raise ConfigError("is no mail address", key=_shown(text))


def day(text: str, key: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{_shown(text)} is no day (2025-03-01)", key=key) from error


def day_or_none(text: str, key: str) -> date | None:
    """A day, or None where none was given."""
    return day(text, key) if text else None


def _known(asked: Iterable[str] | None, there: tuple[str, ...], key: str) -> tuple[str, ...]:
    asked = tuple(asked or ())
    if unknown := set(asked) - set(there):
        raise ConfigError(f"there is none of that name (there are: {', '.join(there)})", key=f"{key} {min(unknown)}")
    return asked


def _shown(text: str) -> str:
    return " ".join(text.split()) or "''"
