"""Expiry: what may be kept no longer goes, everything else stays readable, and a kill in between loses nothing."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from warcio.archiveiterator import ArchiveIterator

from models import archive, expiry, verify
from models.article import text_sha
from models.capture import Capture
from models.errors import Expired, StoreBusy
from models.rights import Rights, Use
from models.source import Source
from models.store import captures, read, tables, write
from tests import make

NOON = datetime(2024, 12, 12, 12, tzinfo=UTC)
NIGHT = NOON.replace(hour=0)
SECRET = b"<p>The words of the Gazette.</p>"


def sources(keep_days: int = 30) -> Mapping[str, Source]:
    def one(name: str, days: int) -> Source:
        return Source(name=name, title=name, kind="press", language="en", door="feed", urls=(), keep_days=days)

    return {"gazette": one("gazette", keep_days), "eurohpc": one("eurohpc", 0)}


def kept(
    store: Engine,
    folder: Path,
    name: str,
    *,
    source: str = "gazette",
    fetched: datetime = NOON,
    use: Use = "kept",
    read_by_now: bool = True,
) -> str:
    """A page that was archived; its place."""
    page = make.page(SECRET, url=f"https://example.org/{name}", source=source, fetched=fetched)
    place = archive.put(folder, page, [("user-agent", "factorywatch")])
    with store.begin() as connection:
        write.page(connection, page, place)
        captures.write(connection, page, Rights(use=use), place)
        if read_by_now:
            write.page_done(connection, page.sha, "done", fetched)
    return place


def capture(store: Engine, name: str) -> Capture:
    with store.connect() as connection:
        return captures.of_address(connection, f"https://example.org/{name}")[-1]


def places(store: Engine) -> dict[str, str]:
    with store.connect() as connection:
        return dict(captures.pages(connection))


def everything(folder: Path) -> bytes:
    """All that any file of the archive holds, unpacked."""
    found = []
    for file in folder.glob("*.gz"):
        with file.open("rb") as stream:
            found += [record.raw_stream.read() for record in ArchiveIterator(stream)]
    return b"\n".join(found)


def test_press_text_goes_when_its_days_are_over_and_its_hash_stays(store: Engine, tmp_path: Path) -> None:
    place = kept(store, tmp_path, "a")

    early = expiry.run(store, tmp_path, sources(), NOON + timedelta(days=29, hours=23))
    late = expiry.run(store, tmp_path, sources(), NOON + timedelta(days=30))

    assert (early.pages, late.pages, late.files) == (0, 1, 1)
    assert list(tmp_path.glob("*.gz")) == []
    gone = capture(store, "a")
    assert (gone.expired, gone.place, gone.page != "") == (NOON + timedelta(days=30), "", True)
    assert places(store) == {"https://example.org/a": "expired:2025-01-11"}
    with pytest.raises(Expired, match="until 2025-01-11"):
        archive.get(tmp_path, "expired:2025-01-11")
    assert place.startswith("20241212-")
    assert verify.proof(store, tmp_path).wrong == ()


def test_what_has_no_days_stays_for_good(store: Engine, tmp_path: Path) -> None:
    place = kept(store, tmp_path, "a", source="eurohpc")

    assert expiry.run(store, tmp_path, sources(), NOON + timedelta(days=9999)).pages == 0
    assert archive.get(tmp_path, place).body == SECRET


def test_what_may_only_be_read_goes_the_day_after_it_was_read(store: Engine, tmp_path: Path) -> None:
    kept(store, tmp_path, "read", source="eurohpc", use="read")
    kept(store, tmp_path, "waiting", source="eurohpc", use="read", read_by_now=False)

    same_day = expiry.run(store, tmp_path, sources(), NIGHT + timedelta(hours=23))
    next_day = expiry.run(store, tmp_path, sources(), NIGHT + timedelta(days=1, hours=1))

    assert (same_day.pages, next_day.pages) == (0, 1)
    assert capture(store, "read").expired
    assert archive.get(tmp_path, capture(store, "waiting").place).body == SECRET
    # However long the reading is put off.
    assert expiry.run(store, tmp_path, sources(), NOON + timedelta(days=7)).pages == 1


def test_what_stays_in_a_file_is_written_anew_with_its_request(store: Engine, tmp_path: Path) -> None:
    # All in one file, as before 22 November 2026.
    for name, use in (("a", "read"), ("b", "kept"), ("c", "read"), ("d", "kept")):
        kept(store, tmp_path, name, source="eurohpc", use="read" if use == "read" else "kept")
    (before,) = tmp_path.glob("*.gz")

    gone = expiry.run(store, tmp_path, sources(), NOON + timedelta(days=1))

    (after,) = tmp_path.glob("*.gz")
    assert (gone.pages, after.name != before.name) == (2, True)
    for name in "bd":
        place = capture(store, name).place
        assert places(store)[f"https://example.org/{name}"] == place
        assert archive.get(tmp_path, place).url == f"https://example.org/{name}"
        assert archive.asked(tmp_path, place) == (("user-agent", "factorywatch"),)
    assert everything(tmp_path).count(SECRET) == 2
    proof = verify.proof(store, tmp_path)
    assert (proof.wrong, proof.pages, proof.expired, proof.loose) == ((), 2, 2, 0)


def test_the_text_of_the_articles_goes_too_and_the_same_text_again_is_no_new_version(
    store: Engine, tmp_path: Path
) -> None:
    kept(store, tmp_path, "a")
    told = make.article(page=capture(store, "a").page, source="gazette", url="https://example.org/a")
    with store.begin() as connection:
        write.article(connection, told, NOON)

    expiry.run(store, tmp_path, sources(), NOON + timedelta(days=31))

    with store.begin() as connection:
        stored = read.article(connection, told.id)
        sha = connection.execute(select(tables.articles.c.text_sha)).scalar_one()
        again = write.article(connection, replace(told, page="furniture changed"), NOON + timedelta(days=40))
        other = write.article(
            connection, replace(told, page="third", text=told.text + " More."), NOON + timedelta(days=41)
        )
    assert stored
    assert (stored.text, stored.blocks, stored.title) == ("", (), told.title)
    assert sha == text_sha(told.text) == told.text_sha
    assert (again, other) == (1, 2)


def test_a_page_that_was_never_read_before_it_expired_becomes_an_issue_and_not_a_bug(
    store: Engine, tmp_path: Path
) -> None:
    kept(store, tmp_path, "a", read_by_now=False)

    expiry.run(store, tmp_path, sources(), NOON + timedelta(days=31))

    with store.connect() as connection:
        (waiting,) = read.waiting(connection)
    with pytest.raises(Expired):
        archive.get(tmp_path, waiting.place)


def test_a_run_that_was_killed_before_the_store_knew_is_made_good(store: Engine, tmp_path: Path) -> None:
    kept(store, tmp_path, "a", source="eurohpc", use="read")
    kept(store, tmp_path, "b", source="eurohpc")
    (old,) = tmp_path.glob("*.gz")
    with store.connect() as connection:
        lying = captures.in_file(connection, old.name)
    expiry._copied(tmp_path, old.name, lying[1:], [one.offset for one in lying])
    assert len(list(tmp_path.glob("*.gz"))) == 2

    expiry.run(store, tmp_path, sources(), NOON + timedelta(days=1))

    assert len(list(tmp_path.glob("*.gz"))) == 1
    assert everything(tmp_path).count(SECRET) == 1
    assert verify.proof(store, tmp_path).wrong == ()


def test_a_run_that_was_killed_before_the_file_was_dropped_is_made_good(store: Engine, tmp_path: Path) -> None:
    kept(store, tmp_path, "a", source="eurohpc", use="read")
    kept(store, tmp_path, "b", source="eurohpc")
    (old,) = tmp_path.glob("*.gz")
    shutil.copy(old, tmp_path / "copy")
    expiry.run(store, tmp_path, sources(), NOON + timedelta(days=1))
    (tmp_path / "copy").rename(old)

    expiry.run(store, tmp_path, sources(), NOON + timedelta(days=1))

    assert everything(tmp_path).count(SECRET) == 1
    assert archive.get(tmp_path, capture(store, "b").place).url == "https://example.org/b"


def test_files_that_the_store_does_not_know_are_never_touched(store: Engine, tmp_path: Path) -> None:
    archive.put(tmp_path, make.page(SECRET, source="gazette", fetched=NOON))
    before = sorted(path.name for path in tmp_path.glob("*.gz"))

    expiry.run(store, tmp_path, sources(), NOON + timedelta(days=9999))

    assert sorted(path.name for path in tmp_path.glob("*.gz")) == before


def test_damage_in_what_stays_is_carried_along_and_not_hidden(store: Engine, tmp_path: Path) -> None:
    kept(store, tmp_path, "a", source="eurohpc", use="read")
    place = kept(store, tmp_path, "b", source="eurohpc")
    (old,) = tmp_path.glob("*.gz")
    content = bytearray(old.read_bytes())
    content[archive.parted(place)[1] + 60] ^= 0xFF
    old.write_bytes(bytes(content))

    expiry.run(store, tmp_path, sources(), NOON + timedelta(days=1))

    assert not old.exists()
    (line,) = verify.proof(store, tmp_path).wrong
    assert "https://example.org/b" in line


def test_text_of_a_source_without_a_file_is_left_alone_and_named(store: Engine, tmp_path: Path) -> None:
    place = kept(store, tmp_path, "a", source="forgotten")

    gone = expiry.run(store, tmp_path, sources(), NOON + timedelta(days=9999))

    assert (gone.pages, gone.unknown) == (0, ("forgotten",))
    assert archive.get(tmp_path, place).body == SECRET


def test_without_an_archive_nothing_is_done(store: Engine, tmp_path: Path) -> None:
    assert expiry.run(store, tmp_path / "none", sources(), NOON).files == 0


def test_a_file_that_cannot_be_taken_out_is_a_passing_error(store: Engine, tmp_path: Path) -> None:
    kept(store, tmp_path, "a")
    (file,) = tmp_path.glob("*.gz")
    file.unlink()
    file.mkdir()

    with pytest.raises(StoreBusy):
        expiry.run(store, tmp_path, sources(), NOON + timedelta(days=31))
