import pytest

from ocr.pages import FileEmpty, FileTypeUnsupported, MediaKind, open_document, sniff
from tests.ocr.pages.drawing import encoded, hello, pdf, sheet


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
def test_a_picture_is_known_by_its_bytes(kind: str) -> None:
    assert sniff(encoded(sheet(200, 200), kind)) == MediaKind(kind.lower())


def test_a_pdf_is_known_even_behind_a_mail_header() -> None:
    assert sniff(pdf(hello)) is MediaKind.PDF
    assert sniff(b"Received: by mail\r\n\r\n" + pdf(hello)) is MediaKind.PDF


def test_a_picture_that_carries_a_pdf_header_stays_a_picture() -> None:
    png = encoded(sheet(200, 200))
    assert sniff(png[:33] + b"%PDF-1.7" + png[33:]) is MediaKind.PNG


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04....OFD.xml", "OFD"),
        (b"PK\x03\x04....[Content_Types].xml", "Word"),
        (b"PK\x03\x04....a.txt", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"GIF89a", "GIF"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "SVG"),
        (b"8BPS\x00\x01", "Photoshop"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1avif", "AVIF"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42", "视频"),
        ("营业执照".encode(), "文本"),
        (b"\x01\x02\x03\x04", "无法辨认"),
    ],
)
def test_what_is_not_read_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(FileTypeUnsupported) as caught:
        open_document(content)
    assert kind in caught.value.chinese
    assert caught.value.chinese.endswith("。")


def test_no_bytes_are_an_empty_file() -> None:
    with pytest.raises(FileEmpty):
        open_document(b"")
