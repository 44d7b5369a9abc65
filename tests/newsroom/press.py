"""Eight newspapers more, each of another make, language and encoding, and each read through another door."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from markupsafe import escape

from tests.newsroom import site, story
from tests.newsroom.site import Reply, Visit
from tests.newsroom.story import Story

Entrance: TypeAlias = Literal["rss", "rdf", "atom", "list", "news sitemap", "packed index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Make:
    """What makes one newspaper differ from another, its template aside."""

    name: str
    title: str
    language: str
    encoding: str
    """In which its pages and feeds are written."""
    kind: str
    """The Content-Type of its pages, true or not."""
    head: str
    """What its feed says of its own encoding."""
    entrance: Entrance
    path: str
    """Of the feed, list or sitemap."""
    address: str
    """How an article's path is made of `section`, `day` and `slug`."""
    day: str
    """How it writes a day (CLDR)."""
    furniture: tuple[str, ...]
    """What stands around its articles and is no part of them."""


MAKES = (
    Make(
        name="proini",
        title="Η Πρωινή του Πειραιά",
        language="el",
        encoding="windows-1253",
        kind="text/html",
        head="windows-1253",
        entrance="rss",
        path="/rss.asp?cat=1",
        address="/article.asp/{slug}",
        day="dd/MM/y",
        furniture=("Κύπρος", "Διαβάστε ακόμη", "Φύλλο 14.233", "Εκτύπωση"),
    ),
    Make(
        name="kurier",
        title="Kurier Nadodrzański",
        language="pl",
        encoding="iso-8859-2",
        kind="text/html; charset=iso-8859-2",
        head="",
        entrance="list",
        path="/gospodarka",
        address="/artykul/{day:%Y}/{slug}",
        day="d MMMM y",
        furniture=("Czechy", "Zobacz także", "Newsletter", "Komentarze"),
    ),
    Make(
        name="listy",
        title="Moravské listy",
        language="cs",
        encoding="windows-1250",
        kind="text/html",
        head="",
        entrance="list",
        path="/regiony/",
        address="/clanek/{slug}.html",
        day="d. M. y",
        furniture=("Slovensko", "Mohlo by vás zajímat", "Předplatné", "Sdílet"),
    ),
    Make(
        name="hirlap",
        title="Dunai Hírlap",
        language="hu",
        encoding="iso-8859-2",
        kind="text/html; charset=ISO-8859-2",
        head="iso-8859-2",
        entrance="rdf",
        path="/hirek.rdf",
        address="/{day:%Y/%m/%d}/{slug}",
        day="y. MMMM d.",
        furniture=("Románia", "Kapcsolódó cikkek", "Hirdetés", "Impresszum"),
    ),
    Make(
        name="vestnik",
        title="Балкански вестник",
        language="bg",
        encoding="windows-1251",
        kind="text/html; charset=windows-1251",
        head="windows-1251",
        entrance="rss",
        path="/feed/",
        address="/{day:%Y/%m}/{slug}/",
        day="d MMMM y 'г.'",
        furniture=("Сърбия", "Още по темата", "Абонамент", "Споделете"),
    ),
    Make(
        name="bote",
        title="Schwäbischer Bote",
        language="de",
        encoding="utf-8",
        kind="text/html; charset=ISO-8859-1",
        head="ISO-8859-1",
        entrance="atom",
        path="/atom.xml",
        address="/wirtschaft/artikel/{slug}",
        day="d. MMMM y",
        furniture=("Österreich", "Mehr zum Thema", "Anzeige", "Zur Startseite"),
    ),
    Make(
        name="courrier",
        title="Le Courrier de Meuse",
        language="fr",
        encoding="iso-8859-15",
        kind="text/html",
        head="UTF-8",
        entrance="news sitemap",
        path="/sitemap-news.xml",
        address="/spip.php/{slug}",
        day="d MMMM y",
        furniture=("Belgique", "À lire aussi", "Abonnez-vous", "Réagir"),
    ),
    Make(
        name="faro",
        title="El Faro del Cantábrico",
        language="es",
        encoding="utf-8",
        kind="text/html; charset=utf-8",
        head="UTF-8",
        entrance="packed index",
        path="/sitemap_index.xml",
        address="/{day:%Y-%m-%d}/{slug}_1_102.html",
        day="d 'de' MMMM 'de' y",
        furniture=("Portugal", "Te puede interesar", "Suscríbete", "Normas de participación"),
    ),
)


class Abroad:
    """The site of such a newspaper. `bases` are the addresses of all sites, by name."""

    def __init__(self, make: Make, stories: tuple[Story, ...], bases: Mapping[str, str]) -> None:
        self._make = make
        self._stories = stories
        self._base = bases[make.name]
        self._templates = site.environment(make.name, bases, make.language, "press")
        self._templates.globals |= {"paper": make, "path": self.path}

    def path(self, story: Story) -> str:
        """Where the story stands."""
        return self._make.address.format(section=story.section, day=story.published, slug=story.slug)

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        known = story.on(self._stories, visit.today)
        if visit.path == "/robots.txt":
            return site.robots(self._base, "/admin/")
        if visit.path == self._make.path.partition("?")[0]:
            return self._entrance(visit, known)
        if visit.path == "/map-1.xml.gz":
            return self._packed(known)
        article = next((article for article in known if self.path(article) == visit.path), None)
        if article is None:
            return Reply(body=b"<h1>404</h1>", status=404)
        others = tuple(other for other in known if other != article)
        text = self._templates.get_template(f"{self._make.name}.html").render(story=article, others=others)
        # No Last-Modified: old systems make each page anew.
        return Reply(body=text.encode(self._make.encoding, errors="xmlcharrefreplace"), kind=self._make.kind)

    def _entrance(self, visit: Visit, known: tuple[Story, ...]) -> Reply:
        match self._make.entrance:
            case "list":
                number = visit.query.get("page", "0")
                start = 5 * int(number) if number.isdecimal() else 0
                more = start // 5 + 1 if len(known) > start + 5 else 0
                return self._made("list.html", self._make.kind, stories=known[start : start + 5], more=more)
            case "packed index":
                changed = site.newest(article.changed for article in known)
                return self._made("index.xml", site.XML, changed=changed)
            case entrance:
                return self._made(f"{entrance.replace(' ', '-')}.xml", "text/xml", stories=known)

    def _packed(self, known: tuple[Story, ...]) -> Reply:
        urls = "".join(
            f"<url><loc>{escape(self._base + self.path(one))}</loc><lastmod>{one.changed:%Y-%m-%d}</lastmod></url>"
            for one in known
        )
        text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        return Reply(body=gzip.compress(text.encode(), mtime=0), kind="application/gzip")

    def _made(self, template: str, kind: str, changed: datetime | None = None, **given: object) -> Reply:
        text = self._templates.get_template(template).render(changed=changed, **given)
        return Reply(body=text.encode(self._make.encoding, errors="xmlcharrefreplace"), kind=kind)
