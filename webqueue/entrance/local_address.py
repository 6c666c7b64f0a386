"""Addresses that lead nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_local(address: str) -> bool:
    """Whether `address` is a path on this server, so that a link cannot lead away from it."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc
