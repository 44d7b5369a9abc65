"""A language: every word of it that we read by. One TOML file each in `models/knowledge/languages/`; no code knows any.

Phrases are written in lower case, words separated by one space. A word that ends in `*` stands for all its endings,
` .. ` stands for up to three words of any kind ("wird .. gebaut").
"""

import re
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias

Phrases: TypeAlias = tuple[str, ...]

_MEANING = re.compile(r"(then )?(day|week|month|quarter|half|year|spring|summer|autumn|winter)([+-](\d+|#))?")

CUES = frozenset(
    {
        "named",  # called, by the name of, baptised: a name stands beside
        "negation",  # not, no, without, absent: what is said is not so
        "planned",  # will, is to, expected: it is still to come
        "reported",  # according to, reportedly, rumour: somebody else says so
        "bid",  # applies, candidate, proposal: not decided yet
        "contrast",  # while, whereas: what follows is about another subject
        "correction",  # an earlier version said: what follows is taken back
        "formerly",  # originally, instead of, previously planned: an older value
        "total",  # altogether, so far, now, in total: speaks of all there are
        "first",  # the first (of several groups)
        "further",  # more, additional, new ones: a later group
        "others",  # the other, remaining, others: beside one that is not counted with them
        "same",  # as much, the same amount: one payer's sum is another's too
        "each",  # each, respectively: a value for every one of them
        "deadline",  # by, until, before, no later than (ahead of a date)
    }
)
NOUNS = frozenset(
    {
        "ai_factory",  # one of them
        "ai_factories",  # several
        "antenna",
        "antennas",
        "gigafactory",  # one or several
        "machine",  # supercomputer, system
        "site",  # hub, site, centre, host: a factory by another word
        "project",  # proposal, project, initiative of one country: a factory by another word
        "consortium",
        "country",  # countries, member states, nations
        "programme",  # the AI Factories initiative, EuroHPC JU as the frame of it all
        "eu",  # EU, EuroHPC, Commission, Brussels: who pays the Union's part
        "state",  # government, ministry, state, national funds: who pays the national part
        "region",  # region, Land, city, university: who pays another part
        "building",  # data centre, hall: money for it is not the factory's
        "company",  # firm, vendor, group, start-up
    }
)
TRIGGERS = frozenset(
    {
        "host_city",  # is in, located, hosted in, based in: a place follows
        "host_organisation",  # hosted by, run by, coordinated by, led by
        "partner_country",  # joins, partners, takes part, together with
        "supercomputer",  # named, called, equipped with, on the machine
        "system_kind.new",
        "system_kind.upgrade",
        "system_kind.existing",
        "investment_total",  # investment, cost, worth, budget, funding
        "eu_contribution",  # contributes, grant, co-financed by (the Union)
        "national_contribution",  # own share, matched, from the state budget
        "contract_value",  # contract worth, order, tender
        "launched_on",  # opened, inaugurated, launched, started services
        "operational_by",  # ready, up and running, go live, in operation by
        "status.selected",  # selected, chosen, named, picked
        "status.contracted",  # contract signed, awarded
        "status.under_construction",
        "status.operational",
        "status.delayed",
        "status.withdrawn",
        "linked_factory",  # linked to, connected to, works with
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyWords:
    """Words of sums. Scales by their size ("1e9"), currencies by their ISO code. A last full stop may be left out."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    scales: dict[str, Phrases]
    currencies: dict[str, Phrases]
    units: dict[str, Phrases] = field(default_factory=dict)
    """Scale and currency in one word: "1e6 SEK" = ["mkr"]."""
    home: str = ""
    """The currency that a text may mean without naming it."""
    alone: Phrases = ()
    """Scales that mean one of them where no number stands before: "miliarda" (but not "miliardy")."""
    one: Phrases = ()
    """Articles that mean one before a scale: "a", "un"."""
    of: Phrases = ()
    """What may stand between scale and currency: "di", "d'"."""
    and_a_half: Phrases = ()
    about: Phrases = ()
    at_most: Phrases = ()
    at_least: Phrases = ()
    names: Phrases = ()
    """What ends in one of these words and does not mean it: "Auftrag über" a sum is no contract for more than it."""
    behind: dict[Literal["about", "at_most", "at_least"], Phrases] = field(default_factory=dict)
    """The same said behind the sum: at_least = ["or more"]."""
    between: Phrases = ()
    """What opens a range: "between", "tra i"."""
    rises: Phrases = ()
    """What opens a change, which is two sums and no range: "from"."""
    to: Phrases = ()
    """What joins the ends of a range or change: "to", "bis"."""
    joins: Phrases = ()
    """What joins the sums of a list, and the ends after `between`: "and", "e i"."""
    another: Phrases = ()
    """After it a bare number takes scale and currency of the sum before: "altri", "of which"."""
    that_is: Phrases = ()
    """What leads from a sum to the same money in another currency: "or", "czyli"."""
    follows: Phrases = ()
    """Small words that may follow a sum without a currency; any other word there is what is counted."""
    per_cent: Phrases = ()
    """What makes a number a share: "per cent"."""
    speaks: Phrases = ()
    """Words that speak of money, with `*` for their endings: in their sentence a sum needs no currency."""
    never: Phrases = ()
    """Near these a sum without a currency is no money: "inhabitants", "hours"."""

    def __post_init__(self) -> None:
        """Refuses scales that are no numbers and currencies that are no ISO codes. Raises ValueError."""
        for scale in self.scales:
            float(scale)
        units = [unit.rpartition(" ") for unit in self.units]
        for factor, _, _ in units:
            float(factor)
        codes = (*self.currencies, *(code for _, _, code in units), *filter(None, (self.home,)))
        if wrong := [code for code in codes if not re.fullmatch("[A-Z]{3}", code)]:
            raise ValueError(f"no ISO 4217 code: {wrong[0]!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Words of dates. Months and weekdays are added to CLDR's names; a last full stop may be left out.

    Words stand by what they mean: months and weekdays by their number (1 is Monday), relative words by "day-1",
    "week+1", "month+1", "quarter", "half-1" or "year+1" from publication, "then year+1" from the date named before;
    "day-#" has phrases with # for the numbers from 2 on ("# days ago").
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    months: dict[str, Phrases] = field(default_factory=dict)
    """Further forms of the months' names. One with a full stop is short: it needs a day or a year."""
    weekdays: dict[str, Phrases] = field(default_factory=dict)
    seasons: dict[Literal["spring", "summer", "autumn", "winter"], Phrases] = field(default_factory=dict)
    days: dict[str, Phrases] = field(default_factory=dict)
    """Words for the day of a month: "1" = ["primo"]."""
    ordinals: dict[str, Phrases] = field(default_factory=dict)
    """Words for first to fourth, before or after quarters and halves."""
    quarters: Phrases = ()
    halves: Phrases = ()
    short: dict[str, str] = field(default_factory=dict)
    """Letters beside a digit: "q" = "Q", "s" = "H" for Q2 and S1 (or 2Q, 1S)."""
    relative: dict[str, Phrases] = field(default_factory=dict)
    last: Phrases = ()
    """Before or after a month, weekday or season: the one before publication."""
    next: Phrases = ()
    this: Phrases = ()
    year: Phrases = ()
    """What stands before or after a year and makes it one: "year", "г."."""
    before: Phrases = ()
    """What stands before a date: "in", "by the end of"; it makes an uncertain word a date."""
    of: Phrases = ()
    """What may stand between day, month and year."""
    between: Phrases = ()
    to: Phrases = ()
    joins: Phrases = ()
    uncertain: Phrases = ()
    """Forms given above (or by CLDR) that mean something else too: dates only in company."""
    past: Phrases = ()
    """Verbs near a date without a year or beside a weekday that say it is over; `*` may also stand first."""
    future: Phrases = ()
    done: Phrases = ()
    """Participles close to such a date that say it is over where no verb says more; `*` stands for their endings."""
    deadline: Phrases = ()
    """What stands before a date that is rather to come, where no verb says more: "by", "entro"."""
    clock: Phrases = ()
    """What stands before a time of day: "klo"."""
    never: Phrases = ()
    """Phrases with such words that are no dates: "horizon 2020"."""
    capital_nouns: bool = False
    """Nouns begin with a capital; elsewhere a word with one before a year makes a name of both: "Expo 2025"."""
    month_first: bool = False
    """A day may follow its month: "December 10"."""
    marked_day: bool = False
    """There the day carries a mark: "spalio 10 d.", "október 10-én"."""
    year_first: bool = False
    """A year may lead: "2025. október 10."."""

    def __post_init__(self) -> None:
        """Refuses numbers that no month, weekday, day or ordinal has, and unknown meanings. Raises ValueError."""
        limits = (("months", self.months, 12), ("weekdays", self.weekdays, 7), ("days", self.days, 31))
        for label, given, most in (*limits, ("ordinals", self.ordinals, 4)):
            if wrong := [number for number in given if not number.isdecimal() or not 1 <= int(number) <= most]:
                raise ValueError(f"{label}: {wrong[0]!r} is none")
        if wrong := [meaning for meaning in self.relative if not _MEANING.fullmatch(meaning)]:
            raise ValueError(f"relative: {wrong[0]!r} means nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryWords:
    """How a language speaks of countries. CLDR gives the names of those that stand in no table here.

    Entries are base forms, inflected word by word: the longest ending of the table that fits is replaced by each of its
    list. "Węg|ry|ier|rom" spells stem and endings out, "i|" is a word that never changes. Case counts: a lower-case
    entry may be written with a capital, a capitalised one must be. "franco-" counts before a hyphen only,
    "suomalais*" with anything behind it.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    locales: Phrases = ()
    """CLDR locales whose names are taken; without any the language's own."""
    also: Phrases = ()
    """Languages whose names and adjectives of countries stand in proper names here too ("Czech AI Factory")."""
    last_word: bool = False
    """Only the last word of a name is inflected."""
    name_endings: dict[str, Phrases] = field(default_factory=dict)
    adjective_endings: dict[str, Phrases] = field(default_factory=dict)
    people_endings: dict[str, Phrases] = field(default_factory=dict)
    names: dict[str, Phrases] = field(default_factory=dict)
    """Alpha-2 → all its names, in place of CLDR's; none where the name says nothing (Dominica, a first name)."""
    adjectives: dict[str, Phrases] = field(default_factory=dict)
    peoples: dict[str, Phrases] = field(default_factory=dict)
    spellings: tuple[dict[str, str], ...] = ()
    """Other ways of writing the letters, one table for each way: {"ș" = "ş"}."""
    doubtful: Phrases = ()
    """Forms that are names of persons or places too: nothing beside another capitalised word ("Michael Jordan")."""
    ordinary: Phrases = ()
    """Forms that are common words too: nothing at a sentence's start or in a line of capitals ("Usa il codice")."""
    openers: Phrases = ()
    """Words whose capital beside a doubtful form says nothing: "In Jordan"."""
    language_before: Phrases = ()
    """An adjective behind one of these, with no word after it, is a language: "in Italian"."""
    language_beside: Phrases = ()
    """An adjective beside one of these is a language: "the Italian language", "Greek-speaking"."""
    joins: Phrases = ()
    """"and", "or": join two languages."""
    never: Phrases = ()
    """What holds a country's form and is none: "New Mexico", "Northern Ireland"."""


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
    numbers: dict[str, Phrases]
    """Spelled numbers: "7" = ["sette"]."""
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
        for label, given, wanted in (
            ("cues", self.cues, CUES),
            ("nouns", self.nouns, NOUNS),
            ("triggers", self.triggers, TRIGGERS),
        ):
            if unknown := set(given) - wanted:
                raise ValueError(f"{label}: unknown {', '.join(sorted(unknown))}")
            if missing := wanted - set(given):
                raise ValueError(f"{label}: missing {', '.join(sorted(missing))}")
