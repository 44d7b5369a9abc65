"""Articles and claims in the store: versions, what is taken back, what is carried on. Nothing is lost."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from models.claim import Claim
from models.store import read, tables, write
from models.value import Money
from tests import make

LATER = make.NOW + timedelta(days=3)
MUCH_LATER = make.NOW + timedelta(days=30)
PAIR = ("it4lia", "host_country")


def test_a_changed_text_on_a_new_page_is_a_new_version(store: Engine) -> None:
    article = make.article("One\nText.", page="p1")
    with store.begin() as connection:
        versions = [
            write.article(connection, article, make.NOW),
            write.article(connection, article, LATER),
            write.article(connection, replace(article, page="p2"), LATER),
            write.article(connection, replace(make.article("One\nOther text."), page="p3"), LATER),
        ]
        newest, oldest = read.article(connection, article.id), read.article(connection, article.id, 1)

    assert versions == [1, 1, 1, 2]
    assert newest
    assert newest.text == "One\nOther text."
    assert oldest == article


def test_the_same_page_read_by_better_code_keeps_its_version(store: Engine) -> None:
    article = make.article("One\nText. Cookies?", page="p1")
    with store.begin() as connection:
        write.article(connection, article, make.NOW)
        version = write.article(connection, make.article("One\nText.", page="p1"), LATER)
        stored = read.article(connection, article.id)

    assert version == 1
    assert stored
    assert stored.text == "One\nText."


def _write(store: Engine, version: int, now: datetime, *claims: Claim) -> frozenset[tuple[str, str]]:
    with store.begin() as connection:
        return write.claims(connection, "a", version, claims, now)


def _all_of(store: Engine) -> dict[tuple[str, str], tuple[Claim, ...]]:
    pairs = [PAIR, ("it4lia", "partner_country"), ("it4lia", "kind")]
    with store.connect() as connection:
        return read.claims(connection, pairs)


def test_a_claim_comes_back_as_it_was_written(store: Engine) -> None:
    claim = make.claim(
        Money(least=1.5e9, currency="EUR", qualifier="at_least"),
        predicate="investment_total",
        article="a",
        modality="planned",
        confidence=0.5,
        url="https://a.example/1",
    )
    moved = _write(store, 1, LATER, claim)

    with store.connect() as connection:
        assert read.claim(connection, claim.id) == claim
        assert read.claim(connection, "none") is None
    assert moved == {("it4lia", "investment_total")}


def test_a_claim_without_an_address_has_that_of_its_article(store: Engine) -> None:
    claim = make.claim(article="an-article")
    with store.begin() as connection:
        version = write.article(connection, make.article(), make.NOW)
        write.claims(connection, "an-article", version, [claim], make.NOW)
        found = read.claim(connection, claim.id)

    assert found
    assert found.url == "https://eurohpc.example/seven"


def test_the_same_claims_again_change_nothing(store: Engine) -> None:
    claims = [make.claim(article="a"), make.claim("AT", predicate="partner_country", article="a")]
    _write(store, 1, make.NOW, *claims)
    before = _all_of(store)

    assert _write(store, 1, LATER, *claims, *claims) == frozenset()
    assert _all_of(store) == before


def test_what_a_new_version_no_longer_says_is_taken_back_and_kept(store: Engine) -> None:
    stays, goes = make.claim(article="a"), make.claim("AT", predicate="partner_country", article="a")
    _write(store, 1, make.NOW, stays, goes)

    moved = _write(store, 2, LATER, stays)

    assert moved == {("it4lia", "partner_country")}
    claims = _all_of(store)
    assert claims[PAIR] == (stays,)
    assert claims["it4lia", "partner_country"] == (replace(goes, ended=LATER),)
    with store.connect() as connection:
        assert read.open_claims(connection, [("it4lia", "partner_country")]) == {("it4lia", "partner_country"): ()}


def test_what_our_code_no_longer_reads_was_never_said(store: Engine) -> None:
    claim = make.claim(article="a")
    _write(store, 1, make.NOW, claim)

    moved = _write(store, 1, LATER)

    assert moved == {PAIR}
    assert _all_of(store)[PAIR] == ()
    with store.connect() as connection:
        assert read.claim(connection, claim.id) == claim


def test_a_reworded_sentence_says_nothing_new_and_keeps_its_day(store: Engine) -> None:
    claim = make.claim(article="a")
    _write(store, 1, make.NOW, claim)
    reworded = make.claim(article="a", quote="Italy hosts IT4LIA.", said=LATER)

    moved = _write(store, 2, LATER, reworded)

    assert moved == frozenset()
    assert _all_of(store)[PAIR] == (replace(reworded, said=claim.said),)


def test_what_a_later_version_says_first_was_said_when_it_came(store: Engine) -> None:
    article = make.article(id="a", page="p1")
    with store.begin() as connection:
        write.article(connection, article, make.NOW)
        write.claims(connection, "a", 1, [], make.NOW)
        version = write.article(connection, replace(article, text="x", page="p2"), LATER)
        write.claims(connection, "a", version, [make.claim(article="a")], MUCH_LATER)

    assert [claim.said for claim in _all_of(store)[PAIR]] == [LATER]


def test_nothing_is_said_in_the_future_and_nothing_without_a_day(store: Engine) -> None:
    ahead = make.claim(article="a", said="2031-01-01")
    dayless = replace(make.claim("AT", predicate="partner_country", article="a"), said=None)
    _write(store, 1, make.NOW, ahead, dayless)

    assert [claim.said for claims in _all_of(store).values() for claim in claims] == [make.NOW, make.NOW]


def test_a_claim_that_comes_back_is_open_again_beside_what_it_was(store: Engine) -> None:
    claim = make.claim(article="a")
    _write(store, 1, make.NOW, claim)
    _write(store, 2, LATER)
    _write(store, 3, MUCH_LATER, claim)

    assert sorted(claim.ended is None for claim in _all_of(store)[PAIR]) == [False, True]


def test_no_claim_is_ever_lost(store: Engine) -> None:
    claims = [make.claim(value, predicate="partner_country", article="a") for value in ("AT", "SI", "FR", "ES")]
    for version, some in enumerate((claims, claims[:2], [], claims[1:], claims[:1]), start=1):
        _write(store, version, make.NOW + timedelta(days=version), *some)
        _write(store, version, make.NOW + timedelta(days=version, hours=1), *some[1:])

    with store.connect() as connection:
        assert all(read.claim(connection, claim.id) for claim in claims)
        rows = connection.execute(select(func.count()).select_from(tables.claims)).scalar_one()
    assert rows == 4 + 2 + 3 + 1


def test_claims_of_another_article_or_of_an_older_version_are_refused(store: Engine) -> None:
    with pytest.raises(ValueError, match="another article"):
        _write(store, 1, make.NOW, make.claim(article="b"))
    _write(store, 2, make.NOW, make.claim(article="a"))
    with pytest.raises(ValueError, match="no longer the newest"):
        _write(store, 1, make.NOW, make.claim(article="a"))


def test_a_page_that_is_gone_marks_the_claims_of_its_article(store: Engine) -> None:
    claim = make.claim(article="a")
    _write(store, 1, make.NOW, claim)
    with store.begin() as connection:
        moved = write.gone(connection, "a", LATER)
        again = write.gone(connection, "a", MUCH_LATER)

    assert moved == {PAIR}
    assert not again
    assert _all_of(store)[PAIR] == (replace(claim, gone=LATER),)


def test_a_page_that_comes_back_was_only_briefly_away(store: Engine) -> None:
    claim = make.claim(article="a")
    _write(store, 1, make.NOW, claim)
    with store.begin() as connection:
        write.gone(connection, "a", LATER)

    moved = _write(store, 1, MUCH_LATER, claim)

    assert moved == {PAIR}
    assert _all_of(store)[PAIR] == (claim,)


def test_what_must_be_settled_together_comes_together(store: Engine) -> None:
    _write(
        store,
        1,
        make.NOW,
        make.claim("ai_factory", predicate="kind", article="a"),
        make.claim(article="a"),
        make.claim("AT", predicate="partner_country", article="a"),
    )
    waiting = {PAIR, ("it4lia", "partner_country"), ("it4lia", "kind")}
    with store.begin() as connection:
        before = read.widened(connection, [PAIR])
        write.changes(connection, [make.change("ai_factory", predicate="kind", took_effect=make.DAY)])
        held = read.widened(connection, [PAIR])
        write.claims(
            connection, "b", 1, [make.claim("ai_factory", predicate="kind", article="b", said="2024-11-01")], LATER
        )
        earlier = read.widened(connection, [PAIR])

    assert before == waiting
    assert held == {PAIR, ("it4lia", "kind")}
    assert earlier == waiting
