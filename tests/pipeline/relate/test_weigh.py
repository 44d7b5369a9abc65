"""The weighing: a sum of weights made a confidence, whatever they were learned from."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import knowledge
from models.errors import ConfigError
from pipeline.relate import weigh
from pipeline.relate.weigh import Weights

LEARNED = Weights(threshold=0.5, features={"for": 2.0, "against": -3.0})


def test_features_for_and_against_add_up() -> None:
    assert weigh.confidence(["for"], LEARNED) == pytest.approx(1 / (1 + math.exp(-2)))
    assert weigh.confidence(["for", "against"], LEARNED) == pytest.approx(1 / (1 + math.exp(1)))


def test_without_any_known_feature_it_is_one_in_two() -> None:
    assert weigh.confidence([], LEARNED) == 0.5
    assert weigh.confidence(["never seen"], LEARNED) == 0.5


@given(st.lists(st.floats(-1e6, 1e6), max_size=20))
def test_it_is_between_nothing_and_certainty_whatever_the_weights(given: list[float]) -> None:
    learned = Weights(threshold=0.5, features={str(number): weight for number, weight in enumerate(given)})

    assert 0 < weigh.confidence(learned.features, learned) < 1


def test_every_weighed_predicate_is_a_fact_type_with_a_threshold() -> None:
    learned = weigh.weights()

    assert learned
    assert set(learned) <= set(knowledge.fact_types())
    assert all(0 < one.threshold < 1 for one in learned.values())


def test_weights_of_the_wrong_shape_are_told_with_their_key() -> None:
    with pytest.raises(ConfigError, match="is no key that we know") as told:
        knowledge.checked(Weights, {"threshold": 0.5, "features": {}, "bias": 1}, file="weights.toml [status]")

    assert told.value.key == "bias"
