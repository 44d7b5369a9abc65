"""The source files that point at the newsroom, in the shape of models/source.py."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.newsroom import eurohpc, papers

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
_ITALIAN = ("AI Factor", "EuroHPC", "supercomputer", "IT4LIA", "fabbriche di IA", "fabbrica di IA")
_ENGLISH = ("AI factor", "EuroHPC", "supercomputer", "AI antenna")


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
    for paper, query in ((papers.MERIDIANO, _ITALIAN), (papers.LEDGER, _ENGLISH)):
        words = {
            "title": paper.title,
            "kind": "press",
            "language": paper.language,
            "door": "feed",
            "urls": [bases[paper.name] + paper.feed],
            "every": 15,
            "delay": 0,
            "query": query,
            "rights": "invented for the newsroom",
        }
        _file(feeds / f"{paper.name}.toml", words, entries=5)


def _file(
    path: Path, source: Mapping[str, object], *, entries: int, listing: Mapping[str, object] | None = None
) -> None:
    tables = [("", source), ("[expects]", {"entries": entries})]
    if listing:
        tables.append(("[listing]", listing))
    lines: list[str] = []
    for head, table in tables:
        # Strings, numbers and lists of strings read the same in JSON and in TOML.
        lines += [head, *(f"{key} = {json.dumps(value)}" for key, value in table.items()), ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines).lstrip(), encoding="utf-8")
