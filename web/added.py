"""A new source file, made of what was found on a site."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from models import knowledge
from models.errors import ConfigError
from models.settings import Settings

_NO_NAME = re.compile(r"[^a-z0-9]+")
_ENDING = re.compile(r"\.[a-z]{2,10}$")


def written(told: Mapping[str, Any], settings: Settings) -> tuple[Path | None, tuple[str, ...]]:
    """The file that was written (None: too little was found), and a report of what was found and what was not.

    Raises ConfigError where the site is a source already, or the folder cannot be written to.
    """
    lines = tuple(_report(told))
    if not told["urls"] or not told["language"]:
        return None, (*lines, "not written: without these nothing can be crawled")
    known = knowledge.sources(settings.sources)
    for name, source in known.items():
        if set(source.urls) & set(told["urls"]):
            raise ConfigError(f"is looked at already: the source {name}", key=told["urls"][0])
    folder = settings.sources or knowledge.OWN
    path = folder / f"{_name(told['url'])}.toml"
    text = _toml(told, settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise ConfigError("is there already, and nothing is overwritten", file=str(path)) from error
    except OSError as error:
        raise ConfigError(f"cannot be written ({error.strerror or error})", file=str(path)) from error
    return path, lines


def _report(told: Mapping[str, Any]) -> list[str]:
    found = {
        "name": told["title"],
        "language": told["language"],
        told["door"] or "feed or news sitemap": " ".join(told["urls"]),
    }
    lines = [f"{what:22} {value or 'NOT FOUND'}" for what, value in found.items()]
    if told["urls"]:
        lines.append(f"{'entries':22} {told['entries']}, the newest {told['newest'] or 'without a date'}")
    return [*lines, *(f"{'tried':22} {words}" for words in told["tried"])]


def _name(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    host = host if host.replace(".", "").isdigit() else _ENDING.sub("", host)
    return _NO_NAME.sub("-", f"{host}-{parts.port}" if parts.port else host).strip("-")


def _toml(told: Mapping[str, Any], settings: Settings) -> str:
    """JSON's strings, numbers and arrays of them are TOML's too."""
    host = urlsplit(told["urls"][0]).netloc.removeprefix("www.")
    elsewhere = told["host"] and told["host"] != host and not told["host"].endswith(f".{host}")
    keys: dict[str, Any] = {
        "title": told["title"] or host,
        "kind": "press",
        "language": told["language"],
        "trust": "edited",
        "door": told["door"],
        "urls": told["urls"],
        "every": 60,
        "soonest": 15,
        "latest": 720,
        "general": True,
        **({"admit": rf"^https?://(www\.)?{re.escape(told['host'])}/"} if elsewhere else {}),
        "rights": "Not known; robots.txt and reservations are obeyed. Facts, short quotes and links only.",
    }
    tables = ["", "[expects]", f"entries = {max(1, told['entries'] // 3)}"]
    if told["door"] == "sitemap":
        tables = ["", "[sitemap]", "days = 3", *tables]
    head = f"# Found by `factorywatch sources add {told['url']}` on {settings.now():%Y-%m-%d}; look it over."
    return "\n".join([head, *(f"{key} = {_value(value)}" for key, value in keys.items()), *tables, ""])


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
