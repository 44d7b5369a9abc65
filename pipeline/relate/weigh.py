"""The weighing: a candidate's features × learned weights → how sure we are. A plain sum of readable TOML."""

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from models import knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What was learned for one predicate (`make train`)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    threshold: float
    """A candidate counts as said from this confidence on."""
    features: dict[str, float]


@functools.cache
def weights() -> Mapping[str, Weights]:
    """The learned weights, by predicate. Raises ConfigError when the file cannot be read."""
    path = knowledge.SHIPPED / "weights.toml"
    return {
        predicate: knowledge.checked(Weights, raw, file=f"{path} [{predicate}]")
        for predicate, raw in knowledge.table(path).items()
    }


def confidence(features: Iterable[str], learned: Weights) -> float:
    """Between 0 and 1: the logistic of the sum of the weights."""
    weight = learned.features.get
    total = sum([weight(feature, 0.0) for feature in features])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
