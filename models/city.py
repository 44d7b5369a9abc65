"""Cities of Europe: how 25 languages call them. One file, `models/knowledge/cities.toml`.

A form is one or more words, read without diacritics. One that ends in `*` stands for all its endings ("Rijec*"), one
that ends in `=` takes none ("Turin=" is not found in Turing); of any other each word of five or more letters takes a
case ending of up to four letters, a shorter word stands as it is. A form that begins with a capital is found only with
a capital, one in lower case (adjectives: "krakowsk*") in both.
"""

import unicodedata
from dataclasses import dataclass
from typing import ClassVar

STEM = 4
"""Letters that a stem has at least: "Brn*" would find "Brne", and half of a dictionary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One city. `name` is how its people spell it, in Latin letters: the value that is shown."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    country: str
    """Two letters, as in the languages' country tables."""
    seat: bool = False
    """Whether its country's government sits there. Not so of Brussels, which stands for the Union."""
    forms: tuple[str, ...] = ()
    careful: tuple[str, ...] = ()
    """Forms that are also ordinary words, first names, countries or other places: they count only where a country or a
    list stands beside."""

    def __post_init__(self) -> None:
        """Refuses a city without forms and forms that could not be found. Raises ValueError."""
        if not (self.forms or self.careful):
            raise ValueError(f"{self.name}: no form")
        if both := set(self.forms) & set(self.careful):
            raise ValueError(f"{self.name}: {min(both)!r} cannot be careful and not")
        for form in (*self.forms, *self.careful):
            _check(form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cities:
    """The file as it is read."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    cities: tuple[City, ...]

    def __post_init__(self) -> None:
        """Refuses a form that stands for two cities. Raises ValueError."""
        seen: dict[str, City] = {}
        for city in self.cities:
            for form in (*city.forms, *city.careful):
                if (other := seen.setdefault(form.casefold(), city)) is not city:
                    raise ValueError(f"{form!r} stands for {other.name} and for {city.name}")


def _check(form: str) -> None:
    words = form.split(" ")
    if not all(words) or not unicodedata.is_normalized("NFC", form):
        raise ValueError(f"{form!r} is no form: words of composed letters (NFC), one space between them")
    if any(sign in form[:-1] for sign in "*=") or not words[-1].strip("*="):
        raise ValueError(f"{form!r} is no form: a * or = may only end it")
    if form.endswith("*") and len(form.removesuffix("*")) < STEM:
        raise ValueError(f"{form!r} is no form: a stem has {STEM} letters or more")
