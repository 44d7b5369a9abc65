"""What need not be asked again, and the one form of an address."""

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.look import Look
from spiders import seen
from tests.spiders import make


@pytest.mark.parametrize(
    ("given_url", "form"),
    [
        ("HTTPS://Example.ORG:443/a/../b#top", "https://example.org/b"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?utm_source=x&utm_medium=rss&id=7", "https://example.org/a?id=7"),
        ("https://example.org/a?_gl=1*x&gclid=1&fbclid=2&wt_mc=rss.x&ref=rss", "https://example.org/a"),
        ("https://example.org/f?filename=x.pdf&prefLang=fi", "https://example.org/f?filename=x.pdf"),
        ("https://example.org/2025/x?noamp=mobile&amp=1", "https://example.org/2025/x"),
        ("https://example.org/?p=25492", "https://example.org/?p=25492"),
        (
            "https://example.org/a?mtm_source=x&mc_cid=1&at_medium=rss&msclkid=2&xtor=3&cmpid=4&id=7",
            "https://example.org/a?id=7",
        ),
        ("https://example.org/a?ns_source=x&ns=7", "https://example.org/a?ns=7"),
        ("https://example.org/2025/x/amp/", "https://example.org/2025/x"),
        ("https://example.org/2025/x/amp?outputType=amp", "https://example.org/2025/x"),
        ("https://example.org/amp", "https://example.org/amp"),
        ("https://example.org/champ", "https://example.org/champ"),
        ("https://example.org/amp/amp/amp", "https://example.org/amp"),
        ("https://example.org/a?amp;b", "https://example.org/a?amp%3Bb="),
        (" https://example.org/a ", "https://example.org/a"),
        ("http://https://example.org/a", "https://example.org/a"),
        ("https:/example.org/a", "https://example.org/a"),
        ("https:\\\\example.org/a", "https://example.org/a"),
        ("https://user:word@example.org/a", "https://example.org/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://example.org:8000/a", "http://example.org:8000/a"),
        ("mailto:a@example.org", ""),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("http://[::1/", ""),
        ("http://example.org:99999/", ""),
        ("/a", ""),
        ("", ""),
        ("https://example.org/" + "a" * 3000, ""),
    ],
)
def test_an_address_has_one_form(given_url: str, form: str) -> None:
    assert seen.canonical(given_url) == form


@given(
    st.text(max_size=60).map("https://example.org/".__add__)
    | st.text(max_size=40).map("http://".__add__)
    | st.text(max_size=40)
)
def test_the_form_of_a_form_is_itself_and_plain_to_write(url: str) -> None:
    form = seen.canonical(url)

    assert seen.canonical(form) == form
    assert form.isascii()
    assert form.isprintable()
    assert " " not in form


def test_a_page_has_four_addresses_and_one_identity() -> None:
    twins = seen.twins("http://www.example.org:8000/a?b=1")

    assert twins == (
        "https://example.org:8000/a?b=1",
        "https://www.example.org:8000/a?b=1",
        "http://example.org:8000/a?b=1",
        "http://www.example.org:8000/a?b=1",
    )
    assert {seen.identity(twin) for twin in twins} == {"example.org:8000/a?b=1"}
    assert seen.identity("https://example.org/a") != seen.identity("https://example.org/A")


def test_the_form_of_a_long_address_is_found_in_no_time() -> None:
    hostile = ["https://example.org" + "/amp" * 490 + "x", "https://example.org/?" + "utm_" * 490, "http:/" * 330 + "x"]
    started = time.perf_counter()
    for url in hostile:
        seen.canonical(url)

    assert time.perf_counter() - started < 0.5


FAILED = make.look(status=404, body_sha="")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("look", "changed", "due"),
    [
        (None, None, True),
        (make.look(), None, False),
        (make.look(), make.NOON - HOUR, False),
        (make.look(), make.NOON + HOUR, True),
        (make.look(), make.NOON + 30 * HOUR, False),
        (make.look(status=304), None, False),
        (make.look(status=404), None, False),
        (FAILED, None, False),
        (make.look(checked=make.NOON - 24 * HOUR, status=404, body_sha=""), None, True),
        (replace(make.look(), again=make.NOON + HOUR), None, True),
        (replace(make.look(), again=make.NOON + 3 * HOUR), None, False),
    ],
    ids=[
        "new",
        "had",
        "had, as old",
        "had, edited since",
        "stamp of tomorrow",
        "as before",
        "gone since",
        "failed just now",
        "failed a day ago",
        "its day has come",
        "its day is to come",
    ],
)
def test_an_address_is_asked_for_when_something_may_be_new(
    look: Look | None, changed: datetime | None, due: bool
) -> None:
    assert seen.due(look, changed, make.NOON + 2 * HOUR) == due


def test_what_is_known_of_the_last_answer_is_sent_along() -> None:
    known = make.look(etag='W/"7"', last_modified="Thu, 12 Dec 2024 09:00:00 GMT")

    assert seen.headers(known) == {"If-None-Match": 'W/"7"', "If-Modified-Since": "Thu, 12 Dec 2024 09:00:00 GMT"}
    assert seen.headers(make.look(etag="")) == {}
    assert seen.headers(make.look(body_sha="")) == {}
    assert seen.headers(None) == {}
