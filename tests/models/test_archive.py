"""The archive: what is put is what comes back, whatever happens to the process that writes it."""

import gzip
import io
import multiprocessing
import string
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from models import archive
from models.errors import Expired, PageError, StoreBusy
from models.page import Page

NOON = datetime(2024, 12, 12, 12, 0, 0, 123456, tzinfo=UTC)


def page(
    url: str = "https://example.org/a",
    body: bytes = b"<h1>Seven</h1>",
    *,
    headers: tuple[tuple[str, str], ...] = (("content-type", "text/html; charset=utf-8"),),
    fetched: datetime = NOON,
    status: int = 200,
    published: str = "2024-12-10",
) -> Page:
    return Page(
        source="gazette", url=url, fetched=fetched, status=status, headers=headers, body=body, published=published
    )


_values = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=20).map(str.strip)
_headers = st.tuples(st.text(string.ascii_lowercase + "-", min_size=1, max_size=12), _values)
_times = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-5, minutes=-30))]),
)


@settings(max_examples=60, deadline=None)
@given(
    body=st.binary(max_size=400) | st.sampled_from([b"", b"\r\n\r\n", b"5\r\nhello\r\n0\r\n\r\n", b"\x1f\x8b\x08"]),
    headers=st.lists(_headers, max_size=4).map(tuple),
    fetched=_times,
    status=st.integers(100, 999),
    published=st.sampled_from(["", "2024-12", "2024-12-10"]),
)
def test_a_page_is_read_back_as_it_was_put(
    tmp_path_factory: pytest.TempPathFactory,
    body: bytes,
    headers: tuple[tuple[str, str], ...],
    fetched: datetime,
    status: int,
    published: str,
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    put = page(body=body, headers=headers, fetched=fetched, status=status, published=published)

    assert archive.get(folder, archive.put(folder, put)) == put


def test_headers_that_speak_of_the_wire_do_not_change_a_body_that_is_kept_plain(tmp_path: Path) -> None:
    wire = (("transfer-encoding", "chunked"), ("content-encoding", "gzip"), ("content-length", "3"))
    put = page(body=b"4\r\nnot chunked", headers=wire)

    assert archive.get(tmp_path, archive.put(tmp_path, put)) == put


def test_pages_are_walked_in_the_order_they_were_put(tmp_path: Path) -> None:
    pages = [page(f"https://example.org/{number}") for number in range(5)]
    for one in pages:
        archive.put(tmp_path, one)

    assert list(archive.walk([tmp_path])) == pages
    assert list(archive.walk(sorted(tmp_path.iterdir()))) == pages


def test_each_day_has_a_file_of_its_own_and_each_record_is_a_gzip_member(tmp_path: Path) -> None:
    places = [archive.put(tmp_path, page(fetched=NOON + timedelta(days=day))) for day in (0, 0, 1)]

    files = sorted(tmp_path.iterdir())
    assert [file.name[:8] for file in files] == ["20241212", "20241213"]
    offset = int(places[1].rpartition(":")[2])
    assert gzip.decompress(files[0].read_bytes()[offset:]).startswith(b"WARC/1.1\r\n")


def test_a_full_file_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST_BYTES", 600)

    places = [archive.put(tmp_path, page(f"https://example.org/{number}")) for number in range(4)]

    assert len({place.partition(":")[0] for place in places}) > 1
    assert [archive.get(tmp_path, place).url[-1] for place in places] == ["0", "1", "2", "3"]


def test_other_tools_can_read_it(tmp_path: Path) -> None:
    archive.put(tmp_path, page(), [("user-agent", "factorywatch/1"), ("accept-language", "en")])

    with next(tmp_path.iterdir()).open("rb") as stream:
        records = iter(ArchiveIterator(stream, check_digests="raise"))
        info = next(records)
        assert (info.rec_type, b"software: factorywatch/" in info.raw_stream.read()) == ("warcinfo", True)
        record = next(records)
        response = record.rec_headers.get_header("WARC-Record-ID")
        assert record.rec_headers.get_header("WARC-Target-URI") == "https://example.org/a"
        assert record.rec_headers.get_header("WARC-Date") == "2024-12-12T12:00:00Z"
        assert record.http_headers.get_header("Content-Type") == "text/html; charset=utf-8"
        assert record.content_stream().read() == b"<h1>Seven</h1>"
        request = next(records)
        assert (request.rec_type, request.rec_headers.get_header("WARC-Concurrent-To")) == ("request", response)
        assert (request.http_headers.protocol, request.http_headers.statusline) == ("GET", "/a HTTP/1.1")
        assert request.http_headers.get_header("User-Agent") == "factorywatch/1"
        assert next(records, None) is None


def test_the_request_is_had_from_the_place_of_its_page(tmp_path: Path) -> None:
    sent = (("accept-language", "fi, en;q=0.5"), ("user-agent", "factorywatch/1"))
    first = archive.put(tmp_path, page("https://example.org/search?q=a&b"), sent)
    without = archive.put(tmp_path, page("https://example.org/b"))
    last = archive.put(tmp_path, page("https://example.org/c"), sent[:1])

    assert [archive.asked(tmp_path, place) for place in (first, without, last)] == [sent, (), sent[:1]]
    assert [one.url[-1] for one in archive.walk([tmp_path])] == ["b", "b", "c"]


def test_what_would_forge_a_line_of_the_request_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="header"):
        archive.put(tmp_path, page(), [("x-a", "one\r\nx-b: two")])


def test_each_source_has_files_of_its_own(tmp_path: Path) -> None:
    for source in ("gazette", "ledger", "../é / x"):
        archive.put(tmp_path, replace(page(), source=source))

    assert sorted(file.name.split("-", 4)[4] for file in tmp_path.iterdir()) == [
        "___é___x.warc.gz",
        "gazette.warc.gz",
        "ledger.warc.gz",
    ]


def test_a_place_whose_text_has_expired_is_told_from_one_that_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Expired, match="until 2025-01-11"):
        archive.get(tmp_path, archive.gone(date(2025, 1, 11)))


def test_an_archive_of_other_tools_can_be_walked(tmp_path: Path) -> None:
    packed = io.BytesIO()
    writer = WARCWriter(packed)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], "HTTP/1.1")
    body = gzip.compress(b"<p>Six more</p>")
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "another"}))
    writer.write_record(
        writer.create_warc_record(
            "https://example.org/b", "response", payload=io.BytesIO(body), length=len(body), http_headers=head
        )
    )
    (tmp_path / "x.warc.gz").write_bytes(packed.getvalue())

    (found,) = archive.walk([tmp_path])

    assert (found.url, found.body, found.source) == ("https://example.org/b", b"<p>Six more</p>", "")


@pytest.mark.parametrize("kept", [0.005, 0.02, 0.1, 0.2, 0.3, 0.5, 0.9])
def test_a_record_that_a_killed_process_left_torn_ends_the_walk_and_is_refused_by_get(
    tmp_path: Path, kept: float
) -> None:
    whole = page("https://example.org/whole")
    archive.put(tmp_path, whole)
    place = archive.put(tmp_path, page("https://example.org/torn", body=bytes(range(256)) * 400))
    file = next(tmp_path.iterdir())
    start = int(place.rpartition(":")[2])
    file.write_bytes(file.read_bytes()[: start + int((file.stat().st_size - start) * kept)])

    assert list(archive.walk([tmp_path])) == [whole]
    with pytest.raises(PageError, match="archive"):
        archive.get(tmp_path, place)


def test_damage_in_the_middle_is_said_aloud(tmp_path: Path) -> None:
    place = archive.put(tmp_path, page(body=bytes(range(256)) * 400))
    archive.put(tmp_path, page("https://example.org/after"))
    file = next(tmp_path.iterdir())
    damaged = bytearray(file.read_bytes())
    damaged[int(place.rpartition(":")[2]) + 400] ^= 0xFF
    file.write_bytes(bytes(damaged))

    with pytest.raises(PageError, match="damaged"):
        list(archive.walk([tmp_path]))
    with pytest.raises(PageError, match="damaged"):
        archive.get(tmp_path, place)


@pytest.mark.parametrize("place", ["", "x", "../x.warc.gz:0", "/etc/passwd:0", "none.warc.gz:0", "none.warc.gz:-1"])
def test_a_place_that_is_none_is_refused_in_one_line(tmp_path: Path, place: str) -> None:
    with pytest.raises(PageError):
        archive.get(tmp_path, place)


def test_a_place_past_the_end_is_refused(tmp_path: Path) -> None:
    name = archive.put(tmp_path, page()).partition(":")[0]

    with pytest.raises(PageError, match="ends before"):
        archive.get(tmp_path, f"{name}:999999")


def test_a_file_that_is_no_archive_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(b"a plain text\n" * 40)

    with pytest.raises(PageError, match=r"x\.warc\.gz"):
        list(archive.walk([tmp_path]))
    with pytest.raises(PageError, match="none"):
        list(archive.walk([tmp_path / "none.warc.gz"]))


def test_a_folder_that_cannot_be_made_is_a_passing_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreBusy, match="archived"):
        archive.put(tmp_path / "file" / "archive", page())


@pytest.mark.parametrize(
    "wrong",
    [
        page(headers=(("x-a", "one\r\nx-b: two"),)),
        page(headers=(("x a", "one"),)),
        page(headers=(("x:a", "one"),)),
        page(url="https://example.org/\r\nx"),
        page(url="file:///etc/passwd"),
    ],
)
def test_what_would_forge_a_header_is_never_written(tmp_path: Path, wrong: Page) -> None:
    with pytest.raises(ValueError, match=r"header|address"):
        archive.put(tmp_path, wrong)
    assert list(tmp_path.glob("*.gz")) == []


def _put_many(folder: Path, start: int) -> list[str]:
    return [archive.put(folder, page(f"https://example.org/{start + step}")) for step in range(20)]


def test_several_processes_and_threads_write_without_harm(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as processes, ThreadPoolExecutor(3) as threads:
        apart = processes.starmap_async(_put_many, [(tmp_path, 0), (tmp_path, 100)])
        here = list(threads.map(lambda start: _put_many(tmp_path, start), (200, 300, 400)))
        places = [place for places in [*apart.get(60), *here] for place in places]

    assert len({archive.get(tmp_path, place).url for place in places}) == 100
    assert len(list(archive.walk([tmp_path]))) == 100
