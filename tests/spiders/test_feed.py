"""Feeds of every make, whole and broken; nothing is fetched and nothing expanded."""

import contextlib
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.errors import NotFeed
from spiders import feed
from spiders.entry import Entry
from tests.spiders import make

URL = "https://example.org/rss"

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
  <title>Gazette | News</title><link>https://example.org/news</link>
  <item><title>Seven sites &amp;amp; one plan</title><atom:id>https://example.org/node/12</atom:id>
    <link>https://example.org/seven-2024-12-10_en</link><guid>https://example.org/seven-2024-12-10_en</guid>
    <description>&lt;p&gt;Seven &lt;b&gt;AI&lt;/b&gt; sites.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</description>
    <pubDate>Thu, 12 Dec 2024 00:14:02 +0100</pubDate></item>
  <item><title>No link</title></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/base/"><title>G</title>
  <entry><title type="html">Sei &lt;em&gt;città&lt;/em&gt;</title><id>tag:example.org,2024:1</id>
    <link rel="self" href="https://example.org/x.json"/><link rel="alternate" href="a/sei"/>
    <published>2024-12-10T10:00:00Z</published><updated>2024-12-11T11:30:00+01:00</updated>
    <summary>Breve</summary><content type="html">&lt;p&gt;Più lungo del sommario&lt;/p&gt;</content></entry>
</feed>""".encode()

RDF = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
 <channel rdf:about="https://example.org/"><title>G</title><link>https://example.org/</link></channel>
 <item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>
  <dc:date>2024-12-10</dc:date></item>
</rdf:RDF>"""


def test_rss_gives_title_teaser_and_the_day_at_the_publishers() -> None:
    (entry,) = feed.entries(RSS, URL, make.source())

    assert entry == Entry(
        url="https://example.org/seven-2024-12-10_en",
        title="Seven sites & one plan",
        teaser="Seven AI sites. More.",
        published="2024-12-12",
        changed=datetime(2024, 12, 11, 23, 14, 2, tzinfo=UTC),
    )


def test_atom_gives_the_alternate_link_and_both_stamps() -> None:
    (entry,) = feed.entries(ATOM, URL, make.source())

    assert entry.url == "https://example.org/base/a/sei"
    assert (entry.title, entry.teaser) == ("Sei città", "Più lungo del sommario")
    assert entry.published == "2024-12-10"
    assert entry.changed == datetime(2024, 12, 11, 10, 30, tzinfo=UTC)


def test_rdf_is_a_feed_too() -> None:
    (entry,) = feed.entries(RDF, URL, make.source())

    assert (entry.url, entry.title, entry.published) == ("https://example.org/1", "One", "2024-12-10")


@pytest.mark.parametrize(
    ("broken", "count"),
    [
        (RSS.replace(b"</item>\n</channel></rss>", b""), 1),
        (RSS.replace(b"&amp;amp;", b"& &nbsp; &undefined;"), 1),
        (b"\n\n  " + RSS, 1),
        (RSS.replace(b"<title>Seven", b"<title>\x0b\x00Seven"), 1),
        (RSS.replace(b'encoding="utf-8"', b'encoding="no-such"'), 1),
        (b"\xef\xbb\xbf" + RSS, 1),
    ],
    ids=["cut off", "odd entities", "space ahead", "control characters", "unknown encoding", "BOM"],
)
def test_broken_xml_is_read_all_the_same(broken: bytes, count: int) -> None:
    entries = feed.entries(broken, URL, make.source())

    assert [entry.url for entry in entries] == ["https://example.org/seven-2024-12-10_en"] * count
    assert "sites" in entries[0].title


@pytest.mark.parametrize(
    ("encoding", "title"),
    [("windows-1251", "Седем центъра"), ("windows-1253", "Επτά κέντρα"), ("iso-8859-2", "Siedem ośrodków")],
)
def test_the_encoding_of_the_xml_head_is_heeded(encoding: str, title: str) -> None:
    body = RSS.decode().replace("utf-8", encoding).replace("Seven sites", title).encode(encoding)

    assert feed.entries(body, URL, make.source())[0].title.startswith(title)


@pytest.mark.parametrize("date", ["", "soon", "Thu, 99 Dec 2024 00:00:00 GMT", "0001-01-01T00:00:00Z", "9" * 5000])
def test_a_date_that_cannot_be_read_is_none(date: str) -> None:
    body = RSS.replace(b"Thu, 12 Dec 2024 00:14:02 +0100", date.encode())

    (entry,) = feed.entries(body, URL, make.source())

    assert (entry.published, entry.changed) == ("", None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<!doctype html><html><head><title>Sorry</title></head><body><p>Sorry</p></body></html>",
        b'{"items": []}',
        b"\x89PNG\r\n\x1a\n",
        b"Not found",
    ],
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(NotFeed, match="is no feed"):
        feed.entries(body, URL, make.source())


def test_an_empty_feed_is_a_feed() -> None:
    empty = b'<rss version="2.0"><channel><title>G</title></channel></rss>'

    assert feed.entries(empty, URL, make.source()) == ()


def test_a_body_is_never_taken_for_the_name_of_a_file_or_address(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(RSS)

    for name in (str(tmp_path / "feed.xml"), f"file://{tmp_path}/feed.xml", "http://127.0.0.1:9/feed"):
        with pytest.raises(NotFeed):
            feed.entries(name.encode(), URL, make.source())


def test_entities_of_a_file_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the-secret-words")
    head = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'.encode()
    body = RSS.replace(b"?>\n<rss", b"?>" + head + b"<rss").replace(b"Seven sites", b"&x; sites")

    entries = feed.entries(body, URL, make.source())

    assert "secret-words" not in repr(entries)


def test_a_billion_laughs_stay_short_and_quick() -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (step, b"&l%d;" % (step - 1) * 10) for step in range(1, 10))
    head = b'<!DOCTYPE rss [<!ENTITY l0 "ha">' + laughs + b"]>"
    body = RSS.replace(b"?>\n<rss", b"?>" + head + b"<rss").replace(b"Seven sites", b"&l9; sites")

    start = time.process_time()
    entries = feed.entries(body, URL, make.source())

    assert time.process_time() - start < 2
    assert sum(len(entry.title) + len(entry.teaser) for entry in entries) < 100_000


@pytest.mark.parametrize("filling", [b"1", b".", b" ", b"<!--", b"]]>"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_megabyte_of_one_letter_is_read_quickly(filling: bytes, inside: bool) -> None:
    _read_within_two_seconds(filling * (1_000_000 // len(filling)), inside)


# feedparser takes some 3 µs a byte for these, however many there are: slow, but linear.
@pytest.mark.parametrize("filling", [b"<", b"&", b"<a ", b"&#x", b"<![CDATA[", b"<item>"])
@pytest.mark.parametrize("inside", [True, False])
def test_markup_gone_wild_is_read_in_linear_time(filling: bytes, inside: bool) -> None:
    _read_within_two_seconds(filling * (150_000 // len(filling)), inside)


def _read_within_two_seconds(nonsense: bytes, inside: bool) -> None:
    body = RSS.replace(b"Seven sites", nonsense) if inside else nonsense
    start = time.process_time()
    with contextlib.suppress(NotFeed):
        feed.entries(body, URL, make.source())
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("told", "written", "language"),
    [
        ("iso-8859-1", "utf-8", "el"),
        ("windows-1253", "utf-8", "el"),
        ("utf-8", "windows-1253", "el"),
        ("utf-8", "windows-1251", "bg"),
        ("utf-8", "windows-1250", "cs"),
        ("us-ascii", "utf-8", "pl"),
        ("utf-16", "utf-8", "pl"),
        ("utf-8", "utf-16", "pl"),
        ("iso-8859-15", "iso-8859-15", "fr"),
        ("", "iso-8859-1", "fr"),
        ("idna", "windows-1257", "lt"),
    ],
)
def test_a_feed_whose_head_names_another_encoding_is_read_as_it_is(told: str, written: str, language: str) -> None:
    title = {
        "el": "Επτά κέντρα",
        "bg": "Седем центъра",
        "cs": "Sedm středisek",
        "pl": "Siedem ośrodków",
        "fr": "Sept usines à créer",
        "lt": "Septyni dirbtinio intelekto fabrikai, ąčęėįšųū",
    }[language]
    head = f'encoding="{told}"' if told else ""
    text = RSS.decode().replace('encoding="utf-8"', head).replace("Seven sites", title)

    (entry,) = feed.entries(text.encode(written), URL, make.source(language=language))

    assert entry.title.startswith(title)


def test_a_letter_broken_in_two_spoils_one_word_and_not_the_feed() -> None:
    body = RSS.replace(b"Seven sites", "Επτά κέντρα".encode()[:-1] + b" sites")

    (entry,) = feed.entries(body, URL, make.source(language="el"))

    assert entry.title.startswith("Επτά κέντρ\ufffd sites")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("<link>/seven</link>", "https://example.org/seven"),
        ("<link>seven.html</link>", "https://example.org/seven.html"),
        ("<link>//www.example.org/seven</link>", "https://www.example.org/seven"),
        ("<link>\n  https://example.org/seven\n </link>", "https://example.org/seven"),
        ("<link><![CDATA[https://example.org/a?b=1&c=2]]></link>", "https://example.org/a?b=1&c=2"),
        ('<guid isPermaLink="true">https://example.org/seven</guid>', "https://example.org/seven"),
    ],
)
def test_an_rss_link_may_be_relative_padded_or_in_cdata(link: str, address: str) -> None:
    body = f'<rss version="2.0"><channel><item><title>A</title>{link}</item></channel></rss>'.encode()

    assert [entry.url for entry in feed.entries(body, URL, make.source())] == [address]


def test_xml_base_counts_in_rss_too() -> None:
    body = b"""<rss version="2.0" xml:base="https://example.org/deep/"><channel><item xml:base="er/"><title>A</title>
      <link>seven</link></item></channel></rss>"""

    assert [entry.url for entry in feed.entries(body, URL, make.source())] == ["https://example.org/deep/er/seven"]


@pytest.mark.parametrize(
    "title",
    [
        "<![CDATA[Seven <b>AI</b> sites &amp; one plan]]>",
        "&lt;span class=&quot;kicker&quot;&gt;Seven&lt;/span&gt; AI sites &amp;amp; one plan",
        "Seven AI sites &#38;amp; one plan",
    ],
)
def test_markup_in_a_title_is_no_part_of_it(title: str) -> None:
    body = f"<rss version='2.0'><channel><item><title>{title}</title><link>https://example.org/a</link></item></channel></rss>"

    (entry,) = feed.entries(body.encode(), URL, make.source())

    assert entry.title == "Seven AI sites & one plan"


def test_a_megabyte_between_the_entries_hides_none_of_them() -> None:
    junk = b"<media:junk>" + b"lorem <x/> ipsum &amp; " * 45_000 + b"</media:junk>"
    body = RSS.replace(b"<item><title>No link", junk + b"<item><title>No link")

    start = time.process_time()
    assert len(feed.entries(body, URL, make.source())) == 1
    assert time.process_time() - start < 5
