import struct
import zlib
from collections.abc import Sequence
from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from ocr.pages import (
    DEFAULT_LIMITS,
    FileDamaged,
    ImageBomb,
    ImageTooSmall,
    Limits,
    Note,
    Page,
    PdfTooManyPages,
    decode_picture,
    open_document,
)
from tests.ocr.pages.drawing import encoded, sheet

RED = (200, 30, 40)


def only_page(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Page:
    (page,) = open_document(content, limits)
    return page


def middle(page: Page) -> tuple[int, ...]:
    """Red, green and blue in the picture's middle."""
    height, width = page.picture.shape[:2]
    return tuple(int(value) for value in page.picture[height // 2, width // 2, ::-1])


def close_to(colour: Sequence[int]) -> object:
    return pytest.approx(colour, abs=4)


def png_header(width: int, height: int) -> bytes:
    """A PNG that declares `width` × `height` and holds almost nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
def test_the_picture_is_what_the_stored_bytes_decode_to(kind: str) -> None:
    page = only_page(encoded(sheet(300, 400), kind))
    assert page.number == 1
    assert page.picture.shape == (400, 300, 3)
    assert np.array_equal(page.picture, decode_picture(page.encoded))
    assert not page.rectified


def test_the_same_bytes_give_the_same_hash() -> None:
    content = encoded(sheet(300, 400), "JPEG")
    assert only_page(content).sha256 == only_page(content).sha256


def test_heic_is_read() -> None:
    heif = pillow_heif.from_pillow(Image.new("RGB", (320, 240), RED))
    out = BytesIO()
    heif.save(out)
    assert middle(only_page(out.getvalue())) == close_to(RED)


@pytest.mark.parametrize(
    ("image", "kind", "colour"),
    [
        (Image.new("CMYK", (200, 200), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
        (Image.new("L", (200, 200), 77), "PNG", (77, 77, 77)),
        (Image.new("1", (200, 200), 1), "TIFF", (255, 255, 255)),
        (Image.new("RGB", (200, 200), RED).quantize(4), "PNG", RED),
        (Image.fromarray(np.full((200, 200), 128 * 257, np.uint16)), "PNG", (128, 128, 128)),
        (Image.fromarray(np.full((200, 200), 128 * 257, np.uint16)), "TIFF", (128, 128, 128)),
        (Image.fromarray(np.full((200, 200), 0.5, np.float32)), "TIFF", (127, 127, 127)),
        (Image.new("LAB", (200, 200), (255, 128, 128)), "TIFF", (255, 255, 255)),
    ],
    ids=["CMYK", "grey", "black and white", "palette", "16 bits", "16 bits TIFF", "floating point", "Lab"],
)
def test_every_colour_mode_becomes_what_a_person_sees(
    image: Image.Image, kind: str, colour: tuple[int, int, int]
) -> None:
    assert middle(only_page(encoded(image, kind))) == close_to(colour)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparent_parts_are_white_as_on_paper(mode: str) -> None:
    page = only_page(encoded(Image.new(mode, (200, 200), 0)))
    assert middle(page) == close_to((255, 255, 255))
    assert Note.TRANSPARENCY_OVER_WHITE in page.notes


def test_a_transparent_palette_entry_is_white() -> None:
    image = Image.new("P", (200, 200), 0)
    image.putpalette([0, 0, 0, 255, 255, 255])
    assert middle(only_page(encoded(image, transparency=0))) == close_to((255, 255, 255))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_is_the_page(kind: str) -> None:
    first, second = Image.new("RGB", (200, 200), RED), Image.new("RGB", (200, 200), (0, 0, 255))
    page = only_page(encoded(first, kind, save_all=True, append_images=[second], duration=100))
    assert middle(page) == close_to(RED)
    assert Note.ANIMATION_FIRST_PICTURE in page.notes


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_cameras_orientation_is_applied_once(orientation: int, kind: str) -> None:
    upright = Image.new("RGB", (300, 200), "white")
    upright.paste(RED, (0, 0, 100, 100))
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    page = only_page(encoded(held, kind, exif=exif))
    assert page.picture.shape == (200, 300, 3)
    assert tuple(int(value) for value in page.picture[40, 40, ::-1]) == close_to(RED)


def test_broken_exif_does_not_cost_the_picture() -> None:
    content = encoded(sheet(200, 200), "JPEG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff")
    assert only_page(content).picture.shape == (200, 200, 3)


def test_a_tiff_has_as_many_pages_as_it_holds() -> None:
    images = [Image.new("RGB", (200, 200), (value, 0, 0)) for value in (50, 150, 250)]
    pages = open_document(encoded(images[0], "TIFF", save_all=True, append_images=images[1:]))
    assert [page.number for page in pages] == [1, 2, 3]
    assert [middle(page)[0] for page in pages] == close_to([50, 150, 250])


def test_a_tiff_with_too_many_pages_is_refused() -> None:
    image = Image.new("1", (100, 100))
    with pytest.raises(PdfTooManyPages):
        open_document(encoded(image, "TIFF", save_all=True, append_images=[image] * 30))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_truncated_picture_is_damaged(kind: str, part: float) -> None:
    whole = encoded(sheet(400, 400), kind)
    with pytest.raises(FileDamaged):
        open_document(whole[: int(len(whole) * part)])


@pytest.mark.parametrize("size", [(60_000, 60_000), (300_000, 300_000), (10_000, 9_000)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(ImageBomb):
        open_document(png_header(*size))


def test_a_jpeg_of_a_hundred_megapixels_is_reduced_while_it_is_decoded() -> None:
    page = only_page(encoded(Image.new("L", (12_000, 9_000), 128), "JPEG"))
    assert max(page.picture.shape) == Limits().longest_side
    assert Note.REDUCED in page.notes


def test_a_stamp_sized_picture_is_too_small() -> None:
    with pytest.raises(ImageTooSmall) as caught:
        open_document(encoded(sheet(90, 400)))
    assert "90×400" in caught.value.chinese


def test_bytes_after_a_signature_that_make_no_sense_are_damage() -> None:
    with pytest.raises(FileDamaged):
        open_document(b"\xff\xd8\xff" + bytes(range(256)) * 20)
