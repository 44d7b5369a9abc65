"""The guard: names are resolved, then the very address that will be connected to is checked. On every hop.

It stands in Twisted's resolver, which only the reactor with Scrapy's own `http11` handler asks (2026-11-22: other
handlers, a proxy and the reactorless mode go around it; politeness.py keeps all three off). IPv4 only, like Scrapy.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy.resolver import CachingThreadedResolver, dnscache
from scrapy.settings import BaseSettings
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from models.errors import ConfigError
from models.settings import Settings
from models.source import Source

SETTING = "FACTORYWATCH_ALLOW_ADDRESSES"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def allowed(address: str, networks: Iterable[str]) -> bool:
    """Whether an address may be connected to: a public one, or one inside these networks."""
    ip = _plain(ipaddress.ip_address(address))
    inside = any(ip in network for network in map(ipaddress.ip_network, networks) if network.version == ip.version)
    # Python counts multicast as global.
    return inside or (ip.is_global and not ip.is_multicast)


def refusal(url: str, networks: Iterable[str]) -> str:
    """Why the guard let nobody through to that URL; empty when it did not refuse."""
    host = urlsplit(url).hostname or ""
    address = dnscache.get(host) or (host if _is_address(host) else "")
    if not address or allowed(address, networks):
        return ""
    return f"{host} is {address}, no public address" if host != address else f"{host} is no public address"


def identified(sources: Iterable[Source], settings: Settings) -> None:
    """Nothing. Raises ConfigError when strangers would be asked without a contact in the user agent."""
    if settings.contact:
        return
    for source in sources:
        for url in source.urls:
            host = urlsplit(url).hostname or ""
            if not (_is_address(host) and _inside(host, settings.allow_addresses)):
                raise ConfigError(
                    f"must say whom a site can write to before {source.name} is crawled: a mail address or a page",
                    key="FACTORYWATCH_CONTACT",
                )


class Guard(CachingThreadedResolver):
    """Scrapy's resolver, which knows no address but an allowed one."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, networks: Sequence[str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._networks = tuple(networks)

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> "Guard":
        """Made by Scrapy, from its settings."""
        known: BaseSettings = crawler.settings
        return cls(reactor, known.getint("DNSCACHE_SIZE"), known.getfloat("DNS_TIMEOUT"), known.getlist(SETTING))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's
        """The address of that name. Fails with DNSLookupError where it is not an allowed one."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if not allowed(address, self._networks):
            raise DNSLookupError(f"{name} is {address}, no public address")
        return address


def _inside(address: str, networks: Iterable[str]) -> bool:
    ip = ipaddress.ip_address(address)
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
