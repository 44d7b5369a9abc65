"""Copies in the store: found through their keys, in whatever order they come, and told to whoever settles."""

import itertools
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine, func, select

from models.article import Article
from models.store import copies, tables, write
from tests import make

TEXT = " ".join(f"word{number}" for number in range(120))
OTHER = " ".join(f"other{number}" for number in range(120))
PAIR = ("it4lia", "host_country")


def _article(name: str, text: str = TEXT, *, source: str = "corriere", published: date = make.DAY) -> Article:
    url, page = f"https://{source}.example/{name}", f"page-{name}-{text[:8]}"
    return replace(make.article(text, id=name, url=url, source=source, page=page), published=published)


def _put(store: Engine, *articles: Article) -> list[frozenset[tuple[str, str]]]:
    moved = []
    with store.begin() as connection:
        for article in articles:
            version = write.article(connection, article, make.NOW)
            write.claims(
                connection, article.id, version, [make.claim(article=article.id, source=article.source)], make.NOW
            )
            moved.append(copies.put(connection, article, version))
    return moved


def _stories(store: Engine, *articles: str) -> dict[str, str]:
    with store.connect() as connection:
        return dict(copies.stories(connection, articles))


def test_copies_across_sources_are_one_story_and_what_they_say_is_to_be_settled_again(store: Engine) -> None:
    later = _article("b", f"Taken over. {TEXT}", source="stampa", published=date(2024, 12, 11))

    assert _put(store, _article("a"), later, _article("c", OTHER, source="repubblica")) == [
        frozenset(),
        frozenset({PAIR}),
        frozenset(),
    ]
    assert _stories(store, "a", "c") == {"a": "corriere", "b": "corriere"}
    assert _stories(store, "c") == {}


def test_the_same_article_again_moves_nothing(store: Engine) -> None:
    articles = [_article("a"), _article("b", source="stampa")]
    _put(store, *articles)

    assert _put(store, *articles) == [frozenset(), frozenset()]


def test_in_any_order_the_same_articles_are_one_story(store: Engine) -> None:
    # The second is a copy of the first, the third of the second, and not of the first.
    words = [f"w{number}" for number in range(300)]
    chain = [" ".join(words[start : start + 120]) for start in (0, 40, 80)]
    found = []
    for number, order in enumerate(itertools.permutations(range(3))):
        names = [f"{number}-{place}" for place in range(3)]
        shifted = [" ".join(f"{number}{word}" for word in text.split()) for text in chain]
        articles = [_article(names[place], shifted[place], source=f"paper{place}") for place in range(3)]
        _put(store, *(articles[place] for place in order))
        found.append(
            {key.partition("-")[2]: voice.partition("-")[2] for key, voice in _stories(store, names[2]).items()}
        )

    assert found == [{"0": "0", "1": "0", "2": "0"}] * 6


def test_a_version_in_words_of_its_own_leaves_the_story_only_where_it_was_misread(store: Engine) -> None:
    _put(store, _article("a"), _article("b", source="stampa"))
    # The publisher changed the text: that it was a copy once stays true.
    _put(store, replace(_article("b", OTHER, source="stampa"), page="another"))
    assert set(_stories(store, "b")) == {"a", "b"}

    with store.begin() as connection:
        # Our own code reads the first version otherwise now.
        moved = copies.put(connection, _article("b", OTHER, source="stampa"), 1)

    assert moved == {PAIR}
    assert _stories(store, "a", "b") == {}


def test_translations_of_one_release_are_one_story_whatever_they_say(store: Engine) -> None:
    english = replace(_article("a", source="commission"), url="https://press.example/detail/en/ip_24_6302")
    latvian = replace(_article("b", OTHER, source="paper"), url="https://press.example/detail/lv/ip_24_6302")
    _put(store, english, latvian)

    assert len(set(_stories(store, "a", "b").values())) == 1
    assert set(_stories(store, "a")) == {"a", "b"}


def test_an_article_has_a_signature_and_one_key_for_each_band(store: Engine) -> None:
    _put(store, _article("a"), _article("b", "Too short to be anybody's copy."))

    with store.connect() as connection:
        keys = connection.execute(
            select(tables.traces.c.article, func.count().label("keys")).group_by(tables.traces.c.article)
        ).all()
        signed = connection.execute(
            select(tables.articles.c.id).where(tables.articles.c.signature.is_not(None))
        ).scalars()
        assert [(row.article, row.keys) for row in keys] == [("a", 32)]
        assert list(signed) == ["a"]
