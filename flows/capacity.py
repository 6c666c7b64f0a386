"""How many documents a machine can read at once: as its cores and its memory allow."""

from __future__ import annotations

import os
from pathlib import Path

import psutil

MEGABYTE = 1024 * 1024
_CONTAINER_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
_SHARE = 0.8
"""Of the memory, what reading may take; the rest is for the database, the pages and the system."""


def readers_that_fit(worker_megabytes: int, cores: int | None = None, memory: int | None = None) -> int:
    """Reading processes that fit into `cores` and `memory` bytes, or else into those of this machine; at least 1."""
    cores = cores if cores is not None else len(os.sched_getaffinity(0))
    memory = memory if memory is not None else memory_limit()
    return max(1, min(cores, int(memory * _SHARE) // (worker_megabytes * MEGABYTE)))


def memory_limit() -> int:
    """Bytes of memory that this machine or its container has."""
    installed = psutil.virtual_memory().total
    limits = [_limit(path) for path in _CONTAINER_LIMITS if path.exists()]
    return min([installed, *(limit for limit in limits if limit is not None)])


def _limit(path: Path) -> int | None:
    text = path.read_text(encoding="ascii").strip()
    return int(text) if text.isdigit() else None
