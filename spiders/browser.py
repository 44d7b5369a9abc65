"""The browser: for a site that draws its pages by script. Needs the extra `browser` and a Chromium (Debian's will do).

Loaded only where a source asks for it (2026-11-22): chromium.py, which imports playwright, is named here and no more.
A browser resolves names by itself, past the guard of this room. So it is told the addresses of the source's own hosts,
checked before, and that no other name exists; pictures, fonts and strangers' scripts are not asked for at all.
"""

import logging
import os
import shutil
import socket
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from models.errors import ConfigError
from models.settings import Settings
from models.source import Browser, Source
from spiders import admit, guard, listing

_KNOWN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NEEDED = frozenset({"document", "fetch", "script", "xhr"})
_PATIENCE = 60_000
"""Milliseconds that a page may take to load."""


def check(source: Source) -> None:
    """Nothing. Raises ConfigError when a table is missing, or the extra is not installed."""
    listing.check(source)
    listing.selector(_table(source).drawn, file=f"{source.name}.toml", key="browser.drawn")
    if find_spec("scrapy_playwright") is None:
        words = "the door browser needs the extra: pip install 'factorywatch[browser]'"
        raise ConfigError(words, file=f"{source.name}.toml", key="door")


def meta(source: Source) -> dict[str, object]:
    """What scrapy-playwright is told along with every request."""
    table = _table(source)
    return {"playwright": True, "factorywatch_drawn": table.drawn, "factorywatch_patience": 1000 * table.seconds}


def settings(sources: Iterable[Source], ours: Settings, agent: str) -> dict[str, Any]:
    """Scrapy's settings for the browser; none where no source asks for it. Raises ConfigError without a Chromium."""
    drawn = [source for source in sources if source.door == "browser"]
    if not drawn:
        return {}
    # Each page that is not drawn in time would be a traceback there; it becomes an issue here.
    logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
    hosts = frozenset(host for source in drawn for host in admit.hosts(source))
    return {
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": executable(ours.browser),
            "chromium_sandbox": os.geteuid() != 0,  # Chromium's own refuses to work for root
            "args": [
                f"--host-resolver-rules={rules(hosts, ours.allow_addresses)}",
                "--no-proxy-server",
                # Not playwright's user_agent: that one says beside it that we are somebody on Windows.
                f"--user-agent={agent}",
            ],
        },
        "PLAYWRIGHT_CONTEXTS": {"default": {"service_workers": "block", "accept_downloads": False}},
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": _PATIENCE,
        "PLAYWRIGHT_ABORT_REQUEST": lambda asked: not needed(asked.url, asked.resource_type, hosts),
    }


def executable(given: str) -> str:
    """The path of a Chromium. Raises ConfigError where there is none."""
    if given:
        if not os.access(given, os.X_OK) or Path(given).is_dir():
            raise ConfigError(f"{given} is no program", key="FACTORYWATCH_BROWSER")
        return given
    found = next(filter(None, map(shutil.which, _KNOWN)), None)
    if not found:
        words = "no Chromium found: install Debian's package chromium, or name the program"
        raise ConfigError(words, key="FACTORYWATCH_BROWSER")
    return found


def rules(hosts: Iterable[str], networks: Iterable[str]) -> str:
    """Chromium's rules for names: each host is the address that was checked now, and no other name is any."""
    networks = tuple(networks)
    made = []
    for host in sorted({urlsplit(f"//{place}").hostname or "" for place in hosts}):
        for name in (host, f"www.{host}"):
            address = _address(name)
            if address and guard.allowed(address, networks):
                made.append(f"MAP {name} {address}")
    return ", ".join((*made, "MAP * ~NOTFOUND"))


def needed(url: str, kind: str, hosts: frozenset[str]) -> bool:
    """Whether a page is given what it asks for: its own host's documents, scripts and answers, nothing else."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and admit.bare(parts.netloc) in hosts and kind in _NEEDED


def _address(name: str) -> str:
    """The name's IPv4 address; empty where it has none."""
    try:
        return socket.gethostbyname(name)
    except (OSError, UnicodeError):
        return ""


def _table(source: Source) -> Browser:
    if source.browser is None:
        raise ConfigError("is missing; the door browser needs it", file=f"{source.name}.toml", key="browser")
    return source.browser
