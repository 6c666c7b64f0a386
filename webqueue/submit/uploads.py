"""Reading uploaded files within their limit."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, ClassVar

from werkzeug.datastructures import FileStorage

from models.errors import DocumentError
from models.findings import Slot
from webqueue.words import CHOSEN_FILE, SLOTS

_CHUNK = 1024 * 1024
MEGABYTE = 1024 * 1024


class NothingUploaded(DocumentError):
    """The form was sent without a file."""

    code: ClassVar[str] = "NOTHING_UPLOADED"
    message_zh = "还没有选择文件。请至少选择一个要更换的文件后再提交。"
    message_en = "No file was chosen. Choose at least one file to replace, then submit."


class EmptyUpload(DocumentError):
    """A file of no bytes."""

    code: ClassVar[str] = "UPLOAD_EMPTY"
    message_zh = "{slot}的文件是空的（0字节）。请检查原文件能否打开，重新选择后再提交。"
    message_en = "The file for {slot} is empty. Check that it opens, choose it again and submit."


class UploadTooLarge(DocumentError):
    """A file beyond the limit."""

    code: ClassVar[str] = "UPLOAD_TOO_LARGE"
    message_zh = "{slot}的文件超过{megabytes}MB。请压缩图片或降低扫描分辨率后重新上传。"
    message_en = "The file for {slot} is larger than {megabytes} MB. Make it smaller and upload it again."


class SameUpload(DocumentError):
    """The file that is there already."""

    code: ClassVar[str] = "UPLOAD_UNCHANGED"
    message_zh = "{slot}选择的文件与原来提交的完全相同。请按审核意见更正后，选择新的文件再提交。"
    message_en = "The file for {slot} is the one that was returned. Correct it and choose the new file."


@dataclass(frozen=True)
class Upload:
    """A file as it was uploaded."""

    content: bytes
    name: str


def read_uploads(files: Mapping[str, FileStorage], megabytes: int) -> dict[Slot, Upload]:
    """The uploaded files by slot. Raises NothingUploaded, EmptyUpload or UploadTooLarge."""
    uploads = {
        slot: Upload(_read(file.stream, SLOTS[slot], megabytes), clean_name(file.filename))
        for slot in Slot
        if (file := files.get(slot.value)) is not None and file.filename
    }
    if not uploads:
        raise NothingUploaded
    return uploads


def read_one(file: FileStorage | None, megabytes: int) -> Upload:
    """The one uploaded file of a form that asks for one. Raises NothingUploaded, EmptyUpload or UploadTooLarge."""
    if file is None or not file.filename:
        raise NothingUploaded
    return Upload(_read(file.stream, CHOSEN_FILE, megabytes), clean_name(file.filename))


def clean_name(name: str | None) -> str:
    """The file's own name, without folders and without characters that could mislead a reader."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()[-120:] or "未命名文件"


def _read(stream: IO[bytes], name: str, megabytes: int) -> bytes:
    content = bytearray()
    while chunk := stream.read(_CHUNK):
        content += chunk
        if len(content) > megabytes * MEGABYTE:
            raise UploadTooLarge(slot=name, megabytes=megabytes)
    if not content:
        raise EmptyUpload(slot=name)
    return bytes(content)
