"""A source: a site that is looked at on a beat of its own. One TOML file each; the name is the file's name."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from models import query

SourceKind: TypeAlias = Literal["official", "host", "press"]
Trust: TypeAlias = Literal["first_hand", "edited", "relayed"]
"""Whether a source speaks of its own doings, asks and checks as a newsroom does, or passes on what others wrote."""
Door: TypeAlias = Literal["feed", "listing", "sitemap", "api", "watch", "browser"]


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
class Sitemap:
    """What of a sitemap is asked for."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    days: int = 30
    """An address that was never seen is asked for when it changed within that many days; those without a date are."""
    maps: str = ""
    """A regular expression that the maps of an index must match; empty: all of them."""
    most_pages: int = 10
    """The map itself and as many of an index, the last changed first."""
    languages: tuple[str, ...] = ()
    """Of a news sitemap in several languages: these only; empty: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiArticle:
    """Where an article lies in the JSON that its own address answers (paths such as `resource.title`)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    title: str
    text: str
    """HTML, or plain text."""
    published: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """How a JSON API gives its entries.

    A path is keys with dots between them; `*` stands for whichever key comes first, a number for a place in a list.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    entries: str
    """The path of the list; empty: the answer is the list."""
    url: str
    """The address to ask for, with paths in braces: `https://x.org/notice/{number}/html`; `{link}` alone is one."""
    shown: str = ""
    """The address that people open, where it is another; `{code:slug}` turns `IP/26/1799` into `ip_26_1799`."""
    title: tuple[str, ...] = ()
    """Paths; the first that leads to words counts. So for the next two."""
    teaser: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Of the last edit."""
    body: str = ""
    """JSON to POST; empty: the addresses are asked for with GET."""
    page: str = ""
    """The number of the page, as it stands in the address's query or in `body`; empty: there is one page only."""
    most_pages: int = 3
    article: ApiArticle | None = None
    """Where articles answer with JSON, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Which part of a page that is edited in place tells that it was (CSS selectors)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    part: str
    """The smallest part that holds what is watched."""
    without: tuple[str, ...] = ()
    """What changes inside of it with every look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """When a page that draws itself is done."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    drawn: str
    """A CSS selector: the page is taken once such a part stands in it."""
    seconds: float = 20
    """How long that may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expects:
    """What the source gives when it is well: what falls below is an issue."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    entries: int = 1
    """The fewest entries of one look."""
    fresh_days: int = 0
    """Days after which its newest entry is too old; 0: no limit, for it is silent at times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where pages come from and how they may be asked for."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    name: str
    title: str
    """The publisher, for people."""
    kind: SourceKind
    language: str
    """The language that it writes in, for most."""
    languages: tuple[str, ...] = ()
    """Further ones, where a site has several."""
    trust: Trust = "edited"
    door: Door
    urls: tuple[str, ...]
    """The feeds, sitemaps, list pages, queries or watched pages to start from."""
    every: float = 60
    """Minutes between two looks, usually."""
    soonest: float = 0
    """Minutes: while much changes the beat grows no faster than this; 0: never faster than `every`."""
    latest: float = 0
    """Minutes: while nothing changes the beat grows no slower than this; 0: never slower than `every`."""
    delay: float = 5
    """Seconds between two requests to one host; robots.txt may ask for more, never for less."""
    general: bool = False
    """It carries all kinds of news: an entry is asked for when it holds a term of queries.toml, or of `query`."""
    query: tuple[str, ...] = ()
    """Terms of its own, in the form of queries.toml. Without them, and not `general`: every entry is asked for."""
    admit: str = ""
    """A regular expression that an article's address must match; empty: any address on the source's hosts."""
    listing: Listing | None = None
    sitemap: Sitemap | None = None
    api: Api | None = None
    watch: Watch | None = None
    browser: Browser | None = None
    expects: Expects = Expects()
    rights: str = ""
    """What is known of the site's terms, in a few words."""
    keep_days: int = 0
    """Days for which the archive keeps the text of its pages; 0: no limit."""
    disabled: str = ""
    """Why it is not crawled; empty: it is."""

    def __post_init__(self) -> None:
        """Refuses a beat whose floor or ceiling lies on its wrong side, and what is no term. Raises ValueError."""
        query.check(self.query)
        if self.every <= 0 or not 0 <= self.soonest <= self.every:
            raise ValueError(f"soonest: {self.soonest} and every: {self.every} are no beat and its floor (minutes)")
        if self.latest and self.latest < self.every:
            raise ValueError(f"latest: {self.latest} lies below every: {self.every} (minutes)")
        if self.keep_days < 0 or self.delay < 0:
            raise ValueError("keep_days and delay cannot be negative")
