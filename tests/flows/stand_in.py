"""A stand-in for the reading functions: the document's first word says what happens while it is read."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import time
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from flows.reading_process import Equipment, Order
from models.errors import DocumentError
from models.findings import DocumentReading, DocumentType, FieldReading, PagePicture
from models.form import Form


class ReadContent(NamedTuple):
    reading: DocumentReading
    pictures: dict[str, bytes]


class StandInUnusable(DocumentError):
    code = "STAND_IN_UNUSABLE"
    message_zh = "样张无法使用。请重新上传。"
    message_en = "This specimen cannot be used. Upload another."


def prepare(_equipment: Equipment) -> str:
    return "ready"


def read(content: bytes, readers: str, order: Order, _equipment: Equipment) -> ReadContent:
    assert readers == "ready"
    word, _, rest = content.decode().partition(" ")
    match word:
        case "sleep":
            time.sleep(float(rest.split()[0]))
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die-once":
            _die_unless_there(Path(rest))
        case "memory":
            raise MemoryError
        case "hoard":
            bytearray(8 * 1024**3)
        case "call":
            socket.socket(getattr(socket, rest.split()[0])).close()
        case "wrong":
            raise ValueError("430602199001010013 must never be logged")
        case "personal":
            return _personal(content, order.form)
        case "unusable":
            raise StandInUnusable
    return _reading(content)


def _die_unless_there(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _personal(content: bytes, form: Form) -> ReadContent:
    """A letter on which everything that was typed can be read."""
    person = form.operator
    fields = {"id_number": FieldReading(person.id_number, 0.9), "mobile": FieldReading(person.mobile, 0.9)}
    read = _reading(content)
    return ReadContent(replace(read.reading, type=DocumentType.COMMITMENT_LETTER, fields=fields), read.pictures)


def _reading(content: bytes) -> ReadContent:
    picture = b"picture of " + content
    sha256 = hashlib.sha256(picture).hexdigest()
    page = PagePicture(number=1, sha256=sha256, width=100, height=140)
    return ReadContent(DocumentReading(type=DocumentType.BUSINESS_LICENCE, pages=(page,)), {sha256: picture})
