"""The proof of the archive: whatever is damaged is named in one line, and nothing else is."""

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from warcio.archiveiterator import ArchiveIterator

from models import archive, verify
from models.page import Page
from models.rights import Rights
from models.store import captures, tables, write
from tests import make


def page(name: str) -> Page:
    return make.page(f"<p>{name}</p>".encode() * 40, url=f"https://example.org/{name}")


def put(store: Engine, folder: Path, *names: str) -> dict[str, str]:
    """These pages, archived; their places."""
    found = {}
    for name in names:
        found[name] = archive.put(folder, page(name), [("user-agent", "factorywatch")])
        with store.begin() as connection:
            write.page(connection, page(name), found[name])
            captures.write(connection, page(name), Rights(), found[name])
    return found


def the_file(folder: Path) -> Path:
    (file,) = folder.glob("*.gz")
    return file


def offsets(file: Path) -> list[int]:
    """Where each record begins, and the end."""
    with file.open("rb") as stream:
        records = ArchiveIterator(stream)
        return [*(records.offset for _ in records), file.stat().st_size]


def flip(file: Path, offset: int) -> None:
    content = bytearray(file.read_bytes())
    content[offset] ^= 0xFF
    file.write_bytes(bytes(content))


def test_a_whole_archive_is_found_whole(store: Engine, tmp_path: Path) -> None:
    put(store, tmp_path, "a", "b", "c")

    proof = verify.proof(store, tmp_path)

    assert (proof.files, proof.pages, proof.expired, proof.loose, proof.wrong) == (1, 3, 0, 0, ())


def test_an_archive_that_does_not_exist_yet_is_whole(store: Engine, tmp_path: Path) -> None:
    assert verify.proof(store, tmp_path / "none").wrong == ()


def test_each_damaged_record_gives_one_line_and_what_lies_behind_it_is_still_read(
    store: Engine, tmp_path: Path
) -> None:
    places = put(store, tmp_path, "a", "b", "c", "d")
    for name in "bd":
        flip(the_file(tmp_path), archive.parted(places[name])[1] + 80)

    proof = verify.proof(store, tmp_path)

    assert proof.pages == 2
    assert [line.split(": ")[0] for line in proof.wrong] == [places["b"], places["d"]]
    assert "https://example.org/b of 2024-12-12" in proof.wrong[0]


def test_a_damaged_request_is_named_and_no_page_is_lost_with_it(store: Engine, tmp_path: Path) -> None:
    put(store, tmp_path, "a", "b")
    request = offsets(the_file(tmp_path))[2]
    flip(the_file(tmp_path), request + 80)

    proof = verify.proof(store, tmp_path)

    assert proof.pages == 2
    (line,) = proof.wrong
    assert line.startswith(f"{the_file(tmp_path).name}:{request}: ")
    assert line.endswith("no page is lost with it")


def test_no_flipped_bit_of_any_content_goes_unseen(store: Engine, tmp_path: Path) -> None:
    put(store, tmp_path, "a")
    file = the_file(tmp_path)
    whole = file.read_bytes()
    content = gzip.decompress(whole)
    unseen = []
    # A request at the very end may look as if a kill had torn it; no page is lost with it.
    for at in range(offsets(file)[-2]):
        damaged = whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :]
        file.write_bytes(damaged)
        if not verify.proof(store, tmp_path).wrong:
            unseen.append(damaged)
    # What is left are bits that mean nothing: the time in a gzip head, the padding of a last byte.

    assert all(gzip.decompress(damaged) == content for damaged in unseen)
    assert len(unseen) < 40


def test_a_record_of_another_page_in_its_place_is_seen(store: Engine, tmp_path: Path) -> None:
    places = put(store, tmp_path, "a")
    with store.begin() as connection:
        connection.execute(update(tables.captures).values(page="another"))

    (line,) = verify.proof(store, tmp_path).wrong

    assert line.startswith(f"{places['a']}: holds https://example.org/a")


def test_a_file_that_is_gone_is_one_line(store: Engine, tmp_path: Path) -> None:
    put(store, tmp_path, "a", "b")
    name = the_file(tmp_path).name
    the_file(tmp_path).unlink()

    assert verify.proof(store, tmp_path).wrong == (
        f"{name}: the file is gone; 2 pages lay in it, such as https://example.org/a of 2024-12-12 08:00",
    )


def test_a_file_that_was_cut_short_names_what_was_cut_off(store: Engine, tmp_path: Path) -> None:
    places = put(store, tmp_path, "a", "b", "c")
    file = the_file(tmp_path)
    file.write_bytes(file.read_bytes()[: archive.parted(places["b"])[1] + 100])

    proof = verify.proof(store, tmp_path)

    assert [line.split(": ")[0] for line in proof.wrong] == [places["b"], places["c"]]


@pytest.mark.parametrize("kept", [1, 5, 40, 150])
def test_what_a_killed_crawl_left_behind_is_no_damage(store: Engine, tmp_path: Path, kept: int) -> None:
    put(store, tmp_path, "a")
    file = the_file(tmp_path)
    end = file.stat().st_size
    archive.put(tmp_path, page("never marked"))
    whole = verify.proof(store, tmp_path)
    file.write_bytes(file.read_bytes()[: end + kept])

    torn = verify.proof(store, tmp_path)

    assert (whole.loose, torn.loose) == (1, 1)
    assert (whole.wrong, torn.wrong) == ((), ())


def test_a_page_whose_place_the_index_does_not_know_is_named(store: Engine, tmp_path: Path) -> None:
    put(store, tmp_path, "a")
    with store.begin() as connection:
        write.page(connection, page("b"), "20241212-x.warc.gz:7")
        write.page(connection, make.page(url="https://example.org/c", fetched=make.NOW + timedelta(1)), "nowhere")

    first, second = verify.proof(store, tmp_path).wrong

    assert first == "https://example.org/b: lies at 20241212-x.warc.gz:7, where the index knows no page"
    assert second == "https://example.org/c: nowhere: is no place in the archive"
