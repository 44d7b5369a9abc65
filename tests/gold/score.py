"""Scores the reading against the gold: `make gate`. Floors are in floors.toml beside it, and only rise.

Mentions count once an article (distinct values); facts as the contract has them, negated ones left out. Optional facts
count neither as found nor as false. Precision is the share of claims that are so, recall of facts that are found.
"""

import argparse
import json
import math
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from models import knowledge
from models import value as values
from models.claim import Claim
from pipeline import extract, parse
from tests.gold.cases import HERE, Case, cases, money, says, slug

_GROUPS = {"factories": "factory", "countries": "country", "amounts": "amount", "dates": "date"}
_UNSCORED = frozenset({"contract_value"})
"""The gold lists it among the optional facts only."""


@dataclass(slots=True)
class Tally:
    """Right, false and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """1 where nothing was said."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """1 where nothing was to be found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def scored(chosen: Iterable[Case]) -> dict[str, Tally]:
    """Tallies by what they count: `mentions dates`, `facts`, `facts partner_country`, `facts [de]`."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case in chosen:
        article = case.article()
        doc = parse.doc(article)
        for group, kind in _GROUPS.items():
            wanted = {_mention(one) for one in case.gold["mentions"].get(group, ())}
            found = {_mention(_value(span.kb_id_, kind)) for span in doc.spans[kind]}
            for name in ("mentions", f"mentions {group}"):
                _add(tallies[name], len(wanted & found), len(found - wanted), len(wanted - found))
        _score_facts(case, extract.claims(doc, article), tallies)
    return dict(tallies)


def _score_facts(case: Case, claims: Iterable[Claim], tallies: Mapping[str, Tally]) -> None:
    facts = [fact for fact in case.gold["facts"] if fact.get("modality") != "negated"]
    allowed = [*facts, *case.gold.get("optional_facts", ())]
    groups = {str(fact["value"]) for fact in facts if fact["predicate"] == "selected_on"}
    said = {
        (claim.subject, claim.predicate, values.key(claim.value)): claim
        for claim in claims
        if claim.modality != "negated" and claim.predicate not in _UNSCORED
    }
    for fact in facts:
        hit = any(says(fact, claim.subject, claim.predicate, claim.value) for claim in said.values())
        for name in ("facts", f"facts {fact['predicate']}", f"facts [{case.gold['language']}]"):
            _add(tallies[name], int(hit), 0, int(not hit))
    for claim in said.values():
        follows = (claim.predicate, claim.value) == ("status", "selected") and groups
        if follows or (claim.predicate == "selected_on" and str(claim.value) in groups):
            continue  # what follows from a group's selection is neither asked nor wrong
        if not any(says(fact, claim.subject, claim.predicate, claim.value) for fact in allowed):
            for name in ("facts", f"facts {claim.predicate}", f"facts [{case.gold['language']}]"):
                _add(tallies[name], 0, 1, 0)


def _add(tally: Tally, right: int, false: int, missed: int) -> None:
    tally.right += right
    tally.false += false
    tally.missed += missed


def _value(key: str, kind: str) -> Any:
    return json.loads(key) if kind == "amount" else key


def _mention(value: Any) -> str:
    if isinstance(value, dict):
        return money(value)
    return slug(str(value)) if str(value).islower() else str(value)


def main() -> int:
    """Prints the tallies of each folder; 1 when one lies under its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[HERE / "seen", HERE / "held"])
    parser.add_argument("--raise", dest="raised", action="store_true", help="lift the floors to what is reached now")
    arguments = parser.parse_args()
    noted = (HERE / "floors.toml").read_text(encoding="utf-8")
    floors: dict[str, dict[str, float]] = tomllib.loads(noted)
    knowledge.languages()
    failed = False
    for folder in arguments.folders:
        chosen = list(cases(folder))
        print(f"{folder.name}: {len(chosen)} articles")  # noqa: T201
        for name, tally in sorted(scored(chosen).items()):
            floor = floors.get(folder.name, {}).get(name, 0.0)
            low = tally.f1 < floor
            failed |= low
            print(  # noqa: T201
                f"  {name:32} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
                + (f"  UNDER ITS FLOOR {floor}" if low else "")
            )
            # Of the held articles a single language or predicate has too few to tell a fall from chance.
            if arguments.raised and (folder.name != "held" or name in ("facts", "mentions")):
                floors.setdefault(folder.name, {})[name] = max(floor, math.floor(tally.f1 * 100) / 100)
    if arguments.raised:
        (HERE / "floors.toml").write_text(_written(floors, noted), encoding="utf-8")
    return int(failed)


def _written(floors: Mapping[str, Mapping[str, float]], noted: str) -> str:
    """The floors as TOML, under the comments that head the file as it was `noted`: why one was ever set anew."""
    lines = list(takewhile(lambda line: line.startswith("#"), noted.splitlines(keepends=True)))
    for folder, names in sorted(floors.items()):
        lines.append(f"\n[{folder}]\n")
        lines += [f"{json.dumps(name)} = {floor}\n" for name, floor in sorted(names.items())]
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
