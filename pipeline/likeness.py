"""Names that are spelled alike. Pure.

What all AI Factories share is no part of a name here: "Salona AI Factory" and SALONA have one core.
"""

import functools
import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from pipeline.components.words import fold

_SHARED = frozenset({"ai", "aif", "aifa", "antenna", "antennas", "eu", "factories", "factory", "gigafactory", "the"})
"""Words that stand in many names of factories and tell none from another."""
_SLIPS = ((8, 2), (5, 1))
"""A core of so many letters at least may be misspelt in so many places; a shorter one has too many neighbours. The
slips that the press made of known names (ITA4LIA, 1Helthai) are within, and no two known factories are (2026-11-22)."""
_SIGNS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")


@functools.lru_cache(maxsize=100_000)
def core(name: str) -> str:
    """What is left of a name without the words that all share, in small letters and without gaps; "++" is spelled out.

    A name that has nothing of its own is its own core.
    """
    words = _SIGNS.findall(fold(name.replace("++", " pp")))
    return "".join(word for word in words if word not in _SHARED) or "".join(words)


def bare(name: str) -> str:
    """The name as it is spelled, without the words at its ends that all share; empty where there are no others."""
    words = list(_SIGNS.finditer(name))
    own = [word for word in words if fold(word.group()) not in _SHARED]
    return name[own[0].start() : own[-1].end() + len("++" * name.startswith("++", own[-1].end()))] if own else ""


def own(name: str) -> frozenset[str]:
    """The words of a name, in small letters, without those that all share."""
    return frozenset(_SIGNS.findall(fold(name))) - _SHARED


def misspelt(one: str, other: str) -> bool:
    """Whether two different cores may be one name, misspelt.

    Another first letter is no slip (NLAIF and SLAIF are two factories), nor are other digits (JUPITER 2 is no JUPITER).
    """
    if one == other or one[:1] != other[:1] or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    slips = next((slips for letters, slips in _SLIPS if min(len(one), len(other)) >= letters), 0)
    return bool(slips) and OSA.distance(one, other, score_cutoff=slips) <= slips


def alike(core: str, others: Iterable[str]) -> frozenset[str]:
    """Those of the cores that are this one, or may be this one misspelt."""
    return frozenset(other for other in others if other == core or misspelt(core, other))
