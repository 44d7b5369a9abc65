"""What a page says of itself where no reader looks: meta elements, canonical link, JSON-LD."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from pipeline.cleaning.tidying import tidy

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dc.date.created",
    "dc.date",
    "dc.created",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publication-date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "cxenseparse:recs:articlepublicationdate",
    "originalpublicationdate",
    "article_date_original",
    "article.published",
    "article.created",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_date",
    "created",
    "bt:pubdate",
    "vr:published_time",
    "date_published",
    "published-date",
    "published_time",
    "published",
    "last-published",
    "timestamp",
    "date",
)
"""Names of meta elements that give the day of publication, the surest first."""
_MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
    "lastmod",
    "revised",
    "article:modified",
)
_ARTICLE = re.compile(r"Article$|Posting$|^Report$|^PressRelease$|^LiveBlog|^Review$|^CreativeWork$")
_PAGE = re.compile(r"WebPage$|^ItemPage$|^AboutPage$")
_DATE_LEFT = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the page says of itself; empty where it says nothing."""

    titles: tuple[str, ...]
    """Its headline as told to others: OpenGraph, JSON-LD, Twitter."""
    document_title: str
    site: str
    urls: tuple[str, ...]
    """The canonical link, then OpenGraph's address."""
    languages: tuple[str, ...]
    """html lang, JSON-LD, content-language, OpenGraph's locale."""
    published: tuple[str, ...]
    modified: tuple[str, ...]
    authors: tuple[str, ...]
    body: str
    """The article's text in JSON-LD, where a page gives it."""
    locked: bool
    """It says that its text is not free to read."""


def head(tree: LexborHTMLParser, base: str) -> Head:
    """What the page says of itself."""
    metas = _metas(tree)
    root = tree.root
    attributes = root.attributes if root is not None else {}
    blocks = [node.text_content or node.text() for node in tree.tags("script") if _is_json(node.attributes.get("type"))]
    told, dates_left = _linked_data(blocks)
    document = tree.css_first("title")
    document_title = tidy(document.text()[:1000]) if document is not None else ""
    titles = [metas.get("og:title", ""), told.get("headline", ""), metas.get("twitter:title", "")]
    locale = metas.get("og:locale", "")
    published = [told.get("datePublished", ""), *(metas.get(name, "") for name in _PUBLISHED), *dates_left]
    modified = [told.get("dateModified", ""), *(metas.get(name, "") for name in _MODIFIED)]
    authors = [*told.get("authors", "").split("\n"), metas.get("author", ""), metas.get("article:author", "")]
    return Head(
        titles=tuple(tidy(title[:1000]) for title in titles if title),
        document_title=document_title,
        site=metas.get("og:site_name", "") or metas.get("application-name", ""),
        urls=tuple(url for given in (_canonical(tree), metas.get("og:url", "")) if (url := _joined(base, given))),
        languages=tuple(
            given
            for given in (
                attributes.get("lang") or attributes.get("xml:lang") or "",
                told.get("inLanguage", ""),
                metas.get("content-language", "") or metas.get("dcterms.language", "") or metas.get("language", ""),
                locale,
            )
            if given
        ),
        published=tuple(date for date in published if date),
        modified=tuple(date for date in modified if date),
        authors=tuple(author for author in authors if author and "/" not in author),
        body=told.get("articleBody", ""),
        locked=told.get("isAccessibleForFree", "").lower() == "false" or metas.get("article:content_tier") == "locked",
    )


def bare_title(title: str, site: str) -> str:
    """The document's title without the site's name."""
    for sign in (" | ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " - "):
        parts = title.split(sign)
        if len(parts) > 1:
            if site and parts[0].casefold() == site.casefold():
                return sign.join(parts[1:])
            named_first = len(parts[0]) < len(parts[-1]) / 2  # most sites put their name last
            return sign.join(parts[1:]) if named_first else sign.join(parts[:-1])
    return title


def same_site(url: str, other: str) -> bool:
    """Both addresses lie on one host, with or without www."""
    try:
        hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in (url, other)]
    except ValueError:  # no address at all
        return False
    return bool(hosts[0]) and hosts[0] == hosts[1]


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in tree.tags("meta"):
        attributes = node.attributes
        content = attributes.get("content")
        if content:
            for kind in ("property", "name", "itemprop", "http-equiv"):
                if name := attributes.get(kind):
                    metas.setdefault(name.lower(), content.strip())
    return metas


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url) if url else ""
    except ValueError:  # the page gives no address there
        return ""


def _canonical(tree: LexborHTMLParser) -> str:
    for node in tree.tags("link"):
        attributes = node.attributes
        if "canonical" in (attributes.get("rel") or "").lower().split():
            return (attributes.get("href") or "").strip()
    return ""


def _is_json(kind: str | None) -> bool:
    return kind is not None and kind.strip().lower().startswith("application/ld+json")


def _linked_data(blocks: list[str]) -> tuple[dict[str, str], list[str]]:
    """The article's own entries among all that the page tells, and the dates in blocks that are no JSON."""
    articles: list[dict[str, str]] = []
    pages: list[dict[str, str]] = []
    dates: list[str] = []
    for block in blocks:
        text = block.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            found = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            dates += _DATE_LEFT.findall(text[:200_000])[:1]
            continue
        for node in _nodes(found, 0):
            kinds = node.get("@type")
            names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
            if any(_ARTICLE.search(name) for name in names):
                articles.append(_entries(node))
            elif any(_PAGE.search(name) for name in names):
                pages.append(_entries(node))
    told: dict[str, str] = {}
    best = [entry for entry in articles if entry.get("datePublished")][:1] or articles[:1]
    for entry in (*best, *pages):
        for key, value in entry.items():
            told.setdefault(key, value)
    return told, dates


def _nodes(found: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for member in found[:200]:
            yield from _nodes(member, depth + 1)
    elif isinstance(found, dict) and depth <= _DEEPEST:
        yield found
        for key in _NESTED:
            if isinstance(found.get(key), dict | list):
                yield from _nodes(found[key], depth + 1)


def _entries(node: dict[str, Any]) -> dict[str, str]:
    entries = {}
    for key in ("headline", "datePublished", "dateModified", "articleBody"):
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            entries[key] = html.unescape(value.strip()) if "&" in value else value.strip()
    language = node.get("inLanguage")
    if isinstance(language, dict):
        language = language.get("alternateName") or language.get("name")
    if isinstance(language, str) and len(language) < 20:
        entries["inLanguage"] = language
    if node.get("isAccessibleForFree") is not None:
        entries["isAccessibleForFree"] = str(node["isAccessibleForFree"])
    authors = node.get("author")
    names = [
        author.get("name") if isinstance(author, dict) else author
        for author in (authors if isinstance(authors, list) else [authors])
    ]
    written = [name.strip() for name in names if isinstance(name, str) and name.strip()]
    if written:
        entries["authors"] = "\n".join(written)
    return entries
