"""Which articles tell one story: copies and near copies by what their texts share, translations by their address.

A text's signature is MinHash in its one-permutation form: each shingle (three words in a row) is hashed once, falls
into one of 128 bins, and each bin keeps its least hash. The share of bins that two texts have alike is about the share
of shingles that they have in common. Four bins together are a band: two texts that share half of their shingles have
a band alike 9 times in 10, at six tenths 99 times in 100, at a tenth once in 300. So a table of bands finds the copies
of a text without comparing it to all others (2026-11-22).

All is a function of the texts and addresses alone: in whatever order articles come, the same ones are copies.
"""

import hashlib
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from models import knowledge

SIZE = 8 * 128
"""Bytes of a signature."""
_BINS = 128
_ROWS = 4
_SHINGLE = 3
_NEAR = 0.4
"""Texts are copies from this share on: a paper may cut half of what it copies. Of 1,653
pairs of real articles none shared more than a fiftieth (2026-11-22)."""
_SHORT = 30
"""Words below which a text is no copy of another: a headline and a caption are soon alike."""
_EMPTY = 2**64 - 1
_WORD = re.compile(r"\w+")
_RELEASE = re.compile(r"\b(ip|statement|qanda|mex|speech)[/_](\d{2})[/_](\d{1,5})\b", re.IGNORECASE)
"""The number of a press release of the European Commission, in an address or in a text."""
_LANGUAGE = re.compile(r"(?<=[/_])([a-z]{2})(?=/|$)")
"""Where an address may have its language: a part of its own, or the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One article of a story."""

    article: str
    source: str
    day: date
    """When it was published, else when it came to us."""


def signature(text: str) -> bytes:
    """The text's signature; empty where the text is too short to be anybody's copy."""
    words = _WORD.findall(text.casefold())
    if len(words) < _SHORT:
        return b""
    bins = [_EMPTY] * _BINS
    for shingle in {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}:
        hashed = int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest())
        place = hashed % _BINS
        if hashed < bins[place]:
            bins[place] = hashed
    return struct.pack(f">{_BINS}Q", *_filled(bins))


def bands(signature: bytes) -> tuple[int, ...]:
    """The keys under which a signature is found: texts that have one in common may be copies."""
    width = 8 * _ROWS
    return tuple(
        _key(b"band", start.to_bytes(2), signature[start : start + width]) for start in range(0, len(signature), width)
    )


def near(one: bytes, other: bytes) -> bool:
    """Whether two texts of these signatures are copies."""
    if not one or not other:
        return False
    first, second = (struct.unpack(f">{_BINS}Q", signature) for signature in (one, other))
    return sum(bool(a == b) for a, b in zip(first, second, strict=True)) >= _NEAR * _BINS


def marks(url: str, text: str) -> tuple[int, ...]:
    """The keys that an article shares with its translations and with reprints that bear its number, whatever they say.

    The number of the press release that it is, or is the only one that it names; and, where its address names its
    language, the address without it.
    """
    found: list[int] = []
    numbers = {"/".join(parts).casefold() for parts in _RELEASE.findall(urlsplit(url).path)} or {
        "/".join(parts).casefold() for parts in _RELEASE.findall(text)
    }
    if len(numbers) == 1:
        found.append(_key(b"release", numbers.pop().encode()))
    place = urlsplit(url)
    path, count = _LANGUAGE.subn(_without_language, place.path)
    if count and path != place.path:
        found.append(_key(b"twin", f"{(place.hostname or '').removeprefix('www.')}{path}?{place.query}".encode()))
    return tuple(found)


def stories(groups: Iterable[Iterable[Told]]) -> Mapping[str, str]:
    """Article → whose story it tells, for the articles of these groups of copies.

    The source that had it first; where several had it on one day, nobody can tell who copies whom: then it is the
    story's own (an agency's, say).
    """
    told: dict[str, str] = {}
    for group in groups:
        articles = sorted(group, key=lambda one: (one.day, one.article))
        first = {one.source for one in articles if one.day == articles[0].day}
        voice = first.pop() if len(first) == 1 else f"story:{min(one.article for one in articles)}"
        told |= {one.article: voice for one in articles}
    return told


def _filled(bins: list[int]) -> list[int]:
    # An empty bin takes what the next full one has, marked by how far it lies (Shrivastava and Li, 2014): so short
    # texts are compared as well as long ones.
    filled = list(bins)
    distance, value = 0, 0
    for place in [*range(_BINS - 1, -1, -1), *range(_BINS - 1, -1, -1)]:
        if bins[place] != _EMPTY:
            distance, value = 0, bins[place]
        elif value:
            distance += 1
            filled[place] = (value + distance * 0x9E3779B97F4A7C15) % 2**64
    return filled


def _without_language(found: re.Match[str]) -> str:
    return "*" if found[1] in knowledge.languages() else found[1]


def _key(*parts: bytes) -> int:
    # What fits a column of 64 bits with a sign.
    return int.from_bytes(hashlib.blake2b(b"\0".join(parts), digest_size=8).digest(), signed=True)
