"""Whether a place of a text is taken is told without looking at all that is."""

import itertools

from pipeline import parse
from pipeline.components.occupied import Places, occupied
from tests import make


def test_places_meet_what_shares_a_character_with_them() -> None:
    places = Places([(5, 8), (20, 30)])

    assert [places.meet(*span) for span in [(0, 5), (0, 6), (7, 8), (8, 20), (29, 40), (30, 31), (4, 31)]] == [
        False,
        True,
        True,
        False,
        True,
        False,
        True,
    ]
    assert not Places([]).meet(0, 100)


def test_a_long_place_is_met_behind_many_short_ones() -> None:
    assert Places([(0, 100), *((start, start + 1) for start in range(1, 50))]).meet(90, 91)


def test_places_agree_with_looking_at_all() -> None:
    spans = [(0, 3), (2, 14), (5, 6), (20, 21), (20, 27), (33, 34), (40, 60), (41, 42)]

    for start, length in itertools.product(range(65), range(1, 12)):
        met = any(one < start + length and start < other for one, other in spans)
        assert Places(spans).meet(start, start + length) == met, (start, length)


def test_countries_hosts_machines_factories_and_dates_are_taken_and_cities_when_asked_for() -> None:
    text = "There IT4LIA of CINECA in Bologna, Italy, opens Leonardo on 5 May 2026 for 5 million euros."
    doc = parse.doc(make.article(text))
    taken, with_cities = occupied(doc), occupied(doc, "city")

    for word in ("IT4LIA", "CINECA", "Italy", "5 May 2026", "5 million euros"):
        assert taken.meet(text.index(word), text.index(word) + len(word)), word
    for word in ("There", "opens"):
        assert not with_cities.meet(text.index(word), text.index(word) + len(word)), word
    assert not taken.meet(text.index("Bologna"), text.index("Bologna") + 1)
    assert with_cities.meet(text.index("Bologna"), text.index("Bologna") + 1)
