"""What need not be asked again: one form for every address, and when and how a known one is asked once more."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from models.look import Look

_LONGEST = 2_000
_TRACKING = re.compile(
    r"(?:utm_.*|mtm_.*|pk_.*|at_(?:medium|campaign|custom\d)|mc_[ce]id|ns_[a-z_]+|_gl|_ga|gclid|gclsrc|dclid|fbclid|"
    r"igshid|msclkid|yclid|twclid|wt_z?mc|xtor|cmpid|ref|ref_src|preflang|noamp|amp|outputtype)\Z",
    re.IGNORECASE,
)
# An address that is nothing but "/amp" is a page of its own.
_AMP = re.compile(r"(?<=[^/])(?:/amp)+/?\Z", re.IGNORECASE)
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
    return urlunsplit((parts.scheme, place, _AMP.sub("", parts.path), query, ""))


def identity(url: str) -> str:
    """What two canonical addresses share when they lead to one page: http or https, with or without `www.`."""
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path}?{parts.query}"


def twins(url: str) -> tuple[str, ...]:
    """Every canonical address of the page of that one, the preferred first; itself is among them."""
    parts = urlsplit(url)
    bare = parts.netloc.removeprefix("www.")
    return tuple(
        urlunsplit((scheme, place, parts.path, parts.query, ""))
        for scheme in ("https", "http")
        for place in (bare, f"www.{bare}")
    )


def due(look: Look | None, changed: datetime | None, now: datetime) -> bool:
    """Whether an article's address is to be asked for: never seen, said to have changed since, failed a day ago."""
    if look is None:
        return True
    if look.again and look.again <= now:
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
