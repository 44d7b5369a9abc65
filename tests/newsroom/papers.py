"""The two newspapers: other makes of markup, other feeds, most of their articles about something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from tests.newsroom import site, story
from tests.newsroom.site import Reply, Visit
from tests.newsroom.story import Story

FEED_LENGTH = 20
LIST_LENGTH = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What makes one newspaper differ from another, templates aside."""

    name: str
    title: str
    language: str
    feed: str
    feed_kind: str
    address: str
    """How an article's path is made of `section`, `day` and `slug`."""
    sections: tuple[tuple[str, str], ...]
    """The menu: the word in the address and the word on the page."""
    disallowed: tuple[str, ...]


MERIDIANO = Paper(
    name="meridiano",
    title="Il Meridiano Digitale",
    language="it",
    feed="/feed/rss.xml",
    feed_kind="application/rss+xml; charset=UTF-8",
    address="/{section}/{day:%Y/%m/%d}/{slug}.html",
    sections=(
        ("politica", "Politica"),
        ("esteri", "Esteri"),
        ("economia", "Economia"),
        ("tecnologia", "Tecnologia"),
        ("sport", "Sport"),
        ("meteo", "Meteo"),
    ),
    disallowed=("/cerca", "/wp-admin/", "/abbonati/checkout"),
)
LEDGER = Paper(
    name="ledger",
    title="The Continental Ledger",
    language="en",
    feed="/feed.atom",
    feed_kind="application/atom+xml; charset=utf-8",
    address="/{day:%Y/%m/%d}/{slug}",
    sections=(
        ("world", "World"),
        ("business", "Business"),
        ("technology", "Technology"),
        ("sport", "Sport"),
        ("weather", "Weather"),
    ),
    disallowed=("/account/", "/search", "/api/"),
)
PAPERS = (MERIDIANO, LEDGER)


class Press:
    """The site of a newspaper. `bases` are the addresses of all sites, by name."""

    def __init__(self, paper: Paper, stories: tuple[Story, ...], bases: Mapping[str, str]) -> None:
        self._paper = paper
        self._stories = stories
        self._base = bases[paper.name]
        self._templates = site.environment(paper.name, bases, paper.language)
        self._templates.globals |= {"paper": paper, "path": self.path}
        self._templates.filters["local"] = local

    def path(self, story: Story) -> str:
        """Where the story stands."""
        return self._paper.address.format(section=story.section, day=story.published, slug=story.slug)

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        known = story.on(self._stories, visit.today)
        sections = dict(self._paper.sections)
        match visit.path:
            case "/robots.txt":
                return site.robots(self._base, *self._paper.disallowed)
            case "/sitemap.xml":
                return site.sitemap(self._base, ((self.path(article), article.changed) for article in known))
            case "/":
                return self._page("list.html", known, known, heading=self._paper.title, shown=known[:LIST_LENGTH])
            case path if path == self._paper.feed:
                return self._feed(known)
            case path if path.strip("/") in sections:
                section = path.strip("/")
                shown = tuple(article for article in known if article.section == section)
                return self._page("list.html", known, shown, heading=sections[section], shown=shown[:LIST_LENGTH])
            case path:
                article = next((article for article in known if self.path(article) == path), None)
                if article is None:
                    return Reply(body=self._render("missing.html", known), status=404)
                return self._page("article.html", known, (article,), story=article)

    def _feed(self, known: tuple[Story, ...]) -> Reply:
        latest = known[:FEED_LENGTH]
        changed = site.newest(article.changed for article in latest)
        text = self._templates.get_template("feed.xml").render(stories=latest, changed=changed)
        return Reply(body=text.encode(), kind=self._paper.feed_kind, changed=changed)

    def _page(self, template: str, known: tuple[Story, ...], changing: tuple[Story, ...], **given: object) -> Reply:
        body = self._render(template, known, **given)
        return Reply(body=body, changed=site.newest(article.changed for article in changing))

    def _render(self, template: str, known: tuple[Story, ...], **given: object) -> bytes:
        # The furniture lives: other articles' headlines stand around each article and change with the day.
        article = given.get("story")
        others = tuple(other for other in known if other != article)
        text = self._templates.get_template(template).render(ticker=others[:4], read=others[1:6], **given)
        return text.encode()


def local(moment: datetime) -> datetime:
    """The time on a clock in Rome or Brussels; nothing is published in the last week of March or of October."""
    return moment.astimezone(timezone(timedelta(hours=2 if 4 <= moment.month <= 10 else 1)))
