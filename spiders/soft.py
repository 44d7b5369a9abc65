"""Soft 404s: answers with status 200 that say in words, or to machines, that there is no such page."""

import functools
import html
import re
import unicodedata

from models import knowledge
from spiders import letters

# Europa's Webtools write it into the page for their statistics; a page that is there has it false, or not at all.
_TOLD = re.compile(rb"\"is40[34]\"\s*:\s*true\b")
_SHOWN = re.compile(r"<(title|h1)\b[^<>]{0,500}>(.{0,400}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_NO_WORD = re.compile(r"[\W\d_]+")
# Between a page's title and the name of its site.
_BETWEEN = re.compile(r"\s[|·•–—»:-]+\s")
_MOST = 300_000
_NUMBERED = re.compile(r"\s*(?:error|erreur|errore|fehler|błąd|chyba|hiba|σφάλμα|грешка)?\s*40[34]\b")


def why(body: bytes, language: str) -> str:
    """In which words the page says that it is none; empty where it does not."""
    if _TOLD.search(body[:_MOST]):
        return "is404 in its Webtools"
    text = letters.text(body[:_MOST], language)
    for _, shown in _SHOWN.findall(text)[:5]:
        line = " ".join(html.unescape(_TAG.sub(" ", shown)).split())
        parts = _BETWEEN.split(line)
        if any(_says_so(part) for part in {line, parts[0], parts[-1]}):
            return line
    return ""


def _says_so(line: str) -> bool:
    return _plain(line) in _said() or bool(_NUMBERED.fullmatch(line.casefold().strip(" .!:-")))


@functools.cache
def _said() -> frozenset[str]:
    return frozenset(_plain(words) for language in knowledge.missing().said.values() for words in language)


def _plain(words: str) -> str:
    letters_alone = unicodedata.normalize("NFKD", words.casefold())
    if letters_alone.isascii():
        return _NO_WORD.sub(" ", letters_alone).strip()
    return _NO_WORD.sub(" ", "".join(sign for sign in letters_alone if not unicodedata.combining(sign))).strip()
