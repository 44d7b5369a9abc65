"""What a look at a source found, as a row for programs and a report for people."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from models.page import Page
from models.source import Source

COLUMNS = (
    "name",
    "robots",
    "reservation",
    "newest",
    "links",
    "wanted",
    "url",
    "title",
    "published",
    "language",
    "characters",
    "mentions",
    "claims",
    "wrong",
)
_STALE_DAYS = 60
"""Where the source's TOML says nothing: a press feed without news for two months has been forgotten."""


def page(article: Mapping[str, Any], source: str) -> Page:
    """The page that came along."""
    return Page(
        source=source,
        url=article["url"],
        fetched=datetime.fromisoformat(article["fetched"]),
        status=article["status"],
        headers=tuple((name, value) for name, value in article["headers"]),
        body=base64.b64decode(article["body"]),
        published=article["published"],
    )


def row(source: Source, told: Mapping[str, Any], read: Mapping[str, Any] | str, now: datetime) -> Mapping[str, Any]:
    """The row; `told` is what the spiders met, `read` what the article says, or why it could not be read."""
    article: Mapping[str, Any] = {} if isinstance(read, str) else read["article"]
    newest = max((door["newest"] for door in told["doors"] if door["newest"]), default=None)
    found = {
        "name": source.name,
        "title_of_source": source.title,
        "robots": told["robots"],
        "reservation": _reservation(told["rights"]),
        "doors": told["doors"],
        "newest": newest,
        "links": told["links"],
        "wanted": told["wanted"],
        "url": (told["article"] or {}).get("url"),
        "title": article.get("title"),
        "published": article.get("published"),
        "language": article.get("language"),
        "characters": len(article.get("text", "")),
        "mentions": 0 if isinstance(read, str) else len(read["mentions"]),
        "claims": 0 if isinstance(read, str) else len(read["claims"]),
    }
    return {**found, "wrong": list(_wrong(source, told, read, found, now))}


def in_words(row: Mapping[str, Any]) -> Iterable[str]:
    """The report."""
    yield f"{row['name']}: {row['title_of_source']}"
    for door in row["doors"]:
        counts = f"{door['entries']} entries ({door['titled']} with a title, {door['dated']} with a date)"
        status = f"status {door['status']}, {counts}"
        yield f"  {'looked at':12} {door['url']}"
        yield f"  {'':12} {door['trouble'] or status}"
    yield f"  {'newest':12} {row['newest'] or 'no date'}"
    yield f"  {'robots.txt':12} {row['robots']}"
    yield f"  {'rights':12} {row['reservation']}"
    yield f"  {'links':12} {row['links']}, of which {row['wanted']} are about AI Factories or all that is asked for"
    if row["url"]:
        yield f"  {'article':12} {row['url']}"
        read = f"{row['characters']} characters, {row['mentions']} mentions, {row['claims']} claims"
        yield f"  {'':12} {row['title'] or 'no title'}"
        yield f"  {'':12} {row['published'] or 'no date'}, {row['language'] or 'no language'}, {read}"
    for words in row["wrong"]:
        yield f"  {'WRONG':12} {words}"
    if not row["wrong"]:
        yield "  all is well; nothing was stored"


def _reservation(rights: Sequence[Mapping[str, str]]) -> str:
    said = next((one for one in rights if one["signal"]), None)
    if said is None:
        return "no reservation met" if rights else "no page to see it on"
    return f"{said['signal']}: {said['words']} ({said['use']})"


def _wrong(
    source: Source,
    told: Mapping[str, Any],
    read: Mapping[str, Any] | str,
    found: Mapping[str, Any],
    now: datetime,
) -> Iterable[str]:
    for issue in told["issues"]:
        yield issue["words"] if issue["about"] == source.name else f"{issue['about']}: {issue['words']}"
    if found["newest"]:
        days = source.expects.fresh_days or _STALE_DAYS
        age = now - datetime.fromisoformat(found["newest"])
        if age > timedelta(days=days):
            yield f"its newest entry is {age.days} days old"
    barred = any(one["use"] == "barred" for one in told["rights"])
    if not told["article"] and told["links"] and not barred and not told["issues"]:
        yield "none of its links may be asked for: `admit` lets none through"
    if told["article"] and isinstance(read, str):
        yield f"{told['article']['url']}: {read}"
    elif told["article"]:
        for name in ("title", "published", "characters"):
            if not found[name]:
                yield f"the article has no {'text' if name == 'characters' else name}"
        if found["language"] not in (source.language, *source.languages):
            yield f"the article is in {found['language']}, the source is said to be in {source.language}"
