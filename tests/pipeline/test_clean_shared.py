"""What clean makes of the shared articles and pages, where they lie beside the checkout."""

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.article import Article
from models.page import Page
from pipeline import clean

SHARED = Path(__file__).parents[3] / "shared"
ARTICLES = sorted((SHARED / "articles").glob("*/gold.json"))
PAGES = SHARED / "pages" / "index.json"
SPOKEN = {"at": "de", "ch": "de", "de": "de", "be": "en", "uk": "en", "es": "es", "fr": "fr", "it": "it", "li": "de"}
SPOKEN |= {"lu": "de", "no": "no", "pl": "pl", "se": "sv", "tr": "tr", "gl": "da"}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder does not lie beside the checkout")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _article(gold: dict[str, Any], body: bytes) -> Article:
    made = Page(
        source="shared", url=gold["url"], fetched=datetime(2026, 11, 22, tzinfo=UTC), status=200, headers=(), body=body
    )
    return clean.article(made)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.parent.name)
def test_a_shared_article_is_read_as_its_gold_says(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    article = _article(gold, (path.parent / "page.html").read_bytes())
    text = _plain(article.text)

    assert [words for words in gold["text_must_contain"] if _plain(words) not in text] == []
    assert [words for words in gold["text_must_not_contain"] if _plain(words) in text] == []
    assert (str(article.published), article.language) == (gold["published"], gold["language"])


def test_the_shared_pages_give_their_day_their_language_and_their_text() -> None:
    wrong = []
    for entry in json.loads(PAGES.read_text(encoding="utf-8")):
        body = gzip.decompress((PAGES.parent / entry["file"]).read_bytes())
        year, month, day = re.findall(r"\d+", entry["file"])[-3:]
        fetched = datetime(int(year), int(month), int(day), 20, tzinfo=UTC)
        kind = "text/html; charset=iso-8859-15" if b"charset=iso-8859-15" in body[:5000] else "text/html"
        article = clean.article(
            Page(source="shared", url="", fetched=fetched, status=200, headers=(("content-type", kind),), body=body)
        )
        spoken = "de" if entry["file"].startswith("es_Mallorca") else SPOKEN[entry["country"]]
        if str(article.published) != entry["published"] or article.language != spoken or len(article.text) < 600:
            wrong.append((entry["file"], article.published, article.language, len(article.text)))

    assert wrong == []
