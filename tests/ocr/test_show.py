"""The picture of what was found."""

import io

import numpy as np
from PIL import Image

from models.findings import (
    Agreement,
    CodeReading,
    DocumentReading,
    DocumentType,
    FieldReading,
    Marking,
    PagePicture,
    Seal,
    SealColour,
    SealOwner,
    SealShape,
)
from ocr.pages import encode_picture
from ocr.show import PAGE_HEIGHT, drawn

PAGE = encode_picture(np.full((700, 500, 3), 255, np.uint8))
RING = encode_picture(np.full((48, 600, 3), 200, np.uint8))
DOUBT = Agreement("岳阳市", 0.2, (0.99, 0.99, 0.2), "兵阴布")


def reading(**found: object) -> DocumentReading:
    return DocumentReading(DocumentType.BUSINESS_LICENCE, (PagePicture(1, "page", 500, 700),), **found)  # type: ignore[arg-type]


def picture_of(document: DocumentReading) -> Image.Image:
    return Image.open(io.BytesIO(drawn(document, {"page": PAGE, "ring": RING}))).convert("RGB")


def test_a_page_stands_beside_what_was_found_on_it() -> None:
    seal = Seal(
        SealOwner.UNKNOWN,
        SealShape.ROUND,
        SealColour.RED,
        "岳阳布",
        (100, 400, 150, 150),
        1,
        unrolled="ring",
        agreement=DOUBT,
    )
    found = picture_of(
        reading(
            credit_code=CodeReading("91430602MA4TT0009T", 0.9, (50, 60, 200, 20), 1),
            fields={"unit_name": FieldReading("岳阳市", 0.9, (50, 100, 100, 20), 1, agreement=DOUBT)},
            seals=(seal,),
            marking=Marking(True, "仅供", 0.2, (20, 300, 200, 40), 1),
        )
    )
    scale = PAGE_HEIGHT / 700

    assert found.height >= PAGE_HEIGHT
    assert found.getpixel((round(100 * scale), round(450 * scale))) == (200, 30, 40)
    assert (255, 0, 0) in {
        colour for _, colour in found.crop((round(500 * scale), 0, *found.size)).getcolors(1 << 24) or ()
    }


def test_a_page_with_nothing_on_it_is_drawn_too() -> None:
    assert picture_of(reading()).height == PAGE_HEIGHT


def test_a_field_without_room_has_no_crop() -> None:
    assert picture_of(reading(fields={"date": FieldReading("", 1.0, (50, 100, 0, 20), 1)})).width > 500
