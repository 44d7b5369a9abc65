"""The guard: names are resolved, then the very address that will be connected to is checked. On every hop.

It stands in Twisted's resolver, which only the reactor with Scrapy's own `http11` handler asks (2026-11-22: other
handlers, a proxy and the reactorless mode go around it; politeness.py keeps all three off). IPv4 only, like Scrapy.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from models.errors import ConfigError
from models.settings import Settings
from models.source import Source

SETTING = "FACTORYWATCH_ALLOW_ADDRESSES"
KNOWN = "FACTORYWATCH_KNOWN"
"""Whether the user agent says whom to write to."""
# Why a host was refused the last time: Twisted keeps the resolver's own words from whoever asked it.
_refused: dict[str, str] = {}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def allowed(address: str, networks: Iterable[str]) -> bool:
    """Whether an address may be connected to: a public one, or one inside these networks."""
    ip = _plain(ipaddress.ip_address(address))
    # Python counts as global: multicast, what IPv6 sets aside (::127.0.0.1, 64:ff9b:1::/48), site-local addresses.
    public = ip.is_global and not (ip.is_multicast or ip.is_reserved or getattr(ip, "is_site_local", False))
    return public or _inside(ip, networks)


def refusal(url: str, networks: Iterable[str]) -> str:
    """Why the guard let nobody through to that URL; empty when it did not refuse."""
    host = urlsplit(url).hostname or ""
    if words := _refused.get(host):
        return words
    return f"{host} is no public address" if _is_address(host) and not allowed(host, networks) else ""


def identified(sources: Iterable[Source], settings: Settings) -> None:
    """Nothing. Raises ConfigError when strangers would be asked without a contact in the user agent."""
    if settings.contact:
        return
    for source in sources:
        for url in source.urls:
            host = urlsplit(url).hostname or ""
            if not (_is_address(host) and _inside(ipaddress.ip_address(host), settings.allow_addresses)):
                raise ConfigError(
                    f"must say whom a site can write to before {source.name} is crawled: a mail address or a page",
                    key="FACTORYWATCH_CONTACT",
                )


class Guard(CachingThreadedResolver):
    """Scrapy's resolver, which knows no address but an allowed one."""

    def __init__(
        self, reactor: ReactorBase, cache_size: int, timeout: float, networks: Sequence[str], *, known: bool
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._networks = tuple(networks)
        self._known = known

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> "Guard":
        """Made by Scrapy, from its settings."""
        given: BaseSettings = crawler.settings
        return cls(
            reactor,
            given.getint("DNSCACHE_SIZE"),
            given.getfloat("DNS_TIMEOUT"),
            given.getlist(SETTING),
            known=given.getbool(KNOWN),
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's
        """The address of that name. Fails with DNSLookupError where it is not an allowed one."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if not allowed(address, self._networks):
            words = f"{name} is no public address" if name == address else f"{name} is {address}, no public address"
        elif not (self._known or _inside(_plain(ipaddress.ip_address(address)), self._networks)):
            # A page of ours may lead to a stranger, and strangers are asked only by who can be reached.
            words = f"{name} is a stranger, and FACTORYWATCH_CONTACT is not set"
        else:
            _refused.pop(name, None)
            return address
        _refused[name] = words
        raise DNSLookupError(words)


def _inside(ip: ipaddress.IPv4Address | ipaddress.IPv6Address, networks: Iterable[str]) -> bool:
    return any(ip in network for network in map(ipaddress.ip_network, networks) if network.version == ip.version)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _plain(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 one only wraps."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    wrapped = ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
    return wrapped or ip
