"""Page → Article: decoded, its furniture gone, its text in blocks, with its true title, dates and language.

A walk of our own in place of a text extractor (2026-11-22): it keeps lists and tables in their place, reads a page in a
few milliseconds, and takes its words from `models/knowledge`, so that a new language or a new make of page is data.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from selectolax.lexbor import LexborHTMLParser

from models import knowledge
from models.article import Article
from models.errors import ConsentWall, NoText, NotHtml, Paywalled
from models.page import Page
from pipeline.cleaning import body, dateline, decoding, furniture, lines, nesting, plain, tongue, walking
from pipeline.cleaning.blocks import blocks
from pipeline.cleaning.head import Head, bare_title, head, same_site
from pipeline.cleaning.pieces import Sheet
from pipeline.cleaning.words import Says

_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|article|main|div|p|br|h[1-6]|table|ul|ol|span|a)[\s>/]", re.IGNORECASE
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex|svg)[\s>]", re.IGNORECASE
)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"RIFF", b"\xd0\xcf\x11\xe0")
_READ = ("html", "xml", "text/plain", "octet-stream", "text/markdown", "unknown")
_LEAST = 40
"""Characters of text below the title under which a page says nothing."""
_BYLINE = 160
"""A line that gives the day it came out is no longer than this."""
_MOSTLY = 0.7
_WINDOW = 4
"""How many lines above the headline may hold the date of the day it came out."""


def article(page: Page, *, language: str = "", published: date | None = None) -> Article:
    """What the page says. What is given is believed, the rest is found in the page itself.

    Raises NoText, NotHtml, Paywalled or ConsentWall.
    """
    _refuse(page)
    text = decoding.text(page)
    if _FEED.match(text[:2000]):
        raise NotHtml("is a feed or a sitemap, no page", page=page.url)
    if _MARKUP.search(text[:100_000]):
        return _html(page, text, language, published)
    return _plain(page, text, language, published)


def _refuse(page: Page) -> None:
    kind = page.header("content-type").split(";")[0].strip().lower()
    start = page.body[:1024].lstrip()
    if not page.body.strip():
        raise NoText("is empty", page=page.url)
    if start.startswith(_BINARY):
        raise NotHtml("is a binary file, no page", page=page.url)
    if b"\0" in start and not page.body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotHtml("is a binary file, no page", page=page.url)
    if "json" in kind or (start[:1] in (b"{", b"[") and _is_json(page.body)):
        raise NotHtml("is JSON, no page", page=page.url)
    if kind and "/" in kind and not any(word in kind for word in _READ) and not start.startswith(b"<"):
        raise NotHtml(f"is of type {kind}, no page", page=page.url)


def _is_json(content: bytes) -> bool:
    if content.rstrip()[-1:] not in (b"}", b"]"):
        return False
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def _html(page: Page, text: str, language: str, published: date | None) -> Article:
    if nesting.endless(text):
        raise NotHtml("leaves thousands of elements open: no tree of it can be made", page=page.url)
    tree = LexborHTMLParser(text, scripting=True)
    told = head(tree, page.url)
    sheet = walking.sheet(tree.body) if tree.body is not None else Sheet()
    at = body.headline(sheet, told.titles, told.document_title)
    keep = furniture.kept(sheet, at, told.authors)
    chosen, lead = body.chosen(sheet, at, keep)
    title = body.without_kicker(sheet.pieces[at].text, told.titles) if at >= 0 else ""
    title = title or next(iter(told.titles), "") or bare_title(told.document_title, told.site)
    written = sum(len(sheet.pieces[index].text) for index in chosen)
    if written < _LEAST:
        if len(told.body) > 5 * _LEAST and not told.locked:
            sheet = plain.sheet(title + "\n\n" + told.body)
            at, lead, chosen = 0, 0, list(range(1, len(sheet.pieces)))
        else:
            _say_why(page, sheet, told, at)
    content, made = blocks(title, sheet, chosen, lead)
    codes = [told_code for told_code in (*told.languages, sheet.props.get("inLanguage", "")) if told_code]
    spoken, doubt = _language(page, content, language, codes)
    day = published or _published(page, sheet, told, at, chosen, spoken)
    url = next((address for address in told.urls if same_site(address, page.url) or not page.url), page.url)
    return Article(
        id=_id(page.source, url),
        url=url,
        title=title,
        text=content,
        blocks=made,
        published=day,
        language=spoken,
        source=page.source,
        page=page.sha,
        modified=_modified(told, sheet),
        doubts=(doubt,) if doubt else (),
    )


def _plain(page: Page, text: str, language: str, published: date | None) -> Article:
    sheet = plain.sheet(text)
    if not sheet.pieces:
        raise NoText("holds no text", page=page.url)
    titled = sheet.pieces[0].level == 1 and sheet.pieces[0].kind == "heading"
    at = 0 if titled else -1
    keep = furniture.kept(sheet, at, ())
    chosen = [index for index, kept in enumerate(keep) if kept and index > at]
    title = sheet.pieces[0].text if titled else ""
    content, made = blocks(title, sheet, chosen, 0)
    spoken, doubt = _language(page, content, language, ())
    day = published
    if day is None:
        top = [(sheet.pieces[index].text, index in chosen) for index in range(min(_WINDOW, len(sheet.pieces)))]
        day = _first_possible(page, [_in_lines(top, spoken, False), dateline.addressed(page.url), _fed(page)])
    return Article(
        id=_id(page.source, page.url),
        url=page.url,
        title=title or sheet.pieces[0].text.split(". ")[0][:200],
        text=content,
        blocks=made,
        published=day,
        language=spoken,
        source=page.source,
        page=page.sha,
        doubts=(doubt,) if doubt else (),
    )


def _say_why(page: Page, sheet: Sheet, told: Head, at: int) -> None:
    """Raises what explains a page without an article; returns where a short text is all that its makers wrote."""
    texts = [piece.text for index, piece in enumerate(sheet.pieces) if index > at]
    asked = lines.asked(texts)
    if told.locked or asked & Says.PAYWALL:
        raise Paywalled("shows no text but asks to pay", page=page.url)
    if sheet.consent or asked & Says.CONSENT:
        raise ConsentWall("asks for consent where the article should stand", page=page.url)
    raise NoText("holds no text", page=page.url)


def _language(page: Page, content: str, given: str, codes: Iterable[str]) -> tuple[str, str]:
    if given:
        return given, ""
    spoken, doubt = tongue.language(content, codes)
    if spoken not in knowledge.furniture():
        raise NoText(f"is written in a language that is not read ({spoken or 'unknown'})", page=page.url)
    return spoken, doubt


def _published(page: Page, sheet: Sheet, told: Head, at: int, chosen: list[int], spoken: str) -> date | None:
    """The surest day of publication that is not in the future."""
    return _first_possible(page, _days(page, sheet, told, at, chosen, spoken))


def _days(page: Page, sheet: Sheet, told: Head, at: int, chosen: list[int], spoken: str) -> Iterator[date | None]:
    """Every day that the page gives, the surest first."""
    yield from map(dateline.stamped, told.published)
    yield dateline.stamped(sheet.props.get("datePublished", ""))
    pieces = sheet.pieces
    text = next((index for index in chosen if pieces[index].prose), at + 1)
    for index, moment, names in sheet.times:
        if at - _WINDOW <= index <= text and "event" not in names:
            yield dateline.stamped(moment)
    american = any(code.replace("_", "-").lower() == "en-us" for code in told.languages)
    below = range(at + 1, min(text + 2, len(pieces)))
    above = range(max(at, 0) - 1, max(at - _WINDOW, 0) - 1, -1)
    text_lines = set(chosen)
    close = [(pieces[index].text, index in text_lines) for index in (*below, *above)]
    yield _in_lines(close, spoken, american)
    yield from map(dateline.addressed, (page.url, *told.urls))
    after = [piece.text for piece in pieces[chosen[-1] + 1 if chosen else 0 :][:40]]
    yield _in_lines([(line, False) for line in after if lines.names_publication(line)], spoken, american)
    yield _fed(page)
    yield from map(dateline.stamped, told.modified)
    top = [(piece.text, False) for piece in pieces[: max(at, 0)] if piece.link_share < _MOSTLY]
    yield _in_lines(top, spoken, american)  # papers print the day at their head


def _in_lines(close: Iterable[tuple[str, bool]], spoken: str, american: bool) -> date | None:
    """The first date that stands in a line of its own, or that opens a line of the text."""
    languages = tuple(dict.fromkeys((spoken, "en") if spoken in knowledge.furniture() else ("en",)))
    for line, of_text in close:
        if of_text:
            day = dateline.opening_date(line, languages, month_first=american)
        else:
            day = dateline.written(line, languages, month_first=american) if len(line) <= _BYLINE else None
        if day:
            return day
    return None


def _first_possible(page: Page, days: Iterable[date | None]) -> date | None:
    return next((day for day in days if dateline.possible(day, page.fetched)), None)


def _fed(page: Page) -> date | None:
    return dateline.stamped(page.published) if page.published else None


def _modified(told: Head, sheet: Sheet) -> datetime | None:
    stamps = (*told.modified, sheet.props.get("dateModified", ""))
    return next((moment for stamp in stamps if stamp and (moment := dateline.moment(stamp))), None)


def _id(source: str, url: str) -> str:
    return hashlib.sha256(f"{source}\n{url}".encode()).hexdigest()[:24]
