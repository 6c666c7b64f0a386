"""Worker hosts: network namespaces with names of their own, where this machine lets us make them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

BRIDGE = "zhscale"
MIDDLE = "10.213.77.1"
"""The address of the machine in the middle, which database, store and engine listen on."""
NETWORK = "10.213.77.0/24"


@dataclass(frozen=True)
class Host:
    """A machine that reads."""

    name: str
    enter: tuple[str, ...] = ()
    """What stands before a command that is to run there."""

    def command(self, words: Sequence[str]) -> list[str]:
        """The words, as a command that runs on this host."""
        return [*self.enter, *words]


def why_not() -> str:
    """Why this machine cannot have hosts of their own, or nothing."""
    missing = [name for name in ("ip", "unshare", "hostname") if shutil.which(name) is None]
    if missing:
        return f"missing: {', '.join(missing)}"
    if os.geteuid() != 0:
        return "only root may make network namespaces"
    tried = subprocess.run(["unshare", "--net", "--uts", "true"], check=False, capture_output=True)
    return "" if tried.returncode == 0 else "this machine permits no network namespaces"


@contextmanager
def network() -> Iterator[None]:
    """A bridge with this machine in the middle; gone at the end."""
    _ip("link", "add", BRIDGE, "type", "bridge")
    try:
        _ip("address", "add", f"{MIDDLE}/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        yield
    finally:
        _ip("link", "delete", BRIDGE)


@contextmanager
def hosts(count: int) -> Iterator[tuple[Host, ...]]:
    """So many hosts on the bridge, each with its network and its name; gone at the end."""
    with ExitStack() as stack:
        yield tuple(stack.enter_context(_host(number)) for number in range(1, count + 1))


@contextmanager
def _host(number: int) -> Iterator[Host]:
    name = f"zhscale-{number}"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", f"zhv{number}", "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("link", "set", f"zhv{number}", "master", BRIDGE, "up")
        _ip("-netns", name, "address", "add", f"{MIDDLE[:-1]}{10 + number}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            _ip("-netns", name, "link", "set", device, "up")
        named = ("unshare", "--uts", "sh", "-c", f'hostname {name} && exec "$@"', "host")
        yield Host(name, ("ip", "netns", "exec", name, *named))
    finally:
        _ip("netns", "delete", name)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)
