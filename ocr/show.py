"""What was found on a document, drawn for people: boxes on the pages, unrolled rings, the crops that were compared."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
from PIL import Image, ImageDraw, ImageFont

from models.findings import Agreement, BoxValue, DocumentReading, PagePicture
from ocr.engines import Picture, upright_crop
from ocr.pages.encoding import decode_picture

PAGE_HEIGHT = 1400
"""Pixels that a page is drawn at."""
PANEL_WIDTH = 760
STRIP_HEIGHT = 44
ROW = 26
FONT_SIZE = 18
DOUBTFUL = 0.6
"""Characters with a smaller share are marked."""
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)
"""Where Chinese typefaces usually are; without one, characters are drawn as boxes."""
Colour = tuple[int, int, int]
SEAL, FIELD, CODE, MARKING = (200, 30, 40), (20, 90, 200), (150, 20, 160), (0, 130, 70)
"""RGB."""


@dataclass(frozen=True)
class Found:
    """One thing on the document, to be drawn."""

    name: str
    text: str
    page: int
    box: BoxValue | None
    colour: Colour
    agreement: Agreement | None = None
    ring: str | None = None
    """SHA-256 of the picture of its unrolled ring."""


def drawn(reading: DocumentReading, pictures: Mapping[str, bytes]) -> bytes:
    """A PNG of the pages of `reading` below each other, each beside what was found on it; `pictures` by SHA-256."""
    found = list(_found(reading))
    rows = [_page(page, [one for one in found if one.page == page.number], pictures) for page in reading.pages]
    width = max(row.width for row in rows)
    sheet = Image.new("RGB", (width, sum(row.height for row in rows)), "white")
    top = 0
    for row in rows:
        sheet.paste(row, (0, top))
        top += row.height
    png = io.BytesIO()
    sheet.save(png, "PNG")
    return png.getvalue()


def _found(reading: DocumentReading) -> Iterator[Found]:
    code, marking = reading.credit_code, reading.marking
    if code is not None:
        yield Found("credit_code", f"{code.text} / {code.second_text}", code.page, code.box, CODE, code.agreement)
    for name, field in reading.fields.items():
        yield Found(name, field.text, field.page, field.box, FIELD, field.agreement)
    for seal in reading.seals:
        text = " ".join(filter(None, (seal.text, seal.line, seal.number)))
        yield Found(f"seal {seal.owner}", text, seal.page, seal.box, SEAL, seal.agreement, seal.unrolled)
    if marking.found:
        yield Found("marking", marking.text, marking.page, marking.box, MARKING, marking.agreement)


def _page(page: PagePicture, found: list[Found], pictures: Mapping[str, bytes]) -> Image.Image:
    picture = decode_picture(pictures[page.sha256])
    scale = PAGE_HEIGHT / page.height
    shown = Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)).resize((round(page.width * scale), PAGE_HEIGHT))
    drawing = ImageDraw.Draw(shown)
    for number, one in enumerate(found, start=1):
        if one.box is not None:
            x, y, width, height = (side * scale for side in one.box)
            drawing.rectangle((x, y, x + width, y + height), outline=one.colour, width=3)
            drawing.text((x + 3, y - FONT_SIZE - 3), str(number), fill=one.colour, font=_font())
    panel = _panel(picture, found, pictures)
    row = Image.new("RGB", (shown.width + PANEL_WIDTH, max(shown.height, panel.height)), "white")
    row.paste(shown, (0, 0))
    row.paste(panel, (shown.width, 0))
    return row


def _panel(picture: Picture, found: list[Found], pictures: Mapping[str, bytes]) -> Image.Image:
    """What was found, from top to bottom: its text, its crop or its ring, and the shares of what was expected."""
    panel = Image.new("RGB", (PANEL_WIDTH, max(1, len(found)) * (3 * ROW + STRIP_HEIGHT + 12)), "white")
    drawing, top = ImageDraw.Draw(panel), 4
    for number, one in enumerate(found, start=1):
        drawing.text((8, top), f"{number} {one.name}: {one.text}", fill=one.colour, font=_font())
        top += ROW
        strip = (
            decode_picture(pictures[one.ring])
            if one.ring is not None and one.ring in pictures
            else _crop(picture, one.box)
        )
        if strip is not None:
            panel.paste(_strip(strip), (8, top))
            top += STRIP_HEIGHT + 4
        if one.agreement is not None:
            _draw_agreement(drawing, one.agreement, top)
            top += 2 * ROW
    return panel.crop((0, 0, PANEL_WIDTH, top + 4))


def _draw_agreement(drawing: ImageDraw.ImageDraw, agreement: Agreement, top: int) -> None:
    """Each expected character, with its rival and its share below where there is doubt."""
    for place, character in enumerate(agreement.expected):
        share = agreement.scores[place] if place < len(agreement.scores) else 1.0
        colour = "black" if share >= DOUBTFUL else "red"
        x = 8 + place * 38
        drawing.text((x, top), character, fill=colour, font=_font())
        if share < DOUBTFUL:
            rival = agreement.rivals[place] if place < len(agreement.rivals) else ""
            drawing.text((x, top + ROW - 4), f"{rival}{share:.2f}"[:5], fill="red", font=_font(13))
    drawing.text((8 + len(agreement.expected) * 38, top), f"= {agreement.confidence:.3f}", fill="gray", font=_font())


def _crop(picture: Picture, box: BoxValue | None) -> Picture | None:
    if box is None or min(box[2:]) < 1:
        return None
    crop = upright_crop(picture, box)
    return crop if crop.size else None


def _strip(picture: Picture) -> Image.Image:
    height, width = picture.shape[:2]
    size = (min(PANEL_WIDTH - 16, max(1, round(width * STRIP_HEIGHT / height))), STRIP_HEIGHT)
    return Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)).resize(size)


@cache
def _font(size: int = FONT_SIZE) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = next((path for path in FONTS if Path(path).exists()), None)
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
