"""How we behave: Scrapy's settings, made in code. Whom we may ask is in guard.py, how often in pace.py."""

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from models.errors import ConfigError
from models.settings import Settings
from models.source import Source
from spiders import browser, guard, pace

MOST_BYTES = 8_000_000
"""Of a body, both as it comes and unpacked."""
_CONTACT = re.compile(r"(?:mailto:)?[^\s@<>()]+@[^\s@<>()]+|https?://[^\s<>()]+\.[^\s<>()]+")
_TIMEOUT = 60
"""Seconds for an answer with its whole body, however slowly it drips."""
_MOST_REDIRECTS = 5
_STRANGERS_DELAY = 5.0
"""Seconds between requests to a site that no source names: a redirect's target."""


def settings(sources: Iterable[Source], ours: Settings) -> dict[str, Any]:
    """Scrapy's settings for one crawl of these sources."""
    agent = user_agent(ours.contact)
    sources = tuple(sources)
    drawn = browser.settings(sources, ours, agent)
    # Scrapy's own handler goes through the guard; the browser is kept in by rules of its own (browser.py).
    handler = {"http": "spiders.chromium.Chromium", "https": "spiders.chromium.Chromium"} if drawn else {}
    return {
        **drawn,
        "USER_AGENT": agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
            **({"From": ours.contact.removeprefix("mailto:")} if "@" in ours.contact.partition("://")[0] else {}),
        },
        # One request at a time for each site, and never sooner than its delay.
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": _strangers_delay(sources),
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_SLOTS": {name: {"concurrency": 1, "delay": delay} for name, delay in _delays(sources).items()},
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "spiders.rest.Rests": 90,
            "spiders.robots.Robots": 100,
            "spiders.reservations.Reservations": 110,
            "spiders.pace.Pace": 560,  # hears of a 429 before the retry at 550 does
            "spiders.limit.Limit": 570,  # behind all that may wait, as robots.txt and tdmrep.json do
            "spiders.counting.Counting": 1000,  # next to the wire: before bodies are unpacked
        },
        # What these do is done elsewhere, and each costs every answer a round.
        "SPIDER_MIDDLEWARES": {
            f"scrapy.spidermiddlewares.{name}": None
            for name in (
                "depth.DepthMiddleware",
                "httperror.HttpErrorMiddleware",
                "urllength.UrlLengthMiddleware",
            )
        },
        "ITEM_PIPELINES": {"spiders.deliver.Deliver": 100},
        # Only http and https, only through the resolver's guard: its own handler, no proxy.
        "TWISTED_DNS_RESOLVER": "spiders.guard.Guard",
        guard.SETTING: list(ours.allow_addresses),
        guard.KNOWN: bool(ours.contact),
        "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None, **handler},
        "HTTPPROXY_ENABLED": False,
        "HTTPAUTH_USER": "",
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": MOST_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": _TIMEOUT,
        "REDIRECT_MAX_TIMES": _MOST_REDIRECTS,
        "METAREFRESH_ENABLED": False,
        "RETRY_TIMES": 2,
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",  # becomes an issue, and a line of ours
        "HTTPERROR_ALLOW_ALL": True,  # every status is ours to judge
        "COOKIES_ENABLED": False,
        "REFERRER_POLICY": "no-referrer",
        # First come, first served: a page's entries are asked for in their order.
        "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
        # Both listen on a port and run what they are told.
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        # By default it reads and parses a callback's source at every answer, and starts a hundred tasks for what comes
        # out of it (2026-11-22: a third of the time of a crawl without delays).
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
        "CONCURRENT_ITEMS": 1,
        "LOG_LEVEL": "WARNING",
        "LOG_FORMAT": "%(levelname)s: %(message)s",
        "STATS_DUMP": False,
        "DOWNLOADER_STATS": False,
        "EXTENSIONS": {"scrapy.extensions.corestats.CoreStats": None, "scrapy.extensions.logstats.LogStats": None},
        "MEMUSAGE_ENABLED": False,
    }


def user_agent(contact: str) -> str:
    """Who we say we are. Raises ConfigError for a contact that cannot stand in a header."""
    if not (contact.isascii() and contact.isprintable()):
        raise ConfigError("must be plain ASCII: it stands in a header", key="FACTORYWATCH_CONTACT")
    if contact and not _CONTACT.fullmatch(contact):
        words = "must be a mail address or a page that names one, such as press@example.org or https://example.org/bot"
        raise ConfigError(words, key="FACTORYWATCH_CONTACT")
    name = f"factorywatch/{version('factorywatch')}"
    return f"{name} (+{contact})" if contact else name


def _delays(sources: Iterable[Source]) -> dict[str, float]:
    delays: dict[str, float] = {}
    for source in sources:
        for url in source.urls:
            delays[pace.site(url)] = max(source.delay, delays.get(pace.site(url), pace.SHORTEST))
    return delays


def _strangers_delay(sources: Iterable[Source]) -> float:
    return min(_STRANGERS_DELAY, max([pace.SHORTEST, *(source.delay for source in sources)]))
