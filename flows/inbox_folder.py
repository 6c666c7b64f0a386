"""The inbox folder (收件夹): which submissions are complete, and the bytes of their files.

Nothing but a regular file is ever opened: a link could name any file of this machine, and a FIFO or a device would
hold the run up.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FORM = "form.json"
LONGEST_REFERENCE = 255


class NotAFile(Exception):
    """A symbolic link, FIFO, device, socket or folder stands where a file should be."""


class TooLarge(Exception):
    """The file has more bytes than are read."""


def complete_folders(inbox: Path) -> tuple[Path, ...]:
    """The submission folders in which there is a form, by name; all others are still being written."""
    with os.scandir(inbox) as entries:
        folders = [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
    return tuple(sorted(folder for folder in folders if os.path.lexists(folder / FORM)))


def reference_of(folder: Path) -> str:
    """The submission's reference: the folder's name.

    A name that cannot be kept or shown as it is (bytes that are no text, control characters, too long) is written in
    printable characters and made unmistakable by a part of its hash.
    """
    raw = os.fsencode(folder.name)
    text = raw.decode("utf-8", "replace")
    if folder.name == text and text.isprintable() and len(text) <= LONGEST_REFERENCE:
        return text
    shown = "".join(character if character.isprintable() else "�" for character in text)
    return f"{shown[: LONGEST_REFERENCE - 20]}~{hashlib.sha256(raw).hexdigest()[:16]}"


def shown_name(name: str) -> str:
    """A file's name in printable characters, for people."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "�" for character in text)


@contextmanager
def opened_folder(folder: Path) -> Iterator[int]:
    """A descriptor of `folder`, through which its files are found even when it is renamed meanwhile."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def names_of(folder: int, stem: str) -> tuple[str, ...]:
    """The names in the folder whose stem is `stem`, in any letter case, as `certificate.pdf` and `Certificate.JPG`."""
    return tuple(sorted(name for name in os.listdir(folder) if name.partition(".")[0].casefold() == stem))


def read_file(folder: int, name: str, most: int) -> bytes:
    """The bytes of a regular file in the folder, at most `most` of them.

    Raises NotAFile, TooLarge, or OSError where the file cannot be read.
    """
    if not stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
        raise NotAFile
    descriptor = _open_without_following(folder, name)
    with os.fdopen(descriptor, "rb") as file:
        # It may have been exchanged since it was looked at.
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotAFile
        content = file.read(most + 1)
    if len(content) > most:
        raise TooLarge
    return content


def _open_without_following(folder: int, name: str) -> int:
    try:
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotAFile from error
        raise
