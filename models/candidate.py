"""A candidate: a name that articles use and no list of ours holds, and what it is taken for."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["open", "new", "same", "none", "known"]
"""`open` waits for a person; `new` is a factory of its own; `same` is another name of a factory; `none` is no factory;
`known` is one of the known factories, about which somebody had decided something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A known factory that may be meant, and what speaks for it."""

    factory: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One name. `id` is the subject that its claims have: they keep it whatever is decided."""

    id: str
    name: str
    """As the article that counts most spells it."""
    state: State
    factory: str
    """The subject under which its claims settle; empty: they wait, or are of no factory."""
    kind: str = ""
    country: str = ""
    why: str
    """Why the machine, or a person, took it for that."""
    near: tuple[Near, ...] = ()
    """Where it is open: the known factories nearest to it."""
