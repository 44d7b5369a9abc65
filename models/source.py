"""A source: a site that is looked at on a beat of its own. One TOML file each; the name is the file's name."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

SourceKind: TypeAlias = Literal["official", "host", "press"]
Door: TypeAlias = Literal["feed", "listing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How a list page shows its entries (CSS selectors)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    entry: str
    link: str
    next: str = ""
    """The link to the next page; empty: there is one page only."""
    most_pages: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Expects:
    """What the source gives when it is well: fewer entries than this is an issue."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    entries: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where pages come from and how they may be asked for."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    title: str
    """The publisher, for people."""
    kind: SourceKind
    language: str
    door: Door
    urls: tuple[str, ...]
    """The feeds or list pages to start from."""
    every: float = 60
    """Minutes between two looks."""
    delay: float = 5
    """Seconds between two requests to one host; robots.txt may ask for more, never for less."""
    query: tuple[str, ...] = ()
    """An entry is asked for when its title, teaser or address holds one of these (any case); empty: every entry."""
    admit: str = ""
    """A regular expression that an article's address must match; empty: any address on the source's hosts."""
    listing: Listing | None = None
    expects: Expects = Expects()
    rights: str = ""
    """What is known of the site's terms, in a few words."""
    disabled: str = ""
    """Why it is not crawled; empty: it is."""
