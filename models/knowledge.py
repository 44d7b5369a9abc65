"""Knowledge: folders of TOML files, read into frozen dataclasses. Unknown keys are errors, with file and key named."""

import functools
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from models.announced import Announced, Announcements
from models.centre import Centre, Centres
from models.city import Cities, City
from models.cohort import Cohort, Cohorts
from models.currency import Currencies
from models.errors import ConfigError
from models.fact import FactType
from models.factory import Factory
from models.furniture import Furniture, Markup
from models.language import Language
from models.missing import Missing
from models.query import Queries
from models.source import Source

Noun = TypeVar("Noun")

SHIPPED = Path(str(resources.files("models"))) / "knowledge"
OWN = Path("var/sources")
"""Where `factorywatch sources add` puts the source files of whoever runs it, beside the store and the archive."""


def table(path: Path) -> dict[str, Any]:
    """The TOML file as it is. Raises ConfigError with the line where it breaks."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror or error})", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", file=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is no valid TOML: {error}", file=str(path)) from error


def one(noun: type[Noun], path: Path, **given: Any) -> Noun:
    """The noun that a TOML file describes; `given` are fields that the file's name gives. Raises ConfigError."""
    raw = table(path)
    if repeated := set(given) & set(raw):
        raise ConfigError("is given by the file's name", file=str(path), key=min(repeated))
    return checked(noun, {**raw, **given}, file=str(path))


def checked(noun: type[Noun], raw: Mapping[str, Any], *, file: str) -> Noun:
    """The noun made of plain values. Raises ConfigError that names file and key."""
    adapter: TypeAdapter[Noun] = _adapter(cast(Any, noun))  # mypy takes no type variable for hashable
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        # A misspelt key is one that we do not know and one that is missing: the first says what is written there.
        every = error.errors()
        first = next((one for one in every if one["type"] == "unexpected_keyword_argument"), every[0])
        key = ".".join(str(part) for part in first["loc"])
        words = {
            "unexpected_keyword_argument": "is no key that we know",
            "missing": "is missing",
            "missing_keyword_only_argument": "is missing",
        }
        raise ConfigError(words.get(first["type"], first["msg"]), file=file, key=key) from error


def folder(noun: type[Noun], path: Path, key: str) -> Mapping[str, Noun]:
    """Every TOML file of a folder, by the file's name, which becomes the noun's field `key`."""
    if not path.is_dir():
        raise ConfigError("is no folder", file=str(path))
    return MappingProxyType({file.stem: one(noun, file, **{key: file.stem}) for file in sorted(path.glob("*.toml"))})


@functools.cache
def fact_types() -> Mapping[str, FactType]:
    """The fact types, by predicate."""
    return folder(FactType, SHIPPED / "facts", "predicate")


@functools.cache
def factories() -> Mapping[str, Factory]:
    """The factories known by name, by id."""
    return folder(Factory, SHIPPED / "factories", "id")


@functools.cache
def cohorts() -> Mapping[str, Cohort]:
    """The groups selected together, by id, the earliest first."""
    listed = _cohorts().cohorts
    return MappingProxyType({cohort.id: cohort for cohort in sorted(listed, key=lambda cohort: cohort.selected_on)})


def programme_since() -> date:
    """The day before which no article speaks of the programme."""
    return _cohorts().programme_since


@functools.cache
def _cohorts() -> Cohorts:
    return one(Cohorts, SHIPPED / "cohorts.toml")


@functools.cache
def announced() -> Mapping[str, tuple[Announced, ...]]:
    """What was announced, by subject. Raises ConfigError when the file cannot be read."""
    found = one(Announcements, SHIPPED / "announced.toml")
    return {subject.subject: subject.announced for subject in found.subjects}


@functools.cache
def language(code: str) -> Language:
    """One language. Raises ConfigError when there is no file for it."""
    path = SHIPPED / "languages" / f"{code}.toml"
    if not path.is_file():
        raise ConfigError(f"no such language (there are: {', '.join(languages())})", key=code)
    return one(Language, path, code=code)


@functools.cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that can be read."""
    return tuple(sorted(path.stem for path in (SHIPPED / "languages").glob("*.toml")))


@functools.cache
def furniture() -> Mapping[str, Furniture]:
    """The words that pages put around a text, by language."""
    return folder(Furniture, SHIPPED / "furniture", "code")


@functools.cache
def markup() -> Markup:
    """What the names that pages give to their parts mean."""
    return one(Markup, SHIPPED / "markup.toml")


@functools.cache
def cities(path: Path = SHIPPED / "cities.toml") -> tuple[City, ...]:
    """The cities of Europe, by country and name. Raises ConfigError when a form stands for two of them."""
    return one(Cities, path).cities


@functools.cache
def centres(path: Path = SHIPPED / "centres.toml") -> tuple[Centre, ...]:
    """Europe's computing centres. Raises ConfigError when a spelling stands for two of them."""
    return one(Centres, path).centres


@functools.cache
def queries(path: Path = SHIPPED / "queries.toml") -> Queries:
    """The query terms. Raises ConfigError when a language has none, or one that we cannot read has some."""
    read = one(Queries, path)
    if odd := set(read.languages) ^ set(languages()):
        words = "has no terms" if odd - set(read.languages) else "is no language of ours"
        raise ConfigError(words, file=str(path), key=f"languages.{min(odd)}")
    return read


@functools.cache
def missing() -> Missing:
    """How sites say that a page is not there."""
    return one(Missing, SHIPPED / "missing.toml")


@functools.cache
def currencies() -> Currencies:
    """What currencies are worth, about."""
    return one(Currencies, SHIPPED / "currencies.toml")


def sources(path: Path | None = None) -> Mapping[str, Source]:
    """The sources of a folder, by name; without one the shipped ones, and those of `OWN`, which go before them.

    Raises ConfigError for unknown languages too.
    """
    if path is None and OWN.is_dir():
        return MappingProxyType(dict(sorted({**sources(SHIPPED / "sources"), **sources(OWN)}.items())))
    home = path or SHIPPED / "sources"
    read = folder(Source, home, "name")
    for name, source in read.items():
        if odd := {source.language, *source.languages} - set(languages()):
            words = f"no such language as {min(odd)} (there are: {', '.join(languages())})"
            key = "language" if source.language in odd else "languages"
            raise ConfigError(words, file=str(home / f"{name}.toml"), key=key)
    return read


@functools.cache
def _adapter(noun: Any) -> TypeAdapter[Any]:
    return TypeAdapter(noun)
