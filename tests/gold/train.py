"""Learns what the relations weigh from the gold: `make train`. Writes models/knowledge/weights.toml.

One logistic regression a predicate, over the gold of all languages together; features are the same in every language.
The threshold is the lowest confidence at which the claims of held-out articles (5 folds, by article) are right often
enough. scikit-learn is needed here only (tests/gold/requirements.lock).
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from models import knowledge
from models import value as values
from pipeline import extract, parse
from pipeline.relate import money, scene
from tests.gold.cases import HERE, Case, cases, says

_FOLDS = 5
_STRENGTH = 0.3
"""Inverse of the regularisation: of 0.1, 0.2, 0.3, 0.4 and 0.8 the middle ones gave the best F1 of whole articles left
out, in 5 folds."""
_LEAST_SURE = 0.4
"""No claim is made of which we are less sure: with lower thresholds precision falls by more than recall rises."""
_RARE = 3
"""Features seen in fewer candidates tell nothing."""
_NEVER_SCORED = frozenset({"contract_value"})
"""Optional in all gold, as the scorer leaves them out: said all the same."""
_ONE_ROLE = frozenset(
    {
        "investment_total",
        "eu_contribution",
        "national_contribution",
        "contract_value",
        "eu_share",
        "member_count",
        "country_count",
    }
)
"""What a sum, a count or a share is said to be: one of these."""
_BASELINE = date(2024, 12, 31)
"""Each article is read three times: as today, as on its day, and as one who has heard of the first seven only."""
_SAYING = 0.6
"""The gold says what an article says, not where. What agrees with it is an example if it is at least this part as sure
as the surest place of the same fact; a sentence about another factory that happens to fit is a counterexample. From
0.5 to 0.75 whole articles left out are read with precision and recall both higher than without."""
_SMALL = 0.02
"""Weights below this are left out of the file."""

Sure: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"
Right: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.bool_]]"
Row = tuple[str, tuple[str, ...], bool, tuple[object, ...], tuple[object, ...]]


def rows(case: Case, known_as_of: date | None) -> dict[str, list[Row]]:
    """By predicate: article, features, whether the gold says so, which candidates are its rivals, and what it says."""
    article = case.article()
    doc = parse.doc(article, known_as_of=known_as_of)
    shown = scene.read(doc, article)
    _, possible = extract.candidates_of(doc, shown, known_as_of=known_as_of)
    found: dict[str, list[Row]] = defaultdict(list)
    for one in possible:
        claim = (one.subject, one.predicate, one.value)
        optional = any(says(fact, *claim) for fact in case.gold.get("optional_facts", ()))
        if optional and one.predicate not in _NEVER_SCORED:
            continue
        said = optional or any(says(fact, *claim) for fact in case.gold["facts"] if fact.get("modality") != "negated")
        if said and money.paid_by_other(one.predicate, one.features):
            continue  # both pay the same: the sum of the one is no example of the other's
        reading = (case.name, known_as_of)
        fact = (*reading, one.subject, values.key(one.value))
        found[one.predicate].append((case.name, one.features, said, (*reading, *extract.choice(one)), fact))
    return found


def learned(found: list[Row]) -> tuple[Sure, dict[str, float]] | None:
    """How sure those who did not see its article are of each row, and the weights; None without an example."""
    right = np.array([said for _, _, said, *_ in found])
    if right.sum() < 3 or right.all():
        return None
    counts: dict[str, int] = defaultdict(int)
    for _, features, *_ in found:
        for feature in features:
            counts[feature] += 1
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(
        [{feature: 1.0 for feature in features if counts[feature] >= _RARE} for _, features, *_ in found]
    )
    names = sorted({name for name, *_ in found})
    fold_of = {name: number % _FOLDS for number, name in enumerate(names)}
    folds = np.array([fold_of[name] for name, *_ in found])
    right = saying(found, _unseen(matrix, right, folds))
    sure = _unseen(matrix, right, folds)
    model = _model().fit(matrix, right)
    weights = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    weights["bias"] = weights.get("bias", 0.0) + float(model.intercept_[0])
    return sure, {name: round(float(weight), 2) for name, weight in sorted(weights.items()) if abs(weight) >= _SMALL}


def saying(found: list[Row], sure: Sure) -> Right:
    """Which rows are where an article says what the gold says: those nearly as sure as the surest of the same fact."""
    surest: dict[tuple[object, ...], float] = defaultdict(float)
    for (_, _, said, _, fact), how in zip(found, sure, strict=True):
        if said:
            surest[fact] = max(surest[fact], float(how))
    return np.array(
        [said and how >= _SAYING * surest[fact] for (_, _, said, _, fact), how in zip(found, sure, strict=True)]
    )


def _unseen(matrix: Any, right: Right, folds: "np.ndarray[tuple[int], np.dtype[np.int_]]") -> Sure:
    """How sure a model that did not see its article is of each row."""
    sure = np.zeros(len(right))
    for fold in range(_FOLDS):
        inside, outside = folds != fold, folds == fold
        if outside.any() and right[inside].any() and not right[inside].all():
            sure[outside] = _model().fit(matrix[inside], right[inside]).predict_proba(matrix[outside])[:, 1]
    return sure


def _model() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=2000)


def together(found: list[Row], sure: Sure) -> dict[tuple[object, ...], tuple[float, bool]]:
    """By rivals, how sure they are together, and whether the surest of them is right."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, (*_, rivals, _) in enumerate(found):
        groups[rivals].append(number)
    return {
        rivals: (min(1.0, float(sure[members].sum())), found[max(members, key=lambda one: sure[one])][2])
        for rivals, members in groups.items()
    }


def thresholds(groups: Mapping[str, Mapping[tuple[object, ...], tuple[float, bool]]]) -> dict[str, float]:
    """By predicate, where claims of held-out articles reach the best F0.7 (precision first).

    A sum has one role: where another predicate is surer of a place, this one does not count as claimed there.
    """
    surest: dict[tuple[object, ...], float] = defaultdict(float)
    for by in groups.values():
        for rivals, (sure, _) in by.items():
            surest[_place(rivals)] = max(surest[_place(rivals)], sure)
    return {
        predicate: _threshold(
            np.array([sure if sure >= surest[_place(rivals)] else 0.0 for rivals, (sure, _) in by.items()]),
            np.array([right for _, right in by.values()]),
        )
        for predicate, by in groups.items()
    }


def _place(rivals: tuple[object, ...]) -> tuple[object, ...]:
    """The place that rivals of a sum, a count or a share have in common; of others all that tells them apart."""
    name, known_as_of, predicate, start, end, *more = rivals
    alone = more or predicate not in _ONE_ROLE
    return rivals if alone else (name, known_as_of, start, end)


def _threshold(sure: Sure, right: Right) -> float:
    best, at = -1.0, 0.5
    for threshold in np.arange(_LEAST_SURE, 0.7, 0.02):
        taken = sure >= threshold
        true = (taken & right).sum()
        if not true:
            continue
        precision, recall = true / taken.sum(), true / right.sum()
        score = 1.49 * precision * recall / (0.49 * precision + recall)
        if score > best:
            best, at = score, float(threshold)
    return round(at, 2)


def written(learned_by: Iterable[tuple[str, tuple[float, dict[str, float]]]]) -> str:
    """The weights as TOML."""
    lines = ["# Learned from the gold of all languages by `make train`; do not edit by hand.\n"]
    for predicate, (threshold, weights) in learned_by:
        lines.append(f"\n[{predicate}]\nthreshold = {threshold}\n\n[{predicate}.features]\n")
        lines += [f"{json.dumps(name)} = {weight}\n" for name, weight in weights.items()]
    return "".join(lines)


def main() -> None:
    """Trains on the given folders of gold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[HERE / "seen"])
    arguments = parser.parse_args()
    found: dict[str, list[Row]] = defaultdict(list)
    for case in cases(*arguments.folders):
        for known_as_of in (None, date.fromisoformat(str(case.gold["published"])[:10]), _BASELINE):
            for predicate, more in rows(case, known_as_of).items():
                found[predicate] += more
    taught = {predicate: told for predicate, more in sorted(found.items()) if (told := learned(more)) is not None}
    at = thresholds({predicate: together(found[predicate], sure) for predicate, (sure, _) in taught.items()})
    by = {predicate: (at[predicate], weights) for predicate, (_, weights) in taught.items()}
    (knowledge.SHIPPED / "weights.toml").write_text(written(by.items()), encoding="utf-8")
    for predicate, more in sorted(found.items()):
        print(predicate, len(more), sum(said for _, _, said, *_ in more), by.get(predicate, (None,))[0])  # noqa: T201


if __name__ == "__main__":
    main()
