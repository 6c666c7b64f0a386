"""Why a file cannot become pages, in words for the operator (经办人) who sent it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import DocumentError, ZhengheError


class FileEmpty(DocumentError):
    """The file holds no bytes."""

    code = "FILE_EMPTY"
    message_zh = "文件是空的，没有任何内容。请检查原文件能否打开，再重新上传。"
    message_en = "The file is empty. Check that the original opens, then upload it again."


class FileTooLarge(DocumentError):
    """The file has more bytes than the limits allow. Details: megabytes, limit."""

    code = "FILE_TOO_LARGE"
    message_zh = "文件大小为{megabytes}MB，超过上限{limit}MB。请降低扫描分辨率或压缩后重新上传。"
    message_en = (
        "The file has {megabytes} MB; the limit is {limit} MB. "
        "Scan at a lower resolution or compress it, then upload it again."
    )


class FileTypeUnsupported(DocumentError):
    """The bytes are of a kind that is not read here. Details: kind_zh, kind_en, advice_zh, advice_en."""

    code = "FILE_TYPE_UNSUPPORTED"
    message_zh = "该文件实际是{kind_zh}，不能识别。{advice_zh}"
    message_en = "The file is in fact {kind_en}, which cannot be read. {advice_en}"


class FileDamaged(DocumentError):
    """The bytes begin like a known kind, but cannot be decoded to the end."""

    code = "FILE_DAMAGED"
    message_zh = "文件已损坏或不完整，无法打开。请确认原文件能正常打开，必要时重新扫描或拍照，再重新上传。"
    message_en = (
        "The file is damaged or incomplete. "
        "Check that the original opens, scan or photograph it again if need be, and upload it."
    )


class PdfEncrypted(DocumentError):
    """The PDF opens only with a password, or with a protection that is not known."""

    code = "PDF_ENCRYPTED"
    message_zh = "该PDF设有打开密码，无法读取。请取消密码保护，或打印后扫描，再重新上传。"
    message_en = (
        "The PDF needs a password to be opened. Remove the password, or print and scan it, then upload it again."
    )


class PdfTooManyPages(DocumentError):
    """The PDF (or multi-page TIFF) has more pages than the limits allow. Details: pages, limit."""

    code = "PDF_TOO_MANY_PAGES"
    message_zh = "文件共有{pages}页，超过上限{limit}页。请只保留需要提交的页面，再重新上传。"
    message_en = (
        "The file has {pages} pages; the limit is {limit}. Keep only the pages that are asked for and upload it again."
    )


class PdfWithoutPages(DocumentError):
    """The PDF opens but holds no page."""

    code = "PDF_WITHOUT_PAGES"
    message_zh = "该PDF中没有任何页面。请重新导出或扫描为PDF，再重新上传。"
    message_en = "The PDF holds no page. Export or scan it again, then upload it."


class PageTooLarge(DocumentError):
    """One page needs more memory than can be given to it. Details: page."""

    code = "PAGE_TOO_LARGE"
    message_zh = "第{page}页尺寸过大，无法处理。请按A4或A3幅面重新扫描或导出，再重新上传。"
    message_en = "Page {page} is too large to be handled. Scan or export it again as A4 or A3 and upload it."


class ImageBomb(DocumentError):
    """A picture (a file, or inside of a PDF) has more pixels than may be decoded. Details: megapixels, limit."""

    code = "IMAGE_BOMB"
    message_zh = (
        "图片像素过高（{megapixels}百万像素，上限{limit}百万像素），无法处理。请降低分辨率后重新扫描或拍照，再上传。"
    )
    message_en = (
        "The picture has {megapixels} megapixels; the limit is {limit}. "
        "Scan or photograph it at a lower resolution and upload it."
    )


class ImageTooSmall(DocumentError):
    """A picture with too few pixels for any writing. Details: width, height, least."""

    code = "IMAGE_TOO_SMALL"
    message_zh = (
        "图片太小（{width}×{height}像素），文字无法辨认。请上传短边不少于{least}像素的清晰原图，建议1200像素以上。"
    )
    message_en = (
        "The picture is too small to be read ({width}×{height} pixels). "
        "Upload the original with at least {least} pixels on its short side, better 1200 or more."
    )


@contextmanager
def only_named_errors(page: int = 1) -> Iterator[None]:
    """Turn whatever a decoder raises into one of the errors above, without the decoder's own words.

    Decoders of hostile files raise almost anything (KeyError, struct.error, RecursionError, …); the cause is kept for a
    debugger as `__cause__`, but never shown. `page` is the 1-based page that is being worked on.
    """
    try:
        yield
    except ZhengheError:
        raise
    except MemoryError as cause:
        raise PageTooLarge(page=page) from cause
    except Exception as cause:
        raise FileDamaged from cause
