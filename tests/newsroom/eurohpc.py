"""The EuroHPC site: Europa pages in three generations of markup, a list in pages, a feed ordered by the last edit."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tests.newsroom import site, story
from tests.newsroom.site import Reply, Visit
from tests.newsroom.story import Block, Story

PER_PAGE = 10
FEED = "/node/205/rss_en"
FEED_LENGTH = 30
TOPIC = "Topic"
EVENT = "Event"
DISALLOWED = (
    "/admin/",
    "/comment/reply/",
    "/filter/tips",
    "/node/add/",
    "/search/",
    "/user/*",
    "/core/",
    "/profiles/",
    "/README.txt",
    "/web.config",
)
LANGUAGES = (
    ("bg", "български"),
    ("es", "español"),
    ("cs", "čeština"),
    ("da", "dansk"),
    ("de", "Deutsch"),
    ("et", "eesti"),
    ("el", "ελληνικά"),
    ("en", "English"),
    ("fr", "français"),
    ("ga", "Gaeilge"),
    ("hr", "hrvatski"),
    ("it", "italiano"),
    ("lv", "latviešu"),
    ("lt", "lietuvių"),
    ("hu", "magyar"),
    ("mt", "Malti"),
    ("nl", "Nederlands"),
    ("pl", "polski"),
    ("pt", "português"),
    ("ro", "română"),
    ("sk", "slovenčina"),
    ("sl", "slovenščina"),
    ("fi", "suomi"),
    ("sv", "svenska"),
)

_CODES = frozenset(code for code, _ in LANGUAGES)
_NODE = re.compile(r"/node/(\d+)(?:_[a-z]{2})?")
_TYPE = re.compile(r"oe_news_types:(.+)")
# A page long enough for every reader that asks for one, and short enough to be read by eye.
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)

StepKind: TypeAlias = Literal["previous", "first", "ellipsis", "page", "current", "last", "next"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of the pager; `page` counts from zero, as the address does."""

    kind: StepKind
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands below it: one fold of a topic page."""

    title: str
    body: tuple[Block, ...]


class EuroHPC:
    """The site. `bases` are the addresses of all sites, by name."""

    def __init__(self, stories: tuple[Story, ...], bases: Mapping[str, str]) -> None:
        self._stories = stories
        self._base = bases["eurohpc"]
        self._templates = site.environment("eurohpc", bases, "en")
        self._templates.globals |= {"path": self.path, "node": node, "languages": LANGUAGES, "feed": FEED}

    def path(self, story: Story, language: str = "en") -> str:
        """News at the root with the date in the address, events in a folder, topic pages without a date."""
        if story.kind == TOPIC:
            return f"/{story.slug}_{language}"
        folder = "/news-events/events" if story.kind == EVENT else ""
        return f"{folder}/{story.slug}-{story.published:%Y-%m-%d}_{language}"

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        known = story.on(self._stories, visit.today)
        news = tuple(page for page in known if page.kind != TOPIC)
        match visit.path:
            case "/robots.txt":
                return site.robots(self._base, *DISALLOWED)
            case "/sitemap.xml":
                return site.sitemap(self._base, ((self.path(page), page.changed) for page in known))
            case "/" | "/index.html":
                return site.moved("/index_en")
            case "/index_en":
                return self._page("home.html", visit, news, news=news[:3], topics=known_topics(known))
            case "/newsroom":
                return site.moved("/newsroom_en")
            case "/newsroom_en":
                return self._newsroom(visit, news)
            case path if path == FEED:
                return self._feed(news)
            case path if path.startswith("/document/download/"):
                return Reply(body=_PDF, kind="application/pdf")
            case path if found := _NODE.fullmatch(path):
                return self._node(visit, known, int(found[1]))
            case _:
                return self._article(visit, known)

    def _article(self, visit: Visit, known: tuple[Story, ...]) -> Reply:
        stem, _, language = visit.path.rpartition("_")
        page = next((page for page in known if self.path(page) == f"{stem}_en"), None)
        if page is None or language not in _CODES:
            return self._missing(visit)
        template = "topic.html" if page.kind == TOPIC else "news.html"
        return self._page(template, visit, (page,), story=page, language=language, sections=sections(page.body))

    def _newsroom(self, visit: Visit, news: tuple[Story, ...]) -> Reply:
        facet = visit.query.get("f[0]", "")
        if kind := _TYPE.fullmatch(facet):
            news = tuple(page for page in news if slug(page.kind) == kind[1])
        asked = visit.query.get("page", "0")
        current = int(asked) if asked.isdecimal() else 0
        first = current * PER_PAGE
        return self._page(
            "newsroom.html",
            visit,
            news,
            news=news[first : first + PER_PAGE],
            count=len(news),
            # The off-by-one is the real module's: from the second page on the counter begins one too low.
            first=max(first, 1),
            last=min(first + PER_PAGE, len(news)),
            facet=facet,
            pager=pager(current, -(-len(news) // PER_PAGE)),
            kinds=tuple((slug(kind), kind) for kind in sorted({page.kind for page in self._stories} - {TOPIC})),
        )

    def _feed(self, news: tuple[Story, ...]) -> Reply:
        latest = sorted(news, key=lambda page: page.changed, reverse=True)[:FEED_LENGTH]
        text = self._templates.get_template("rss.xml").render(news=latest)
        return Reply(
            body=text.encode(),
            kind="application/rss+xml; charset=utf-8",
            changed=site.newest(p.changed for p in latest),
        )

    def _node(self, visit: Visit, known: tuple[Story, ...], number: int) -> Reply:
        page = next((page for page in known if node(page) == number), None)
        return site.moved(self.path(page)) if page else self._missing(visit)

    def _missing(self, visit: Visit) -> Reply:
        text = self._templates.get_template("missing.html").render(ecl=visit.ecl, where=visit.path, language="en")
        return Reply(body=text.encode(), status=404)

    def _page(self, template: str, visit: Visit, changing: tuple[Story, ...], **given: object) -> Reply:
        given = {"language": "en", "where": visit.path, "ecl": visit.ecl, **given}
        text = self._templates.get_template(template).render(given)
        return Reply(body=text.encode(), changed=site.newest(page.changed for page in changing))


def known_topics(known: tuple[Story, ...]) -> tuple[Story, ...]:
    """The topic pages among the stories."""
    return tuple(page for page in known if page.kind == TOPIC)


def node(story: Story) -> int:
    """The number that a story keeps whatever its address becomes."""
    return 1000 + zlib.crc32(story.slug.encode()) % 90_000


def slug(kind: str) -> str:
    """A kind of news as the filter's address has it."""
    return kind.lower().replace(" ", "-")


def pager(current: int, pages: int) -> tuple[Step, ...]:
    """The pager: two pages to each side, the first and the last; nothing where there is one page only."""
    if pages <= 1 or current >= pages:
        return ()
    low, high = max(0, current - 2), min(pages - 1, current + 2)
    steps: list[Step] = []
    if current > 0:
        steps.append(Step(kind="previous", page=current - 1))
    if low > 0:
        steps.append(Step(kind="first"))
    if current > 3:
        steps.append(Step(kind="ellipsis"))
    steps += [Step(kind="current" if page == current else "page", page=page) for page in range(low, high + 1)]
    if high < pages - 2:
        steps.append(Step(kind="ellipsis"))
    if high < pages - 1:
        steps.append(Step(kind="last", page=pages - 1))
    if current < pages - 1:
        steps.append(Step(kind="next", page=current + 1))
    return tuple(steps)


def sections(body: tuple[Block, ...]) -> tuple[Section, ...]:
    """The body cut at its headings; what stands before the first one has no title."""
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for block in body:
        if block.kind == "heading" and block.level == 2:
            parts.append((block.text, []))
        else:
            parts[-1][1].append(block)
    return tuple(Section(title=title, body=tuple(inside)) for title, inside in parts)
