"""What a reading process may take: so much memory, so large a file, and nothing from the network.

A decoder of pictures is the likeliest place for a hostile file to take hold. What it cannot reach, it cannot spoil.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import socket
import struct

MEGABYTE = 1024 * 1024
LARGEST_FILE = 1024 * MEGABYTE
"""Bytes; far more than any picture of a page."""

_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | errno.EACCES
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Where the kernel's description of a call has them."""
_IO_URING_SETUP = 425
"""Through it sockets are opened without the call for it."""
_OTHER_TABLE = 0x40000000
"""From this number on, x86 counts the same calls a second time."""
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: the kernel's name for it, and the number of the call that opens a socket."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def limit_memory(megabytes: int) -> None:
    """Have this process fail for want of memory, where else the machine would."""
    _lower(resource.RLIMIT_DATA, megabytes * MEGABYTE)


def limit_files() -> None:
    """Let no file grow beyond LARGEST_FILE, and leave no picture of the memory when the process dies."""
    _lower(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _lower(resource.RLIMIT_CORE, 0)


def forbid_network() -> bool:
    """Refuse all sockets but local ones to this process and its children; gives whether the system can do that."""
    known = _MACHINES.get(platform.machine())
    if known is None:
        return False
    steps = _filter(*known)
    program = _Program(len(steps) // 8, steps)
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not library.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)


def _filter(architecture: int, open_socket: int) -> bytes:
    """A program for the kernel's filter; each step says how many to leave out where it holds, and where it does not."""
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 0, 6, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 4, 0, _OTHER_TABLE),
        (_IF_EQUAL, 3, 0, _IO_URING_SETUP),
        (_IF_EQUAL, 0, 3, open_socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IF_EQUAL, 1, 0, socket.AF_UNIX),
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _lower(which: int, limit: int) -> None:
    _, most = resource.getrlimit(which)
    allowed = limit if most == resource.RLIM_INFINITY else min(limit, most)
    resource.setrlimit(which, (allowed, allowed))
