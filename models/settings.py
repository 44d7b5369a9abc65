"""Settings: what the environment says. Built once, by the roofs, and handed down."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from models.errors import ConfigError

_SCHEMES = ("smtp", "smtps", "smtp+starttls")
_KNOWN = {
    "FACTORYWATCH_STORE",
    "FACTORYWATCH_ARCHIVE",
    "FACTORYWATCH_SOURCES",
    "FACTORYWATCH_SMTP",
    "FACTORYWATCH_MAIL_FROM",
    "FACTORYWATCH_CONTACT",
    "FACTORYWATCH_ALLOW_ADDRESSES",
    "FACTORYWATCH_BROWSER",
    "FACTORYWATCH_NOW",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things lie, and who we are when we ask."""

    store: str = "sqlite:///var/factorywatch.db"
    """SQLAlchemy URL."""
    archive: Path = Path("var/archive")
    sources: Path | None = None
    """A folder of source TOML files in place of the shipped ones."""
    smtp: str = ""
    """smtp://host:port, smtps://, smtp+starttls://, user and password in the URL; empty: mails wait in the outbox."""
    mail_from: str = "factorywatch@localhost"
    contact: str = ""
    """An address or page in the user agent; crawling public addresses needs it."""
    allow_addresses: tuple[str, ...] = ()
    """Networks (CIDR) that may be fetched though they are private."""
    browser: str = ""
    """The path of a Chromium, for sources that need one; empty: where Debian and its kin put it."""
    frozen_now: datetime | None = None
    """The clock for replays; None: the real one."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return self.frozen_now or datetime.now(UTC)


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings. Raises ConfigError for a value that cannot be read, or a FACTORYWATCH_ name that is none."""
    given = {name: value for name, value in environment.items() if name.startswith("FACTORYWATCH_") and value}
    if unknown := set(given) - _KNOWN:
        raise ConfigError(f"is no setting; there are {', '.join(sorted(_KNOWN))}", key=min(unknown))
    smtp = given.get("FACTORYWATCH_SMTP", "")
    if smtp and not _mail_server(smtp):
        raise ConfigError("must look like smtp://host:port, smtps:// or smtp+starttls://", key="FACTORYWATCH_SMTP")
    sources = given.get("FACTORYWATCH_SOURCES")
    if sources and not Path(sources).is_dir():
        raise ConfigError(f"no folder {sources}", key="FACTORYWATCH_SOURCES")
    plain = Settings()
    return Settings(
        store=given.get("FACTORYWATCH_STORE", plain.store),
        archive=Path(given.get("FACTORYWATCH_ARCHIVE", plain.archive)),
        sources=Path(sources) if sources else None,
        smtp=smtp,
        mail_from=given.get("FACTORYWATCH_MAIL_FROM", plain.mail_from),
        contact=given.get("FACTORYWATCH_CONTACT", ""),
        allow_addresses=_networks(given.get("FACTORYWATCH_ALLOW_ADDRESSES", "")),
        browser=given.get("FACTORYWATCH_BROWSER", ""),
        frozen_now=_time(given.get("FACTORYWATCH_NOW", "")),
    )


def _mail_server(text: str) -> bool:
    try:
        place = urlsplit(text)
        return place.scheme in _SCHEMES and bool(place.hostname) and place.port != 0
    except ValueError:  # a port that is no number, an address in half a bracket
        return False


def _networks(text: str) -> tuple[str, ...]:
    networks = tuple(part.strip() for part in text.split(",") if part.strip())
    for network in networks:
        try:
            ipaddress.ip_network(network)
        except ValueError as error:
            raise ConfigError(f"{network} is no network: {error}", key="FACTORYWATCH_ALLOW_ADDRESSES") from error
    return networks


def _time(text: str) -> datetime | None:
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{text} is no ISO time", key="FACTORYWATCH_NOW") from error
    return time if time.tzinfo else time.replace(tzinfo=UTC)
