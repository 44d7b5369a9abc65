"""Verdicts in the store are only ever added; what names are taken for stands beside the claims."""

from dataclasses import replace
from datetime import timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, exc, text

from models.candidate import Candidate, Near
from models.store import engine as stores
from models.store import read, verdicts, write
from tests import make, naming

ACCEPT, SAME = naming.verdicts(("accept", "salona"), ("same", "tecnopolo", "it4lia"))
OPEN = Candidate(
    id="salona",
    name="SALONA",
    state="open",
    factory="",
    kind="antenna",
    country="HR",
    why="nobody announces it",
    near=(Near(factory="it4lia", why="the same country"),),
)
OLD = """
    INSERT INTO claims (id, version, opened, article, subject, predicate, value, modality, confidence, quote, start,
        stop, raw, name, source, said, made_by, url, ending) VALUES
    ('c1', 1, '2024-12-12 08:00:00.000000', 'a', 'salona', 'kind', '"antenna"', 'asserted', 1.0, 'q', 0, 1, '', '',
     'heise', '2024-12-12 08:00:00.000000', '', '', '')
"""


def test_verdicts_are_numbered_and_come_back_as_they_were(store: Engine) -> None:
    with store.begin() as connection:
        written = [verdicts.put(connection, replace(one, number=0)) for one in (ACCEPT, SAME)]
        every = verdicts.every(connection)

    assert written == list(every) == [ACCEPT, SAME]
    assert [one.id for one in every] == ["v0000001", "v0000002"]


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE verdicts SET who = 'somebody else'",
        "DELETE FROM verdicts",
        "INSERT INTO verdicts SELECT number + 4, kind, about, factory, who, decided, why FROM verdicts",
        "replace",
    ],
)
def test_nobody_alters_a_verdict(store: Engine, attempt: str) -> None:
    with store.begin() as connection:
        verdicts.put(connection, ACCEPT)
    if attempt == "replace":
        attempt = (
            "TRUNCATE verdicts"
            if store.dialect.name == "postgresql"
            else "INSERT OR REPLACE INTO verdicts SELECT * FROM verdicts"
        )

    with pytest.raises(exc.DBAPIError, match="verdicts are"), store.begin() as connection:
        connection.execute(text(attempt))

    with store.connect() as connection:
        assert verdicts.every(connection) == (ACCEPT,)


def test_rejected_claims_are_those_whose_verdict_is_in_force(store: Engine) -> None:
    with store.begin() as connection:
        for one in naming.verdicts(("reject", "claim"), ("reject", "other"), ("undo", "v0000001")):
            verdicts.put(connection, one)

        assert verdicts.rejected(connection) == {"other"}


def test_a_candidate_comes_back_as_it_was_the_longest_waiting_first(store: Engine) -> None:
    later = replace(OPEN, id="adria", near=())
    with store.begin() as connection:
        verdicts.taken(connection, [OPEN], make.NOW)
        verdicts.taken(connection, [OPEN, later, replace(OPEN, id="x", state="none")], make.NOW + timedelta(days=1))

        assert verdicts.open_ones(connection) == (OPEN, later)
        assert verdicts.candidates(connection, names=["salona", "nobody"]) == {"salona": OPEN}
        assert set(verdicts.candidates(connection)) == {"adria", "salona", "x"}


def test_what_a_name_is_taken_for_takes_the_place_of_what_it_was(store: Engine) -> None:
    with store.begin() as connection:
        verdicts.taken(connection, [OPEN], make.NOW)
        verdicts.taken(connection, [replace(OPEN, state="same", factory="it4lia")], make.NOW)

        assert verdicts.factories(connection) == {"salona": "it4lia"}
        assert verdicts.open_ones(connection) == ()


def test_under_a_subject_its_own_name_settles_and_those_that_were_taken_for_it(store: Engine) -> None:
    with store.begin() as connection:
        verdicts.taken(connection, [OPEN, replace(OPEN, id="tecnopolo", state="same", factory="it4lia")], make.NOW)

        assert verdicts.spoken(connection, ["it4lia"]) == {"it4lia": "it4lia", "tecnopolo": "it4lia"}
        assert verdicts.spoken(connection, ["tecnopolo", "mimer", "salona", ""]) == {"mimer": "mimer", "": ""}


def test_claims_are_found_under_the_factory_that_their_name_is_taken_for(store: Engine) -> None:
    ours, theirs, waiting = (
        replace(claim, article="a")
        for name in ("it4lia", "tecnopolo", "salona")
        for claim in naming.about(name, host_city="Bologna")
    )
    with store.begin() as connection:
        write.claims(connection, "a", 1, [ours, theirs, waiting], make.NOW)
        verdicts.taken(connection, [OPEN, replace(OPEN, id="tecnopolo", state="same", factory="it4lia")], make.NOW)
        pairs = [(name, "host_city") for name in ("it4lia", "tecnopolo", "salona")]
        found = read.claims(connection, pairs)

    assert {pair[0]: {claim.id for claim in claims} for pair, claims in found.items()} == {
        "it4lia": {ours.id, theirs.id},
        "tecnopolo": set(),
        "salona": set(),
    }


def test_a_store_of_the_first_version_keeps_its_claims_and_gets_the_tables(store_url: str) -> None:
    engine = stores.open(store_url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "models:store/migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(OLD))

    stores.prepare(engine)

    with engine.begin() as connection:
        assert verdicts.every(connection) == ()
        assert verdicts.candidates(connection) == {}
        assert [claim.id != "" for claim in read.claims(connection, [("salona", "kind")])["salona", "kind"]] == [True]
        verdicts.put(connection, ACCEPT)
    engine.dispose()


def test_who_is_taken_for_another_is_known_since_it_was_and_so_is_what_names_it(store: Engine) -> None:
    same = replace(OPEN, state="same", factory="it4lia")
    link = make.claim("salona", subject="hearts", predicate="linked_factory")
    logged = make.change("salona", subject="hearts", predicate="linked_factory")
    with store.begin() as connection:
        verdicts.taken(connection, [OPEN, replace(OPEN, id="tecnopolo", state="new", factory="tecnopolo")], make.NOW)
        assert verdicts.merged(connection) == {}
        assert verdicts.named(connection, "linked_factory", [link]) == (link,)
        verdicts.taken(connection, [same], make.NOW + timedelta(days=1))
        write.registered(connection, "hearts", "antenna", "HEARTS", make.NOW)
        write.changes(connection, [logged])

        assert verdicts.merged(connection) == {"salona": same}
        assert verdicts.merged(connection, make.NOW + timedelta(hours=1)) == {}
        assert [one.value for one in verdicts.named(connection, "linked_factory", [link])] == ["it4lia"]
        assert read.naming(connection, ["salona"]) == {("hearts", "linked_factory")}
        assert read.naming(connection, ["it4lia"]) == frozenset()
