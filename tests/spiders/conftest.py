"""A site and a world for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spiders.site import Site, World, opened


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on 127.0.0.1."""
    with opened() as made:
        yield made


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A store, an archive and sources of their own."""
    return World(tmp_path)
