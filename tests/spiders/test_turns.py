"""Turns: one crawl at a time for each site, across processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import ConfigError, FetchFailed
from spiders import turns

HOLD = """
import sys
from pathlib import Path
from spiders import turns
with turns.taken(Path(sys.argv[1]), ["example.org", "b.example:80"], 5):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_site_that_another_process_crawls_is_waited_for_and_then_given_up(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-P", "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"

        with pytest.raises(FetchFailed, match=r"example\.org"), turns.taken(tmp_path, ["example.org"], 0.05):
            pytest.fail("two at once")
        with turns.taken(tmp_path, ["other.example"], 0.05):
            pass
        other.kill()

    with turns.taken(tmp_path, ["b.example:80", "example.org", "example.org"], 5):
        pass


def test_a_folder_that_cannot_be_made_is_a_matter_of_configuration(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(ConfigError, match="FACTORYWATCH_ARCHIVE"), turns.taken(tmp_path / "file" / "x", ["a"], 1):
        pytest.fail("there is no such folder")
