"""JSON APIs by their table alone: the press corner's shape, TED's, and answers of other makes."""

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from parsel import Selector

from models.errors import ConfigError, NotFeed, PageError
from models.source import Api, ApiArticle, Source
from spiders import api
from spiders.entry import Ask, Entry
from tests.spiders import make
from tests.spiders.site import Answer, Site, World

CORNER = Api(
    entries="docuLanguageListResources",
    url="https://example.eu/presscorner/api/documents?reference={refCode}&language=en",
    shown="https://example.eu/presscorner/detail/en/{refCode:slug}",
    title=("title",),
    teaser=("leadText",),
    published=("eventDate",),
    page="pagenumber",
    article=ApiArticle(
        title="docuLanguageResource.title", text="docuLanguageResource.htmlContent", published="eventDate"
    ),
)
CORNER_URL = "https://example.eu/presscorner/api/latestnews?language=en&pagesize=20&pagenumber=1"
PRESS = make.source("press-corner", urls=(CORNER_URL,), door="api", api=CORNER)

TED_BODY = '{"query": "FT ~ \\"EuroHPC\\" SORT BY PD DESC", "fields": ["notice-title"], "limit": 2, "page": 1}'
TED = Api(
    entries="notices",
    url="https://example.eu/en/notice/{publication-number}/html",
    shown="https://example.eu/en/notice/-/detail/{publication-number}",
    title=("notice-title.eng", "notice-title.*"),
    teaser=("buyer-name.eng", "buyer-name.*"),
    published=("publication-date",),
    body=TED_BODY,
    page="page",
)
TED_URL = "https://api.example.eu/v3/notices/search"
NOTICES = make.source("ted", urls=(TED_URL,), door="api", api=TED)


def found(*entries: Mapping[str, object], key: str = "docuLanguageListResources") -> bytes:
    """A list as an API answers it."""
    return json.dumps({"total": 312, key: entries}).encode()


def test_the_press_corners_list_gives_what_to_ask_for_and_what_to_show() -> None:
    seven = {"refCode": "IP/24/6302", "title": "Seven sites", "leadText": "AI Factories", "eventDate": "2024-12-10"}

    assert api.start(PRESS) == (Ask(url=CORNER_URL),)
    assert api.entries(found(seven), CORNER_URL, PRESS) == (
        Entry(
            url="https://example.eu/presscorner/api/documents?reference=IP%2F24%2F6302&language=en",
            shown="https://example.eu/presscorner/detail/en/ip_24_6302",
            title="Seven sites",
            teaser="AI Factories",
            published="2024-12-10",
            changed=datetime(2024, 12, 10, tzinfo=UTC),
        ),
    )


def test_teds_query_is_sent_along_and_its_days_with_a_zone_are_read() -> None:
    notice = {
        "publication-number": "765432-2024",
        "notice-title": {"fra": "Supercalculateur", "eng": "Supercomputer"},
        "buyer-name": {"ita": ["CINECA", "EuroHPC JU"]},
        "publication-date": "2024-12-10+01:00",
    }

    assert api.start(NOTICES) == (Ask(url=TED_URL, body=TED_BODY.encode()),)
    (entry,) = api.entries(found(notice, key="notices"), TED_URL, NOTICES)
    assert (entry.url, entry.shown) == (
        "https://example.eu/en/notice/765432-2024/html",
        "https://example.eu/en/notice/-/detail/765432-2024",
    )
    assert (entry.title, entry.teaser, entry.published) == ("Supercomputer", "CINECA, EuroHPC JU", "2024-12-10")


def test_the_next_page_is_a_number_in_the_address_or_in_what_is_sent_along() -> None:
    entry = {"refCode": "IP/24/1"}

    (ask,) = api.further(found(entry), Ask(url=CORNER_URL), PRESS)
    assert ask == Ask(url=CORNER_URL.replace("pagenumber=1", "pagenumber=2"))
    (ask,) = api.further(found(entry, key="notices"), Ask(url=TED_URL, body=TED_BODY.encode()), NOTICES)
    assert (ask.url, json.loads(ask.body)) == (TED_URL, {**json.loads(TED_BODY), "page": 2})


@pytest.mark.parametrize("body", [found(), b"{}", b"no JSON", found(key="other")])
def test_after_an_empty_page_there_is_none(body: bytes) -> None:
    assert api.further(body, Ask(url=CORNER_URL), PRESS) == ()


def test_without_a_key_for_the_page_there_is_one_page() -> None:
    one = make.source(door="api", api=replace(CORNER, page=""))
    assert api.further(found({"refCode": "IP/24/1"}), Ask(url=CORNER_URL), one) == ()


def test_an_api_may_answer_with_the_list_itself_and_give_whole_addresses() -> None:
    plain = Api(entries="", url="{link}", title=("title.rendered",), changed=("modified",), published=("date",))
    source = make.source(door="api", api=plain)
    body = b"""[{"link": "https://example.org/?p=1&x=a b", "title": {"rendered": "One"}, "date": "2024-12-10T10:00:00",
      "modified": "2024-12-11T10:00:00"}, {"link": "javascript:x"}, {"title": "no address"}, 7, null, "x"]"""

    (entry,) = api.entries(body, "https://example.org/wp-json/wp/v2/posts", source)

    assert (entry.url, entry.title, entry.published) == ("https://example.org/?p=1&x=a b", "One", "2024-12-10")
    assert entry.changed == datetime(2024, 12, 11, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Sorry</html>",
        b"Please limit requests to one every 5 seconds",
        b'{"docuLanguageListResources": null}',
        b'{"docuLanguageListResources": {"a": 1}}',
        b"[1]",
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_an_answer_without_the_list_is_no_list_though_it_is_a_200(body: bytes) -> None:
    with pytest.raises(NotFeed, match="is no JSON with a list at docuLanguageListResources"):
        api.entries(body, CORNER_URL, PRESS)


def test_an_article_in_json_becomes_a_page_that_holds_the_answer_itself() -> None:
    answer = {
        "eventDate": "2024-12-10",
        "docuLanguageResource": {
            "title": "Seven & one </title>",
            "htmlContent": "<p>Seven <b>sites</b></p><ul><li>One</li></ul></script>",
        },
    }

    page = Selector(text=api.page(json.dumps(answer).encode(), _entry(), PRESS).decode())

    assert page.css("h1::text").getall() == ["Seven & one </title>"]
    assert page.css("meta[property='article:published_time']::attr(content)").get() == "2024-12-10"
    assert page.css("main li::text").getall() == ["One"]
    assert json.loads(page.css("#answer::text").get("")) == answer
    assert page.css("html::attr(lang)").get() == "en"


def test_an_article_of_plain_text_is_cut_into_paragraphs_and_never_read_as_markup() -> None:
    answer = {"docuLanguageResource": {"title": "T", "htmlContent": "One < two & three.\n\nFour."}}

    page = Selector(text=api.page(json.dumps(answer).encode(), _entry(), PRESS).decode())

    assert page.css("main p::text").getall() == ["One < two & three.", "Four."]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"<html><app-root></app-root></html>", "docuLanguageResource.title"),
        (b'{"docuLanguageResource": {"title": "T", "htmlContent": ""}}', "docuLanguageResource.htmlContent"),
        (b'{"docuLanguageResource": null}', "docuLanguageResource.title"),
    ],
)
def test_a_shell_without_an_article_is_a_soft_404(body: bytes, path: str) -> None:
    with pytest.raises(PageError, match=f"is no JSON with words at {path}"):
        api.page(body, _entry(), PRESS)


def test_where_articles_are_html_they_stay_as_they_came() -> None:
    body = b"<html><h1>Notice</h1></html>"
    assert api.page(body, _entry(), NOTICES) is body


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (make.source(door="api"), r"api: is missing"),
        (make.source(door="api", api=replace(TED, body="[1]")), r"api\.body: is no JSON object"),
        (make.source(door="api", api=replace(TED, body="{")), r"api\.body: is no JSON object"),
        (make.source(door="api", api=replace(TED, url="https://x.org/")), r"api\.url: .* names no key in braces"),
        (make.source(door="api", api=replace(TED, shown="https://x.org/{a")), r"api\.shown: .* names no key"),
        (make.source(door="api", api=replace(CORNER, page="seite")), r"api\.page: seite is no key of the addresses"),
        (make.source(door="api", api=replace(TED, page="seite")), r"api\.page: seite is no number of api\.body"),
    ],
)
def test_a_table_that_does_not_hold_together_is_a_matter_of_configuration(source: Source, words: str) -> None:
    with pytest.raises(ConfigError, match=r"gazette\.toml: " + words):
        api.check(source)


def test_a_sound_table_passes() -> None:
    api.check(PRESS)
    api.check(NOTICES)


@pytest.mark.parametrize("filling", ["{", "<", "<a", "{a:slug}", "&"])
def test_a_megabyte_of_nonsense_in_an_answer_is_read_quickly(filling: str) -> None:
    nonsense = filling * (1_000_000 // len(filling))
    answer = {"eventDate": nonsense, "docuLanguageResource": {"title": nonsense, "htmlContent": nonsense}}

    start = time.process_time()
    api.entries(found({"refCode": nonsense, "title": nonsense}), CORNER_URL, PRESS)
    api.page(json.dumps(answer).encode(), _entry(), PRESS)
    assert time.process_time() - start < 3


def test_the_press_corner_is_crawled_page_by_page_and_kept_under_the_address_for_people(
    site: Site, world: World
) -> None:
    base = f"{site.url}/presscorner"

    def listed(*codes: str) -> Answer:
        return Answer(body=found(*({"refCode": code, "title": code} for code in codes)), kind="application/json")

    def document(headers: Mapping[str, str]) -> Answer:
        assert headers["accept-language"].startswith("en")
        text = {"title": "Seven sites", "htmlContent": f"<p>{'Seven AI Factories were chosen. ' * 5}</p>"}
        return Answer(body=json.dumps({"docuLanguageResource": text}).encode(), kind="application/json")

    number = "/presscorner/api/latestnews?language=en&pagesize=2&pagenumber="
    document_of = "/presscorner/api/documents?language=en&reference=IP%2F24%2F"
    site.pages = {
        f"{number}1": listed("IP/24/3", "IP/24/2"),
        f"{number}2": listed("IP/24/1"),
        f"{number}3": listed(),
        f"{document_of}3": document,
        f"{document_of}2": document,
        # The shell that the real one answers for whatever is not there.
        f"{document_of}1": Answer(body=b"<html><app-root></app-root></html>"),
    }
    table = replace(
        CORNER,
        url=f"{base}/api/documents?reference={{refCode}}&language=en",
        shown=f"{base}/detail/en/{{refCode:slug}}",
    )
    world.add(make.source(urls=(f"{site.url}{number}1",), door="api", api=table))

    crawled, again = world.crawl(), world.crawl()

    assert [(one.counts[0]["entries"], one.counts[0]["fetched"]) for one in (crawled, again)] == [(3, 2), (0, 0)]
    assert sorted(world.waiting()) == [f"{base}/detail/en/ip_24_2", f"{base}/detail/en/ip_24_3"]
    assert {page.header("content-type") for page in world.pages()} == {"text/html; charset=utf-8"}
    assert world.issues()["broken"].about.endswith("reference=IP%2F24%2F1")
    assert site.paths().count(f"{document_of}3") == 1


def test_ted_is_asked_with_post_page_after_page(site: Site, world: World) -> None:
    def search(_headers: Mapping[str, str]) -> Answer:
        number = json.loads(site.asked[-1].body)["page"]
        notices = [{"publication-number": f"{number}{place}-2024"} for place in range(2 if number < 3 else 0)]
        return Answer(body=found(*notices, key="notices"), kind="application/json")

    site.pages = {"/v3/search": search, "*": Answer(body=b"<h1>Notice</h1>")}
    table = replace(
        TED,
        url=f"{site.url}/notice/{{publication-number}}/html",
        shown=f"{site.url}/notice/-/detail/{{publication-number}}",
        most_pages=9,
    )
    world.add(make.source(urls=(f"{site.url}/v3/search",), door="api", api=table))

    crawled = world.crawl()

    posts = [asked for asked in site.asked if asked.body]
    assert [json.loads(asked.body)["page"] for asked in posts] == [1, 2, 3]
    assert {asked.headers["content-type"] for asked in posts} == {"application/json"}
    assert crawled.counts[0]["fetched"] == 4
    assert f"{site.url}/notice/-/detail/10-2024" in world.waiting()


def _entry() -> Entry:
    return Entry(url="https://example.eu/presscorner/api/documents?reference=IP%2F24%2F1")
