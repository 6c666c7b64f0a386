"""What a file is, by its bytes and never by its name."""

from __future__ import annotations

from enum import StrEnum

from ocr.pages.errors import FileEmpty, FileTypeUnsupported

# Readers of PDF accept other bytes before the header, up to this offset (ISO 32000-1, annex H.3, note 13).
_PDF_HEADER_WITHIN = 1024

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})

_ADVICE_ZH = "请转换为PDF或JPG后重新上传。"
_ADVICE_EN = "Convert it to PDF or JPEG and upload it again."
_PRINT_ZH = "请用原软件打开，另存为PDF或打印后扫描，再重新上传。"
_PRINT_EN = "Open it in its own program, save it as PDF or print and scan it, then upload it again."
_UNPACK_ZH = "请先解压，再逐个上传其中的PDF或图片文件。"
_UNPACK_EN = "Unpack it and upload the PDF or picture inside of it."
_SAVE_ZH = "请重新下载或导出真正的PDF或图片文件后上传。"
_SAVE_EN = "Download or export the real PDF or picture and upload that."


class MediaKind(StrEnum):
    """The kinds of file that become pages."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    BMP = "bmp"
    WEBP = "webp"
    HEIC = "heic"


_SIGNATURES: tuple[tuple[bytes, MediaKind], ...] = (
    (b"\xff\xd8\xff", MediaKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaKind.PNG),
    (b"II*\x00", MediaKind.TIFF),
    (b"MM\x00*", MediaKind.TIFF),
    (b"II+\x00", MediaKind.TIFF),
    (b"MM\x00+", MediaKind.TIFF),
    (b"BM", MediaKind.BMP),
)

_OTHERS: tuple[tuple[bytes, str, str, str, str], ...] = (
    (b"GIF8", "GIF图片（可能是动画）", "a GIF picture (perhaps animated)", _ADVICE_ZH, _ADVICE_EN),
    (b"\xd0\xcf\x11\xe0", "旧版Office或WPS文档", "an old Office or WPS document", _PRINT_ZH, _PRINT_EN),
    (b"{\\rtf", "RTF文档", "an RTF document", _PRINT_ZH, _PRINT_EN),
    (b"Rar!", "RAR压缩包", "a RAR archive", _UNPACK_ZH, _UNPACK_EN),
    (b"7z\xbc\xaf\x27\x1c", "7z压缩包", "a 7z archive", _UNPACK_ZH, _UNPACK_EN),
    (b"\x1f\x8b", "gzip压缩包", "a gzip archive", _UNPACK_ZH, _UNPACK_EN),
    (b"8BPS", "Photoshop文件", "a Photoshop file", _ADVICE_ZH, _ADVICE_EN),
    (b"AT&TFORM", "DjVu文档", "a DjVu document", _ADVICE_ZH, _ADVICE_EN),
    (b"%!PS", "PostScript文件", "a PostScript file", _ADVICE_ZH, _ADVICE_EN),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000图片", "a JPEG 2000 picture", _ADVICE_ZH, _ADVICE_EN),
    (b"\xff\x4f\xff\x51", "JPEG 2000图片", "a JPEG 2000 picture", _ADVICE_ZH, _ADVICE_EN),
    (b"\xff\x0a", "JPEG XL图片", "a JPEG XL picture", _ADVICE_ZH, _ADVICE_EN),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL图片", "a JPEG XL picture", _ADVICE_ZH, _ADVICE_EN),
    (b"MZ", "可执行程序", "a program", _SAVE_ZH, _SAVE_EN),
    (b"\x7fELF", "可执行程序", "a program", _SAVE_ZH, _SAVE_EN),
)


def sniff(content: bytes) -> MediaKind:
    """The kind of `content`.

    Raises FileEmpty for no bytes, and FileTypeUnsupported, which says what the file is, for any other kind.
    """
    if not content:
        raise FileEmpty
    kind = _known_kind(content)
    if kind is None:
        raise _unsupported(content)
    return kind


def _known_kind(content: bytes) -> MediaKind | None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return MediaKind.WEBP
    if content[4:8] == b"ftyp" and _brands(content) & _HEIC_BRANDS and not _brands(content) & _AVIF_BRANDS:
        return MediaKind.HEIC
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN]:
        return MediaKind.PDF
    return None


def _brands(content: bytes) -> frozenset[bytes]:
    """Major and compatible brands of an ISO base media file (ISO/IEC 14496-12, 4.3)."""
    end = min(int.from_bytes(content[:4], "big"), len(content), 256)
    return frozenset({content[8:12], *(content[at : at + 4] for at in range(16, end, 4))})


def _unsupported(content: bytes) -> FileTypeUnsupported:
    kind_zh, kind_en, advice_zh, advice_en = _describe(content)
    return FileTypeUnsupported(kind_zh=kind_zh, kind_en=kind_en, advice_zh=advice_zh, advice_en=advice_en)


def _describe(content: bytes) -> tuple[str, str, str, str]:
    for signature, *description in _OTHERS:
        if content.startswith(signature):
            return description[0], description[1], description[2], description[3]
    if content.startswith(b"PK"):
        return _describe_zip(content)
    if content[4:8] == b"ftyp":
        return _describe_media(content)
    return _describe_text(content)


def _describe_zip(content: bytes) -> tuple[str, str, str, str]:
    # Names of a ZIP's members stand in the clear; the archive itself is never opened.
    if b"OFD.xml" in content:
        return "OFD版式文件", "an OFD document", _PRINT_ZH, _PRINT_EN
    if b"[Content_Types].xml" in content or b"mimetypeapplication/vnd.oasis" in content:
        return "Word、Excel、PPT或WPS文档", "an Office or WPS document", _PRINT_ZH, _PRINT_EN
    return "ZIP压缩包", "a ZIP archive", _UNPACK_ZH, _UNPACK_EN


def _describe_media(content: bytes) -> tuple[str, str, str, str]:
    if _brands(content) & _AVIF_BRANDS:
        return "AVIF图片", "an AVIF picture", _ADVICE_ZH, _ADVICE_EN
    return "视频或音频文件", "a film or a recording", "请上传照片或PDF文件。", "Upload a photo or a PDF instead."


def _describe_text(content: bytes) -> tuple[str, str, str, str]:
    start = content[:_PDF_HEADER_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "网页（HTML）", "a web page (HTML)", _SAVE_ZH, _SAVE_EN
    if start.startswith((b"<svg", b"<?xml")):
        return "XML或SVG文件", "an XML or SVG file", _ADVICE_ZH, _ADVICE_EN
    if not any(byte < 9 or 13 < byte < 27 for byte in content[:_PDF_HEADER_WITHIN]):
        return "文本文件", "a text file", _SAVE_ZH, _SAVE_EN
    return "无法辨认的文件类型", "of no known kind", _SAVE_ZH, _SAVE_EN
