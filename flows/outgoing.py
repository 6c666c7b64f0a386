"""Sending something to an address that somebody typed, without being sent where it must not go (SSRF).

The name is resolved once, every address that it has is looked at, and the connection goes to one of those and to no
other. Private, loopback and link-local addresses are refused, unless the settings name the host as the house's own.
Nothing is followed, nothing of the answer but its status is read, and no proxy of the environment is asked.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import httpcore

SECONDS = 10.0
"""For each step: connecting, sending, waiting for the answer."""
_EMBEDDING = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
"""Addresses of IPv6 that lead to one of IPv4, which may be a private one."""


class AddressForbidden(Exception):
    """The host has an address that nothing is sent to."""


class NotSent(Exception):
    """Nobody answered; the text is a short word for the record, without anything of the engine's own."""


def post(url: str, body: bytes, headers: Mapping[str, str], internal_hosts: Collection[str]) -> int:
    """Send `body` and give the status of the answer. Raises AddressForbidden or NotSent."""
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
    with httpcore.ConnectionPool(network_backend=CheckedNetwork(internal_hosts), retries=0) as pool:
        try:
            request = pool.stream(
                "POST", url, headers=list(headers.items()), content=body, extensions={"timeout": timeouts}
            )
            with request as response:
                return response.status
        except (
            httpcore.NetworkError,
            httpcore.TimeoutException,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            OSError,
        ) as error:
            raise NotSent(type(error).__name__) from error


class CheckedNetwork(httpcore.SyncBackend):
    """Connects to what the name stands for at this moment, if that is allowed."""

    def __init__(self, internal_hosts: Collection[str]) -> None:
        """Let `internal_hosts` have any address."""
        self._internal_hosts = internal_hosts

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the address that was looked at. Raises AddressForbidden."""
        address = allowed_address(host, port, self._internal_hosts)
        return super().connect_tcp(address, port, timeout, local_address, socket_options)


def allowed_address(host: str, port: int, internal_hosts: Collection[str]) -> str:
    """The address to connect to. Raises AddressForbidden where any of the host's addresses is not allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent("NameUnknown") from error
    addresses = [str(entry[4][0]) for entry in found]
    if host not in internal_hosts and not all(is_public(address) for address in addresses):
        raise AddressForbidden
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether the address is one of the internet, and hides none of another kind."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return is_public(str(parsed.ipv4_mapped))
        if any(parsed in network for network in _EMBEDDING):
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved
