"""What can come of one try to read a document."""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import DocumentError, ZhengheError
from models.findings import DocumentReading


class ReadingTimedOut(DocumentError):
    """The document took longer than one document may, again and again."""

    code = "READING_TIMED_OUT"
    message_zh = (
        "系统在规定时间内未能读完该文件。请审核人直接查看原件；如内容不清，请经办人换一份清晰、页数较少的文件重新上传。"
    )
    message_en = (
        "The file could not be read within the time that is allowed. Look at the original; "
        "if it is unclear, have a clearer file with fewer pages uploaded."
    )


class ReadingCrashed(DocumentError):
    """The reading process died over the document, again and again."""

    code = "READING_CRASHED"
    message_zh = "系统读取该文件时多次意外中断。请审核人直接查看原件；必要时请经办人重新扫描或另存为PDF后重新上传。"
    message_en = (
        "Reading the file broke off several times. Look at the original; "
        "if need be, have it scanned or exported again and uploaded."
    )


class ReadingFailed(DocumentError):
    """Reading the document failed in a way that has no name, again and again."""

    code = "READING_FAILED"
    message_zh = "系统未能识别该文件。请审核人直接查看原件；必要时请经办人重新扫描或拍照后重新上传。"
    message_en = (
        "The file could not be read. Look at the original; "
        "if need be, have it scanned or photographed again and uploaded."
    )


class ReadersUnavailable(ZhengheError):
    """The engines or their models cannot be loaded; this says nothing about any document."""

    code = "READERS_UNAVAILABLE"
    message_zh = "识别引擎无法启动，文件均未读取。请系统管理员按说明文档检查安装，然后重新运行。"
    message_en = (
        "The reading engines do not start, so nothing was read. Check the installation and run the command again."
    )


@dataclass(frozen=True)
class Read:
    """The document was read."""

    findings: DocumentReading
    seconds: float


@dataclass(frozen=True)
class Unusable:
    """The document cannot be used, however often it is tried."""

    code: str
    message: str
    """Chinese, for the operator."""


@dataclass(frozen=True)
class TryFailed:
    """This try failed; another one may not."""

    reason: type[DocumentError]


@dataclass(frozen=True)
class NotNow:
    """Nothing is wrong with the document; the machine cannot read at present."""

    code: str


Outcome = Read | Unusable | TryFailed | NotNow
