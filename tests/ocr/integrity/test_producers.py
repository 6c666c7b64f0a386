"""The programs that a file names: editors are noted, scanners and cameras are not."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ocr.integrity.producers import remarks_on_producers


def portable_document(creator: str, producer: str = "") -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 400))
    canvas.setCreator(creator)
    canvas.setProducer(producer)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def photograph(program: str) -> bytes:
    target = io.BytesIO()
    marks = Image.Exif()
    marks[0x0131] = program
    Image.new("RGB", (200, 200)).save(target, "JPEG", exif=marks)
    return target.getvalue()


def noted(content: bytes) -> list[str]:
    remarks = remarks_on_producers(content)
    assert all(remark.is_note and remark.code == "FILE_FROM_EDITOR" for remark in remarks)
    return [remark.message for remark in remarks]


@pytest.mark.parametrize(
    ("content", "editor"),
    [
        (portable_document("Adobe Photoshop 25.0 (Windows)"), "Adobe Photoshop"),
        (portable_document("Writer", "WPS PDF 12.1"), "WPS PDF"),
        (portable_document("福昕高级PDF编辑器"), "Foxit PDF Editor"),
        (photograph("Adobe Photoshop CC 2019 (Windows)"), "Adobe Photoshop"),
        (photograph("Snapseed 2.0"), "Snapseed"),
    ],
)
def test_an_editor_is_noted_by_its_name(content: bytes, editor: str) -> None:
    (message,) = noted(content)
    assert editor in message


@pytest.mark.parametrize(
    "content",
    [
        portable_document("Canon iR-ADV C5535", "Adobe PSL 1.3e for Canon"),
        portable_document("Microsoft® Word 2019", "Microsoft® Word 2019"),
        portable_document("Writer", "WPS 文字"),
        photograph("HarmonyOS 4.0"),
        photograph("17.5.1"),
        b"%PDF-1.4 damaged beyond reading",
        b"\xff\xd8\xff damaged",
        b"",
    ],
)
def test_scanners_word_processors_cameras_and_damaged_files_are_not(content: bytes) -> None:
    assert noted(content) == []
