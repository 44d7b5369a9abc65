"""The source files that point at the newsroom, in the shape of models/source.py."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.newsroom import desks, eurohpc, papers, press

_NEWS = r"^https?://[^/]+/[a-z0-9-]+-20\d{2}-[01]\d-[0-3]\d_en$"
_EUROHPC = {
    "title": "EuroHPC Joint Undertaking",
    "kind": "official",
    "language": "en",
    "every": 30,
    "delay": 0,
    "admit": _NEWS,
    "rights": "invented for the newsroom",
}


def write(feeds: Path, listings: Path, bases: Mapping[str, str]) -> None:
    """One folder where every site is read through its feed, one where EuroHPC is read through its list pages."""
    _file(feeds / "eurohpc.toml", {**_EUROHPC, "door": "feed", "urls": [bases["eurohpc"] + eurohpc.FEED]}, entries=10)
    _file(
        listings / "eurohpc.toml",
        {**_EUROHPC, "door": "listing", "urls": [bases["eurohpc"] + "/newsroom_en"]},
        entries=eurohpc.PER_PAGE,
        listing={
            "entry": ".ecl-content-item",
            "link": ".ecl-content-block__title a",
            "next": "li.ecl-pagination__item--next a",
            "most_pages": 3,
        },
    )
    for paper in (papers.MERIDIANO, papers.LEDGER):
        words = {
            "title": paper.title,
            "kind": "press",
            "language": paper.language,
            "door": "feed",
            "urls": [bases[paper.name] + paper.feed],
            "every": 15,
            "delay": 0,
            "general": True,
            "rights": "invented for the newsroom",
        }
        _file(feeds / f"{paper.name}.toml", words, entries=5)


def write_wide(folder: Path, bases: Mapping[str, str]) -> None:
    """One folder with the further newspapers, the JSON desks, and EuroHPC's topic pages, each through its own door."""
    for make in press.MAKES:
        door, tables = _door(make.entrance)
        words = {
            "title": make.title,
            "kind": "press",
            "language": make.language,
            "door": door,
            "urls": [bases[make.name] + make.path],
            "every": 15,
            "delay": 0,
            "general": True,
            "rights": "invented for the newsroom",
        }
        _file(folder / f"{make.name}.toml", words, entries=2, **tables)
    official = {key: value for key, value in _EUROHPC.items() if key not in ("admit", "title")}
    corner = bases["corner"] + desks.CORNER
    _file(
        folder / "corner.toml",
        {**official, "title": "Press corner", "door": "api", "urls": [f"{corner}/api/search?pagesize=5&pagenumber=1"]},
        entries=1,
        api={
            "entries": "docuLanguageListResources",
            "url": f"{corner}/api/documents?reference={{refCode}}&language=en",
            "shown": f"{corner}/detail/en/{{refCode:slug}}",
            "title": ["title"],
            "teaser": ["leadText"],
            "published": ["eventDate"],
            "page": "pagenumber",
            "article": {
                "title": "docuLanguageResource.title",
                "text": "docuLanguageResource.htmlContent",
                "published": "eventDate",
            },
        },
    )
    ted = bases["ted"]
    asked = {"query": 'FT ~ "EuroHPC" SORT BY PD DESC', "fields": ["notice-title"], "limit": 1, "page": 1}
    _file(
        folder / "ted.toml",
        {**official, "title": "TED", "door": "api", "urls": [f"{ted}/v3/notices/search"]},
        entries=1,
        api={
            "entries": "notices",
            "url": f"{ted}/en/notice/{{publication-number}}/html",
            "shown": f"{ted}/en/notice/-/detail/{{publication-number}}",
            "title": ["notice-title.eng", "notice-title.*"],
            "teaser": ["buyer-name.eng", "buyer-name.*"],
            "published": ["publication-date"],
            "body": json.dumps(asked),
            "page": "page",
        },
    )
    topics = {
        **official,
        "title": "EuroHPC, topic pages",
        "door": "watch",
        "urls": [bases["eurohpc"] + "/ai-factories_en"],
    }
    _file(folder / "topics.toml", topics, entries=1, watch={"part": "main"})


def _door(entrance: press.Entrance) -> tuple[str, dict[str, Mapping[str, object]]]:
    """The door that leads in there, with what it must be told."""
    match entrance:
        case "list":
            selectors = {"entry": ".zajawka", "link": "h2 a", "next": "a.next"}
            return "listing", {"listing": selectors}
        case "news sitemap" | "packed index":
            # The virtual date may be years after an article.
            return "sitemap", {"sitemap": {"days": 2000}}
        case _:
            return "feed", {}


def _file(path: Path, source: Mapping[str, object], *, entries: int, **tables: Mapping[str, object]) -> None:
    lines: list[str] = []
    for head, table in (("", source), ("expects", {"entries": entries}), *tables.items()):
        lines += _table(head, table)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines).lstrip(), encoding="utf-8")


def _table(head: str, table: Mapping[str, object]) -> list[str]:
    # Strings, numbers, truth values and lists of strings read the same in JSON and in TOML.
    plain = {key: json.dumps(value) for key, value in table.items() if not isinstance(value, dict)}
    lines = [f"[{head}]" if head else "", *(f"{key} = {value}" for key, value in plain.items()), ""]
    for key, value in table.items():
        lines += _table(f"{head}.{key}", value) if isinstance(value, dict) else []
    return lines
