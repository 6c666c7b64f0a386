"""What a reading process gives back to the machine: pictures at once, and the holes between what it keeps.

The C library keeps what is freed for its next use. Pages differ in size, so a process holds 300 MB that it does not
need. Other libraries than GNU's have no such calls; there nothing is done.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import cast

_MMAP_THRESHOLD = -3
"""Of malloc's parameters: from which size on a block is given back as soon as it is freed."""
_PICTURE = 4 * 1024 * 1024
"""Bytes; a page takes more."""


def give_pictures_back() -> None:
    """Have every block of a picture's size given back when it is freed, from now on."""
    set_parameter = _call("mallopt")
    if set_parameter is not None:
        set_parameter(_MMAP_THRESHOLD, _PICTURE)


def give_holes_back() -> None:
    """Give back what is free now."""
    trim = _call("malloc_trim")
    if trim is not None:
        trim(0)


def _call(name: str) -> Callable[..., int] | None:
    return cast("Callable[..., int] | None", getattr(ctypes.CDLL(None), name, None))
