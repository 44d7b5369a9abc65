"""Eight newspapers of different make, language and encoding, read right through: asked for, archived, cleaned."""

from collections.abc import Iterator
from datetime import date

import pytest

from models.article import Article
from models.page import Page
from pipeline import clean, reading
from tests.crawling import Desk
from tests.newsroom import press, server
from tests.newsroom.press import Make
from tests.newsroom.server import Newsroom

TODAY = date(2026, 3, 20)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with server.opened(tmp_path_factory.mktemp("newsroom"), today=TODAY, wide=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    """What one crawl of all eight brings home."""
    desk = Desk(room=room, folder=tmp_path_factory.mktemp("crawl"))
    crawled = desk.crawl(*(make.name for make in press.MAKES))
    assert (crawled.status, crawled.words) == (0, "")
    return desk.pages()


def read(pages: tuple[Page, ...], make: Make) -> Article:
    """The one article that the paper has on the subject."""
    (page,) = (page for page in pages if page.source == make.name)
    return clean.article(page)


@pytest.mark.parametrize("make", press.MAKES, ids=lambda make: f"{make.name}-{make.encoding}-{make.entrance}")
def test_each_paper_is_read_right_through(room: Newsroom, pages: tuple[Page, ...], make: Make) -> None:
    (told,) = (story for story in room.stories(make.name) if len(story.body) > 1)

    article = read(pages, make)

    assert article.title == told.title
    assert article.published == told.published.date()
    assert article.language == make.language
    assert article.text.split("\n") == [told.title, told.standfirst, *(block.text for block in told.body)]
    assert article.url == room.address(make.name, told.slug)


@pytest.mark.parametrize("make", press.MAKES, ids=lambda make: make.name)
def test_nothing_of_what_stands_around_an_article_gets_into_it(pages: tuple[Page, ...], make: Make) -> None:
    (page,) = (page for page in pages if page.source == make.name)
    text = clean.article(page).text
    shown = page.body.decode(make.encoding)

    for words in make.furniture:
        assert words in shown, "the page no longer has this furniture: the test would say nothing"
        assert words not in text


def test_what_is_about_something_else_is_not_even_asked_for(room: Newsroom, pages: tuple[Page, ...]) -> None:
    assert len(pages) == len(press.MAKES)
    paths = {asked.path.partition("?")[0] for asked in room.asked}
    for make in press.MAKES:
        others = [story for story in room.stories(make.name) if len(story.body) == 1]
        assert others
        for story in others:
            assert room.address(make.name, story.slug).removeprefix(room.urls[make.name]) not in paths


def test_the_encodings_are_those_that_the_papers_are_there_for(pages: tuple[Page, ...]) -> None:
    for make in press.MAKES:
        (page,) = (page for page in pages if page.source == make.name)
        try:
            page.body.decode("utf-8")
            is_utf8 = True
        except UnicodeDecodeError:
            is_utf8 = False
        assert is_utf8 == (make.encoding == "utf-8"), make.name
    assert {make.encoding for make in press.MAKES} >= {"windows-1253", "iso-8859-2", "windows-1251", "iso-8859-15"}


@pytest.mark.parametrize(
    ("name", "subject", "predicate", "value"),
    [
        ("proini", "pharos", "host_country", "GR"),
        ("kurier", "piast-ai", "host_organisation", "Poznańskie Centrum Superkomputerowo-Sieciowe"),
        ("listy", "czai", "host_organisation", "IT4Innovations"),
        ("hirlap", "slaif", "host_country", "SI"),
        ("vestnik", "brain-pp", "host_country", "BG"),
        ("bote", "hammerhai", "host_organisation", "Höchstleistungsrechenzentrum Stuttgart"),
        ("courrier", "ai2f", "host_organisation", "GENCI"),
        ("faro", "1healthai", "host_organisation", "CESGA"),
    ],
)
def test_what_a_paper_says_comes_out_at_the_other_end(
    pages: tuple[Page, ...], name: str, subject: str, predicate: str, value: str
) -> None:
    (page,) = (page for page in pages if page.source == name)

    read = reading.of(page)

    assert read.article.relevant
    assert (subject, predicate, value) in {(one.subject, one.predicate, one.value) for one in read.claims}
