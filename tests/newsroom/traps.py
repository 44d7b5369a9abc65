"""A site of traps, each at an address of its own: what breaks scrapers though every answer is a 200."""

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

from markupsafe import escape

from tests.newsroom.site import Reply, Visit
from tests.newsroom.story import Story

RSS = "application/rss+xml; charset=utf-8"
TEXT = (
    "The AI Factory of Salona opened its doors to the first twelve companies on Monday, two weeks later than planned.",
    "Its machine has been running in a former cement works since the summer, and is shared with three universities.",
    "Whoever wants to use it fills in one form; the answer comes within ten working days, the operators promise.",
)
TITLE = "Salona lets its first companies in"
TRUE_DAY = date(2025, 10, 11)
SORRY = ("webtools", "sorry", "localised")
"""Three ways of saying that there is no such page, all with status 200."""

_WEBTOOLS = (
    '<script type="application/json">{"utility":"analytics","siteID":"1","sitePath":["x"],"is404":true}</script>'
)
_LIST = "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Events</title></head><body>{}</body></html>"


class Traps:
    """The site. It has no stories: its pages are made here."""

    def path(self, story: Story) -> str:
        """No story stands here."""
        return f"/{story.slug}"

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        path = visit.path
        match path.strip("/").split("/"):
            case ["robots.txt"]:
                return Reply(body=b"User-agent: *\nAllow: /\n", kind="text/plain")
            case ["calendar"]:
                return _calendar(visit)
            case ["facets"]:
                return _facets(visit)
            case ["stale.rss"]:
                return _feed((f"/news/{TRUE_DAY}-old", datetime(2025, 4, 1, 8, tzinfo=UTC)))
            case ["edited.rss"]:
                # As the EU's own feeds do: what is called the date of publication is that of the last edit.
                now = datetime.combine(visit.today, datetime.min.time(), UTC)
                return _feed((f"/news/salona-{TRUE_DAY}_en", now), ("/news/undated", now))
            case ["future.rss"]:
                return _feed((f"/news/salona-{TRUE_DAY}_en", datetime(2031, 1, 1, tzinfo=UTC)))
            case ["sorry.rss"]:
                day = datetime(2025, 10, 11, 8, tzinfo=UTC)
                return _feed(*((f"/sorry/{form}", day) for form in SORRY), (f"/news/{TRUE_DAY}-there", day))
            case ["sorry", form]:
                return _sorry(form)
            case ["event", day]:
                return _article(f"Open day of {day}", stamp="")
            case ["news", "undated"]:
                return _article(TITLE, stamp="")
            case ["news", _]:
                # A template's date at the head of the page, and a Last-Modified that cannot be.
                changed = datetime(2031, 5, 5, tzinfo=UTC)
                return _article(TITLE, stamp=TRUE_DAY.isoformat(), header="Tuesday, 02 January 2024", changed=changed)
            case ["drawn"]:
                return _shell("list")
            case ["drawn", "news.json"]:
                return Reply(body=b'[{"path": "/drawn/salona", "title": "Salona"}]', kind="application/json")
            case ["drawn", _]:
                return _shell("article")
            case _:
                return Reply(body=b"<h1>404</h1>", status=404)


def _calendar(visit: Visit) -> Reply:
    """A month with one event, and a next month: for ever."""
    month = date.fromisoformat(visit.query.get("month", "2025-10") + "-01")
    onward = (month + timedelta(days=31)).replace(day=1)
    return Reply(
        body=_LIST.format(
            f"<h1>{month:%B %Y}</h1><ul><li class='event'><a href='/event/{month:%Y-%m}'>Open day</a></li></ul>"
            f"<a class='next' href='/calendar?month={onward:%Y-%m}'>Next month</a>"
        ).encode()
    )


def _facets(visit: Visit) -> Reply:
    """Every filter leads to a page with further filters; even the arrow keeps them."""
    chosen = "&".join(f"{key}={value}" for key, value in visit.query.items() if key.startswith("f["))
    number = int(visit.query.get("page", "0"))
    count = len([key for key in visit.query if key.startswith("f[")])
    filters = "".join(
        f"<li class='event'><a href='/facets?{chosen}&f[{count}]=kind:{kind}'>Only {kind}</a></li>" for kind in range(9)
    )
    entries = "".join(f"<li class='event'><a href='/event/2025-1{number}-0{day}'>{day}</a></li>" for day in (1, 2))
    facet = f"{chosen}&" if chosen else ""
    arrow = f"<a class='next' href='/facets?{facet}page={number + 1}'>Next</a>" if number < 2 else ""
    return Reply(body=_LIST.format(f"<ul>{filters}{entries}</ul>{arrow}").encode())


def _feed(*entries: tuple[str, datetime]) -> Reply:
    items = "".join(
        f"<item><title>AI Factory: {escape(path)}</title><link>{escape(path)}</link>"
        f"<pubDate>{format_datetime(day)}</pubDate></item>"
        for path, day in entries
    )
    return Reply(body=f'<rss version="2.0"><channel><title>Traps</title>{items}</channel></rss>'.encode(), kind=RSS)


def _article(title: str, *, stamp: str, header: str = "", changed: datetime | None = None) -> Reply:
    meta = f'<meta property="article:published_time" content="{stamp}T08:00:00Z">' if stamp else ""
    text = "".join(f"<p>{escape(part)}</p>" for part in TEXT)
    page = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{meta}</head>
    <body>    <header><div class="today">{header}</div><a href="/">Traps</a></header>
    <main><article><h1>{escape(title)}</h1>{text}</article></main></body></html>"""
    return Reply(body=page.encode(), changed=changed)


def _sorry(form: str) -> Reply:
    head, title, words = {
        "webtools": (_WEBTOOLS, "European Commission", "The page that you asked for has been moved or does not exist."),
        "sorry": ("", "Sorry, page not found | Traps", "We could not find it. Here is what others read today instead."),
        "localised": ("", "Pagina non trovata - Traps", "La pagina che cerchi non c'è più. Ecco le notizie di oggi."),
    }[form]
    page = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>{head}
    <h1>{title.partition(" | ")[0].partition(" - ")[0]}</h1><p>{words}</p>
    <p>Seven AI Factories were selected in December 2024, six more in March 2025, another six in October.</p>
    </body></html>"""
    return Reply(body=page.encode())


def _shell(what: str) -> Reply:
    """Not a word of it is there before a script has run."""
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT)
    script = {
        "list": """fetch("/drawn/news.json").then(answer => answer.json()).then(news => {
          app.innerHTML = news.map(one =>
            `<li class="event"><a href="${one.path}">${one.title}</a></li>`).join("") })""",
        "article": f"setTimeout(() => {{ app.innerHTML = `<article><h1>{TITLE}</h1>{paragraphs}</article>` }}, 30)",
    }[what]
    page = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Traps</title></head>
    <body><main id="app"></main><script>const app = document.getElementById("app"); {script}</script></body></html>"""
    return Reply(body=page.encode())
