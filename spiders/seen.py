"""What need not be asked again: one form for every address, and when and how a known one is asked once more."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from models.look import Look

_LONGEST = 2_000
_TRACKING = re.compile(r"(?:utm_.*|_gl|gclid|fbclid|wt_mc|ref|preflang|noamp|amp)\Z", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?:[/\\]+)*(https?):[/\\]+", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_AGAIN = timedelta(days=1)


def canonical(url: str) -> str:
    """The one form of an address: no fragment, no tracking, query sorted; empty when it is no http address."""
    url = url.strip()
    # Doubled schemes and lost slashes are real; so are links with backslashes.
    start = _SCHEME.match(url) if len(url) <= _LONGEST else None
    if not start:
        return ""
    try:
        parts = urlsplit(canonicalize_url(f"{start[1].lower()}://{url[start.end() :]}"))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if not host or not (host.isascii() and host.isprintable()) or " " in host:
        return ""
    if ":" in host:
        host = f"[{host}]"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.partition("=")[0]))
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, parts.path, query, ""))


def due(look: Look | None, changed: datetime | None, now: datetime) -> bool:
    """Whether an article's address is to be asked for: never seen, said to have changed since, failed a day ago."""
    if look is None:
        return True
    if look.body_sha:
        # A stamp in the future says nothing yet.
        return changed is not None and look.checked < changed <= now
    return now - look.checked >= _AGAIN


def headers(look: Look | None) -> dict[str, str]:
    """What to send along so that the site may answer "as before"."""
    known = look if look and look.body_sha else None
    return {
        name: value
        for name, value in (
            ("If-None-Match", known.etag if known else ""),
            ("If-Modified-Since", known.last_modified if known else ""),
        )
        if value
    }
