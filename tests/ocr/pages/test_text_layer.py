from collections.abc import Callable
from io import BytesIO

import numpy as np
import pikepdf
import pytest
from PIL import Image
from reportlab.lib.colors import Color, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ocr.pages import DEFAULT_LIMITS, Limits, Note, Page, Suspicion, Word, open_document
from tests.ocr.pages.drawing import hello, pdf


def word_of(draw: Callable[[Canvas], None]) -> Word:
    (page,) = open_document(pdf(draw))
    (word,) = page.words
    return word


def placed(rotation: int, crop: list[int] | None, shift: int) -> Page:
    """The page of `hello`, turned, cropped and with its media box moved."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf(hello))) as document:
        page = document.pages[0]
        page.mediabox = pikepdf.Array([shift, shift, 595, 842])
        page.rotate(rotation, relative=False)
        if crop:
            page.cropbox = pikepdf.Array(crop)
        document.save(out)
    return open_document(out.getvalue())[0]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, [50, 100, 500, 800]], ids=["whole", "cropped"])
@pytest.mark.parametrize("shift", [0, 30])
def test_a_words_box_holds_its_ink_however_the_page_is_turned(
    rotation: int, crop: list[int] | None, shift: int
) -> None:
    page = placed(rotation, crop, shift)
    (word,) = page.words
    ink = page.picture.max(axis=2) < 128
    left, top, width, height = word.box
    assert ink[top : top + height, left : left + width].sum() > 0.95 * ink.sum()
    assert word.trustworthy


def test_black_words_on_white_are_trusted() -> None:
    word = word_of(hello)
    assert word.text == "HELLO"
    assert word.size == pytest.approx(20, abs=1)
    assert word.suspicions == frozenset()


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(100, 700)
    text.setTextRenderMode(3)
    text.textOut("HELLO")
    canvas.drawText(text)


def transparent(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0))
    canvas.drawString(100, 700, "HELLO")


def white_on_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(100, 700, "HELLO")


def nearly_white(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.97, 0.97, 0.95))
    canvas.drawString(100, 700, "HELLO")


def covered(canvas: Canvas) -> None:
    canvas.drawString(100, 700, "HELLO")
    canvas.setFillColor(white)
    canvas.rect(50, 650, 300, 100, stroke=0, fill=1)


def tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 2)
    canvas.drawString(100, 700, "HELLO")


def outside(canvas: Canvas) -> None:
    canvas.drawString(700, 700, "HELLO")


@pytest.mark.parametrize(
    ("draw", "suspicion"),
    [
        (invisible, Suspicion.INVISIBLE),
        (invisible, Suspicion.NOTHING_DRAWN),
        (transparent, Suspicion.INVISIBLE),
        (white_on_white, Suspicion.BACKGROUND_COLOURED),
        (nearly_white, Suspicion.BACKGROUND_COLOURED),
        (covered, Suspicion.NOTHING_DRAWN),
        (tiny, Suspicion.TINY),
        (outside, Suspicion.OUTSIDE),
    ],
)
def test_a_word_that_a_person_does_not_see_is_suspicious(draw: Callable[[Canvas], None], suspicion: Suspicion) -> None:
    word = word_of(draw)
    assert suspicion in word.suspicions
    assert not word.trustworthy


def test_white_words_on_a_dark_banner_are_trusted() -> None:
    def banner(canvas: Canvas) -> None:
        canvas.setFillColor(black)
        canvas.rect(50, 650, 300, 100, stroke=0, fill=1)
        white_on_white(canvas)

    assert word_of(banner).suspicions == frozenset()


def test_a_layer_under_a_scan_is_invisible_but_its_print_is_there() -> None:
    def scanned(canvas: Canvas) -> None:
        hello(canvas)
        canvas.setFont("Helvetica", 20)
        text = canvas.beginText(100, 700)
        text.setTextRenderMode(3)
        text.textOut("HELLO")
        canvas.drawText(text)

    page = open_document(pdf(scanned))[0]
    assert any(Suspicion.NOTHING_DRAWN not in word.suspicions for word in page.words)


@pytest.mark.parametrize("shift", [0.0, 3.0])
@pytest.mark.parametrize("hidden_first", [True, False])
def test_a_hidden_word_over_a_printed_one_is_told_from_it(shift: float, hidden_first: bool) -> None:
    def overlaid(canvas: Canvas) -> None:
        for mode in (3, 0) if hidden_first else (0, 3):
            canvas.saveState()
            canvas.setFont("Helvetica", 20)
            text = canvas.beginText(100 + (shift if mode else 0), 700)
            text.setTextRenderMode(mode)
            text.textOut("91430600MB3999286X" if mode else "91430602MA4TT0009T")
            canvas.drawText(text)
            canvas.restoreState()

    page = open_document(pdf(overlaid))[0]
    found = {word.text: word.suspicions for word in page.words}
    assert set(found) == {"91430600MB3999286X", "91430602MA4TT0009T"}
    assert Suspicion.INVISIBLE in found["91430600MB3999286X"]
    assert found["91430602MA4TT0009T"] == frozenset()


def test_a_layer_of_too_many_characters_is_left_unread_and_noted() -> None:
    limits = Limits(max_characters=3)
    (page,) = open_document(pdf(hello), limits)
    assert page.has_text_layer
    assert page.words == ()
    assert Note.TEXT_LAYER_UNREAD in page.notes


def test_a_drawing_of_too_many_lines_is_left_unread_and_noted() -> None:
    def map_of_lines(canvas: Canvas) -> None:
        hello(canvas)
        for row in range(60):
            canvas.line(10, 10 + row, 500, 10 + row)

    (page,) = open_document(pdf(map_of_lines), Limits(max_objects=50))
    assert Note.TEXT_LAYER_UNREAD in page.notes


def test_a_page_without_characters_has_no_layer() -> None:
    (page,) = open_document(pdf(lambda canvas: canvas.rect(100, 100, 50, 50)), DEFAULT_LIMITS)
    assert not page.has_text_layer
    assert page.words == ()
    assert page.notes == ()


def test_embedded_pictures_are_placed() -> None:
    grey = ImageReader(Image.fromarray(np.full((50, 100), 128, np.uint8)))
    (page,) = open_document(pdf(lambda canvas: canvas.drawImage(grey, 100, 500, 200, 100)))
    (box,) = page.images
    scale = 200 / 72
    assert tuple(box) == pytest.approx((100 * scale, 242 * scale, 200 * scale, 100 * scale), abs=2)
