"""A language: every word of it that we read by. One TOML file each in `models/knowledge/languages/`; no code knows any.

Phrases are written in lower case, words separated by one space. A word that ends in `*` stands for all its endings,
` .. ` stands for up to three words of any kind ("wird .. gebaut").
"""

from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

Phrases: TypeAlias = tuple[str, ...]

CUES = frozenset(
    {
        "negation",  # not, no, without: what is said is not so
        "planned",  # will, is to, expected: it is still to come
        "reported",  # according to, reportedly, rumour: somebody else says so
        "contrast",  # while, whereas: what follows is about another subject
        "correction",  # an earlier version said: what follows is taken back
        "total",  # altogether, so far, now: speaks of all there are
        "share",  # half, per cent of: a part of the whole
        "first",  # the first (of several groups)
        "further",  # more, additional, new ones: a later group
    }
)
NOUNS = frozenset(
    {
        "ai_factory",
        "antenna",
        "gigafactory",
        "machine",  # supercomputer, system
        "site",  # hub, site, centre: a factory by another word
        "project",  # proposal, project: a factory by another word
        "country",  # countries, member states
        "programme",  # initiative, EuroHPC: the frame of it all
        "building",  # data centre, hall: money for it is not the factory's
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyWords:
    """Words of sums. Scales multiply ("miliardi" = 1e9), currencies give ISO 4217."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    scales: dict[str, float]
    currencies: dict[str, str]
    about: Phrases = ()
    at_most: Phrases = ()
    at_least: Phrases = ()
    between: Phrases = ()
    """What opens a range: "between", "da"."""
    to: Phrases = ()
    """What joins its ends: "and", "to", "a"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Words of dates. Months are added to CLDR's names; relative words give an offset in `unit`s."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    months: dict[str, int] = field(default_factory=dict)
    """Further forms of the months' names (cases, short forms): form → 1 to 12."""
    weekdays: dict[str, int] = field(default_factory=dict)
    """Forms of the weekdays' names → 1 (Monday) to 7."""
    year: Phrases = ()
    """What stands before or after a bare year: "year", "anno"."""
    quarters: Phrases = ()
    halves: Phrases = ()
    seasons: Phrases = ()
    ordinals: dict[str, int] = field(default_factory=dict)
    """Words and short forms for first to fourth: "primo" = 1."""
    relative: dict[str, str] = field(default_factory=dict)
    """Phrase → what it means from the day of publication: "day-1", "month+1", "year+1", "year", "weekday-"."""
    this_year: Phrases = ()
    """What follows a day and month to say "of this year": "br.", "d.J."."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryWords:
    """Names, adjectives and peoples of countries beyond CLDR's base forms."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    names: dict[str, Phrases] = field(default_factory=dict)
    """Alpha-2 → further names and irregular forms, in exact case."""
    endings: dict[str, Phrases] = field(default_factory=dict)
    """Ending of the base form → endings that take its place: "ia" = ["ii", "ię"]; the longest that fits is used."""
    adjectives: dict[str, Phrases] = field(default_factory=dict)
    """Alpha-2 → adjectives, with `*` for their endings."""
    peoples: dict[str, Phrases] = field(default_factory=dict)
    never: Phrases = ()
    """Words that look like a country's form and are none, in exact case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language. `decimal` is the sign before the fraction, `group` the signs between thousands."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    code: str
    name: str
    decimal: str
    group: str
    abbreviations: Phrases
    """A full stop after one of these (lower case, without it) ends no sentence."""
    numbers: dict[str, float]
    """Spelled numbers: "sette" = 7."""
    money: MoneyWords
    dates: DateWords
    countries: CountryWords
    nouns: dict[str, Phrases]
    cues: dict[str, Phrases]
    triggers: dict[str, Phrases]
    """Predicate, or predicate.word ("status.operational") → the phrases that speak of it."""
    trained_model: str = ""
    """A spaCy package to read with where it is installed; empty: none is needed."""

    def __post_init__(self) -> None:
        """Refuses cues and nouns that no code reads, and misses none. Raises ValueError."""
        for label, given, wanted in (("cues", self.cues, CUES), ("nouns", self.nouns, NOUNS)):
            if unknown := set(given) - wanted:
                raise ValueError(f"{label}: unknown {', '.join(sorted(unknown))}")
            if missing := wanted - set(given):
                raise ValueError(f"{label}: missing {', '.join(sorted(missing))}")
