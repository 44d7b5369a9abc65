"""Which entries are worth a request, and which addresses a source may lead to."""

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from models import knowledge
from models.query import GAP
from models.source import Source
from spiders.entry import Entry

# Letters that Unicode does not take apart, and that people leave the stroke away from.
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_SIGN = r"[\w+]"
_NO_WORD = re.compile(r"[^\w+]+|_+")


def wanted(entry: Entry, source: Source) -> bool:
    """Whether title, teaser or address speak of what the source is asked for."""
    if not source.general and not source.query:
        return True
    languages = (source.language, *source.languages) if source.general else ()
    return _terms(languages, source.query).search(_said(entry)) is not None


def address(url: str, source: Source) -> bool:
    """Whether the source may lead there: by its `admit`, else by its hosts."""
    if source.admit:
        return re.search(source.admit, url) is not None
    host = bare(urlsplit(url).netloc)
    return any(host == home or host.endswith(f".{home}") for home in hosts(source))


def hosts(source: Source) -> frozenset[str]:
    """The hosts of the source's own addresses."""
    return frozenset(bare(urlsplit(start).netloc) for start in source.urls)


def bare(netloc: str) -> str:
    """A host without `www.`: both names are one site. The port stays, for two ports of a host are two sites."""
    return netloc.rpartition("@")[2].casefold().removeprefix("www.")


def _said(entry: Entry) -> str:
    # The host says nothing of the article; a slug is words with hyphens, and Greek ones are percent-encoded.
    parts = urlsplit(entry.url)
    return " / ".join(_plain(text) for text in (entry.title, entry.teaser, unquote(f"{parts.path} {parts.query}")))


def _plain(text: str) -> str:
    """The words in lower case, without accents and signs, one space between them; `+` stays, it is BRAIN++'s name."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKES)
    return _NO_WORD.sub(" ", "".join(sign for sign in letters if not unicodedata.combining(sign))).strip()


@functools.cache
def _terms(languages: tuple[str, ...], further: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all terms: tried at the start of a word only, looking a few words ahead, so linear in time."""
    terms = (*knowledge.queries().terms(languages), *further) if languages else further
    return re.compile(rf"(?<!{_SIGN}){_one_of([_parts(term) for term in terms])}(?!{_SIGN})")


def _parts(term: str) -> tuple[str, ...]:
    """What must follow one another: letters, the rest of a word, up to three words."""
    parts: list[str] = []
    for word in term.split(" "):
        if word == GAP:
            parts.append(f"(?: {_SIGN}++){{0,3}}")
            continue
        letters = _plain(word)
        parts += [re.escape(letter) for letter in (f" {letters}" if parts else letters)]
        if word.endswith("*"):
            parts.append(f"{_SIGN}*+")
    return tuple(parts)


def _one_of(tails: Collection[tuple[str, ...]]) -> str:
    """Any of them. What several begin with stands there once, or every word would be compared with every term."""
    under: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for tail in tails:
        if tail:
            under[tail[0]].append(tail[1:])
    branches = "|".join(part + _one_of(rests) for part, rests in under.items())
    return f"(?:{branches}){'' if all(tails) else '?'}" if branches else ""
