import math
import threading
from io import BytesIO
from typing import Literal

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from models.errors import DocumentError
from ocr.pages import (
    FileDamaged,
    ImageBomb,
    Limits,
    PdfEncrypted,
    PdfTooManyPages,
    PdfWithoutPages,
    open_document,
)
from tests.ocr.pages.drawing import A4, hello, pdf, photo, sheet, table


def locked(content: bytes, encryption: pikepdf.Encryption) -> bytes:
    """A PDF's bytes under `encryption`."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        document.save(out, encryption=encryption)
    return out.getvalue()


def outcome_of(content: bytes) -> str:
    """`pages`, or the code of the error that a file ends in."""
    try:
        return "pages" if open_document(content) else "nothing"
    except DocumentError as error:
        return error.code


def holding(image: Image.Image, size: tuple[float, float]) -> bytes:
    """A PDF whose one page is covered by `image`."""
    return pdf(lambda canvas: canvas.drawImage(ImageReader(image), 0, 0, *size), size=size)


def test_an_a4_page_is_rendered_at_the_set_resolution() -> None:
    (page,) = open_document(pdf(hello))
    assert page.picture.shape[:2] == pytest.approx((2339, 1653), abs=1)
    assert page.pixels_per_millimetre == pytest.approx(200 / 25.4, rel=0.01)
    assert page.has_text_layer
    assert not page.rectified


def test_pages_are_numbered_from_one() -> None:
    assert [page.number for page in open_document(pdf(hello, pages=3))] == [1, 2, 3]


def test_five_hundred_pages_are_refused_without_rendering_one() -> None:
    with pytest.raises(PdfTooManyPages) as caught:
        open_document(pdf(hello, pages=500))
    assert "500页" in caught.value.chinese


def test_a_page_of_fifty_thousand_megapixels_is_rendered_within_the_limit() -> None:
    side = math.sqrt(50_000e6) * 72 / 200
    (page,) = open_document(pdf(hello, size=(side, side)))
    assert max(page.picture.shape) <= Limits().longest_side
    assert page.pixels_per_millimetre is not None
    assert page.pixels_per_millimetre * side * 25.4 / 72 == pytest.approx(Limits().longest_side, abs=2)


def test_a_photo_on_a_small_page_keeps_its_detail() -> None:
    (page,) = open_document(holding(Image.new("RGB", (2000, 1500), "gray"), (200, 150)))
    assert page.picture.shape == (1500, 2000, 3)


def test_a_page_like_a_thread_is_no_crash() -> None:
    (page,) = open_document(pdf(hello, size=(3, 14_400)))
    assert page.picture.shape[0] == Limits().longest_side


def test_a_picture_bomb_inside_of_a_pdf_is_refused_before_rendering() -> None:
    document = pikepdf.open(BytesIO(holding(Image.new("L", (10, 10)), A4)))
    (image,) = document.pages[0].get_images().values()
    image.Width = image.Height = 60_000
    out = BytesIO()
    document.save(out)
    with pytest.raises(ImageBomb):
        open_document(out.getvalue())


def test_a_password_to_open_is_named() -> None:
    with pytest.raises(PdfEncrypted):
        open_document(locked(pdf(hello), pikepdf.Encryption(owner="owner", user="user")))


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_password_that_only_restricts_printing_is_no_hindrance(revision: Literal[3, 4, 6]) -> None:
    encryption = pikepdf.Encryption(owner="owner", user="", R=revision, aes=revision >= 4, metadata=revision >= 4)
    (page,) = open_document(locked(pdf(hello), encryption))
    assert [word.text for word in page.words] == ["HELLO"]


@pytest.mark.parametrize("before", [b"%PDF-1.7", locked(pdf(hello), pikepdf.Encryption(user="user"))])
def test_a_pdf_without_pages_is_named_whatever_was_opened_before(before: bytes) -> None:
    with pytest.raises(DocumentError):
        open_document(before)
    out = BytesIO()
    pikepdf.new().save(out)
    with pytest.raises(PdfWithoutPages):
        open_document(out.getvalue())


@pytest.mark.parametrize("part", [0.2, 0.5])
def test_a_truncated_pdf_is_damaged_or_shows_what_is_left(part: float) -> None:
    whole = pdf(hello, pages=3)
    assert outcome_of(whole[: int(len(whole) * part)]) in {"pages", "FILE_DAMAGED", "PDF_WITHOUT_PAGES"}


def test_a_header_alone_is_damaged() -> None:
    with pytest.raises(FileDamaged):
        open_document(b"%PDF-1.7\n" + b"\xff\x00garbage" * 100)


def test_a_page_tree_that_bites_its_tail_ends_in_an_outcome() -> None:
    document = pikepdf.open(BytesIO(pdf(hello)))
    pages = document.Root.Pages
    pages.Kids = pikepdf.Array([pages, pages])
    pages.Count = 2
    out = BytesIO()
    document.save(out)
    with pytest.raises(DocumentError):
        open_document(out.getvalue())


def test_filled_in_form_fields_are_seen() -> None:
    def form(canvas: Canvas) -> None:
        canvas.acroForm.textfield(value="OPERATOR", x=100, y=600, width=300, height=40, fontSize=24)

    (page,) = open_document(pdf(form))
    area = page.picture[int(200 * 200 / 72) : int(242 * 200 / 72), int(110 * 200 / 72) : int(390 * 200 / 72)]
    assert (area.max(axis=2) < 100).sum() > 500


def test_a_photo_in_a_pdfs_clothes_is_straightened() -> None:
    shot = photo(sheet(), [(250, 300), (1200, 260), (1290, 1700), (180, 1640)], table())
    (page,) = open_document(holding(Image.fromarray(shot[:, :, ::-1]), (450, 600)))
    assert page.rectified
    assert page.pixels_per_millimetre is None
    assert page.picture.shape[0] / page.picture.shape[1] == pytest.approx(math.sqrt(2), rel=0.02)


def test_threads_wait_for_each_other() -> None:
    content, found = pdf(hello), []
    threads = [threading.Thread(target=lambda: found.append(open_document(content)[0].sha256)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
