"""The store of originals and page pictures: each content under its own SHA-256, wherever fsspec can write."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec

from models.errors import StorageError

_GONE = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
_HASH = re.compile("[0-9a-f]{64}")


class ContentMissing(StorageError):
    """A content that should be there is not, or is not what its hash says."""

    code = "CONTENT_MISSING"
    message_zh = "系统找不到该文件或文件已损坏。请联系系统管理员从备份中恢复。"
    message_en = "The stored file is missing or damaged. Ask the administrator to restore it from a backup."


@dataclass(frozen=True)
class Kept:
    """A file in the store."""

    sha256: str
    """The hash that it is kept under; empty where it is no content."""
    path: str
    written_at: dt.datetime | None
    """When it was written, as far as the store tells."""


class Store:
    """Contents by their hash. Writing the same content twice is one content; nothing is ever overwritten."""

    def __init__(self, place: str) -> None:
        """Use `place`: a folder's path, or an address that fsspec knows (s3://…)."""
        self._files, self._root = fsspec.core.url_to_fs(place)
        self.is_local = "file" in self._files.protocol
        """Whether it is a folder of this machine."""

    def put(self, content: bytes) -> str:
        """Keep `content` and give its SHA-256; whole or not at all. Raises StorageError where it cannot be kept."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        try:
            if not self._files.exists(path):
                self._write(path, content)
        except Exception as error:
            # Each kind of store raises its own, and not all of them are OSErrors.
            raise StorageError from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content of that hash.

        Raises ContentMissing where it is gone or was changed, and StorageError where the store does not answer: what
        is there all the same must not be taken for lost.
        """
        try:
            content: bytes = self._files.cat_file(self._path(sha256))
        except _GONE as error:
            raise ContentMissing from error
        except Exception as error:
            raise StorageError from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ContentMissing
        return content

    def has(self, sha256: str) -> bool:
        """Whether there is a content of that hash."""
        return bool(self._files.exists(self._path(sha256)))

    def answers(self) -> bool:
        """Whether it can be reached at this moment, and written to where it is a folder."""
        if self.is_local:
            place = Path(self._root)
            there = next(folder for folder in (place, *place.parents) if folder.exists())
            return there.is_dir() and os.access(there, os.W_OK)
        try:
            self._files.exists(self._root)
        except Exception:  # noqa: BLE001 - each kind of store raises its own; what counts is that it did not answer
            return False
        return True

    def contents(self) -> Iterator[Kept]:
        """Everything that is there, in no order; a file that was never finished is told by an empty hash."""
        for path, facts in self._files.find(self._root, detail=True).items():
            name = path.rsplit("/", 1)[-1]
            yield Kept(name if _HASH.fullmatch(name) else "", path, _written_at(facts))

    def remove(self, kept: Kept) -> None:
        """Take it out for good. Raises StorageError."""
        try:
            self._files.rm_file(kept.path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StorageError from error

    def remove_content(self, sha256: str) -> None:
        """Take the content of that hash out for good, if it is there. Raises StorageError."""
        self.remove(Kept(sha256, self._path(sha256), None))

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _write(self, path: str, content: bytes) -> None:
        # A reader must never see half a file: write beside it, then rename. Object stores write whole objects as it is.
        if not self.is_local:
            self._files.pipe_file(path, content)
            return
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
        try:
            _write_through(partial, content)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


def _written_at(facts: Mapping[str, Any]) -> dt.datetime | None:
    # Folders tell seconds, object stores a moment.
    moment = facts.get("mtime", facts.get("LastModified"))
    if isinstance(moment, (int, float)):
        return dt.datetime.fromtimestamp(moment, dt.UTC)
    return moment if isinstance(moment, dt.datetime) else None


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
