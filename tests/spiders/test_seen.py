"""What need not be asked again, and the one form of an address."""

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
