"""The desks that answer with JSON: the Commission's press corner, with EuroHPC's own releases, and TED's notices."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import escape

from tests.newsroom import story
from tests.newsroom.site import Reply, Visit
from tests.newsroom.story import Block, Story

CORNER = "/commission/presscorner"
JSON = "application/json;charset=UTF-8"
_BOLD = re.compile(r"\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)\s]+\)")
_SHELL = (
    b"<!doctype html><html lang='en'><head><title>Press corner</title></head><body><app-root></app-root></body></html>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice of TED."""

    number: str
    published: date
    titles: Mapping[str, str]
    """By the three letters of a language."""
    buyer: str
    text: str


NOTICES = (
    Notice(
        number="700001-2024",
        published=date(2024, 11, 20),
        titles={"fra": "Entretien des ascenseurs", "eng": "Upkeep of lifts in an office"},
        buyer="A town hall",
        text="Twelve lifts are to be looked after for four years.",
    ),
    Notice(
        number="112233-2025",
        published=date(2025, 3, 3),
        titles={"deu": "Superrechner für die KI-Fabrik", "eng": "A supercomputer for the AI Factory HammerHAI"},
        buyer="EuroHPC Joint Undertaking",
        text="The EuroHPC Joint Undertaking buys a supercomputer for the AI Factory HammerHAI in Stuttgart, Germany.",
    ),
    Notice(
        number="445566-2025",
        published=date(2025, 9, 1),
        titles={"ita": "Un supercalcolatore per IT4LIA"},
        buyer="EuroHPC Joint Undertaking",
        text="The EuroHPC Joint Undertaking buys a supercomputer for the AI Factory IT4LIA in Bologna, Italy.",
    ),
)


class PressCorner:
    """Lists and documents as JSON; whatever a person would open is an empty shell, there or not."""

    def __init__(self, stories: tuple[Story, ...]) -> None:
        self._stories = tuple(story for story in stories if story.kind == "Press release")

    def path(self, story: Story) -> str:
        """Where people find it."""
        return f"{CORNER}/detail/en/{reference(story).lower().replace('/', '_')}"

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        known = story.on(self._stories, visit.today)
        match visit.path.removeprefix(CORNER):
            case "/robots.txt":
                return Reply(body=b"User-agent: *\nDisallow: /commission/presscorner/admin\n", kind="text/plain")
            case "/api/search":
                return _json(_found(known, visit.query))
            case "/api/documents":
                asked = visit.query.get("reference", "")
                found = next((one for one in known if reference(one) == asked), None)
                # What is not there is a 200, too.
                return _json(_document(found)) if found else Reply(body=_SHELL)
            case _:
                return Reply(body=_SHELL)


class Ted:
    """The search wants a POST; notices are plain pages."""

    def path(self, story: Story) -> str:
        """No story stands here."""
        return f"/en/notice/{story.slug}/html"

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        known = [notice for notice in reversed(NOTICES) if notice.published <= visit.today]
        if visit.path == "/robots.txt":
            return Reply(body=b"", status=404)
        if visit.path == "/v3/notices/search":
            return self._search(visit, known)
        number = visit.path.removeprefix("/en/notice/").removesuffix("/html")
        notice = next((notice for notice in known if notice.number == number), None)
        if notice is None or not visit.path.endswith("/html"):
            return Reply(body=b"<h1>404</h1>", status=404)
        title = escape(notice.titles.get("eng") or next(iter(notice.titles.values())))
        day = f"{notice.published:%d/%m/%Y}"
        text = (
            f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{notice.number} - TED</title></head>"
            f"<body><div id='notice'><p>Publication date: {day}</p><h1>{title}</h1><h2>Section 1: the buyer</h2>"
            f"<p>{escape(notice.buyer)}</p><h2>Section 2: what is bought</h2><p>{escape(notice.text)}</p>"
            "</div></body></html>"
        )
        return Reply(body=text.encode())

    def _search(self, visit: Visit, known: list[Notice]) -> Reply:
        if not visit.body:
            return Reply(body=b'{"message": "Method Not Allowed"}', kind=JSON, status=405)
        asked = json.loads(visit.body)
        wanted = re.findall(r'FT ~ "([^"]+)"', asked["query"])
        fitting = [one for one in known if all(word in f"{one.buyer} {one.text}" for word in wanted)]
        start = (asked["page"] - 1) * asked["limit"]
        notices = [
            {
                "publication-number": one.number,
                "publication-date": f"{one.published.isoformat()}+01:00",
                "notice-title": dict(one.titles),
                "buyer-name": {"eng": [one.buyer]},
            }
            for one in fitting[start : start + asked["limit"]]
        ]
        return _json({"notices": notices, "totalNoticeCount": len(fitting), "iterationNextToken": None})


def reference(story: Story) -> str:
    """Such as IP/24/1210: the year, and the day in place of the Commission's count."""
    return f"IP/{story.published:%y}/{story.published:%m%d}"


def _found(known: tuple[Story, ...], query: Mapping[str, str]) -> object:
    size, number = int(query.get("pagesize", "10")), int(query.get("pagenumber", "1"))
    page = known[(number - 1) * size : number * size]
    return {
        "totalResults": len(known),
        "docuLanguageListResources": [
            {
                "refCode": reference(one),
                "title": one.title,
                "leadText": one.standfirst,
                "eventDate": one.published.date().isoformat(),
                "docutype": {"code": "IP"},
            }
            for one in page
        ],
    }


def _document(one: Story) -> object:
    content = f"<p><strong>{escape(one.standfirst)}</strong></p>" + "".join(map(_html, one.body))
    return {
        "ky": reference(one),
        "eventDate": one.published.date().isoformat(),
        "policiesResource": [{"code": "DIGAG", "description": "Digital Economy and Society"}],
        "docuLanguageResource": {"title": one.title, "htmlContent": content, "language": {"code": "EN"}},
    }


def _html(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"<p><u>{_plain(block.text)}</u></p>"
        case "list" | "numbers":
            return "<ul>" + "".join(f"<li>{_plain(line)}</li>" for line in block.lines) + "</ul>"
        case "table":
            rows = ("".join(f"<td>{_plain(cell)}</td>" for cell in row) for row in block.rows)
            return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        case "picture" | "box":
            return ""
        case _:
            return f"<p>{_plain(block.text)}</p>"


def _plain(text: str) -> str:
    return str(escape(_BOLD.sub(lambda found: found[1] or found[2], text)))


def _json(answer: object) -> Reply:
    return Reply(body=json.dumps(answer).encode(), kind=JSON)
