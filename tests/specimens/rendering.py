"""Turns finished documents into the bytes that an employer would upload, in one of four qualities."""

import io
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.specimens.camera import BAD, GOOD, photographed
from tests.specimens.documents import Document, Rendering
from tests.specimens.pictures import Picture, swapped
from tests.specimens.portable_document import born_digital, of_pictures
from tests.specimens.printing import printed
from tests.specimens.scanner import Taken, scanned
from tests.specimens.sheet import Box

QUALITIES = ("born_digital", "scan", "photo", "bad_photo")
LONGER_SIDE_MILLIMETRES = 297
RESOLUTIONS = (200, 200, 200, 200, 150, 240, 300)
"""Pixels per inch of scanners."""
LONGER_SIDES = (1800, 2000, 2400, 2400, 3000, 3264, 4000)
"""Pixels of photographs."""
LONGER_SIDES_OF_BAD = (2000, 2200, 2400, 2600)
"""Pixels of bad ones."""
ORIENTATION_TAG = 0x0112


@dataclass(frozen=True)
class Upload:
    """A file as uploaded. `taken` is None for a born-digital PDF, whose boxes are counted at `scale`."""

    content: bytes
    extension: str
    scale: float
    taken: Taken | None = None

    @property
    def resolution(self) -> int:
        """Gives the pixels per inch at which a PDF's boxes are counted."""
        return round(self.scale * 25.4)

    def box(self, millimetres: Box) -> list[int]:
        """Gives the box in pixels of the decoded page (orientation tag applied), for PDF at `resolution`."""
        x, y, width, height = (side * self.scale for side in millimetres)
        if self.taken is None:
            return [round(x), round(y), round(width), round(height)]
        corners = np.array([[x, x + width, x + width, x], [y, y, y + height, y + height], [1, 1, 1, 1]])
        return _bounding(self.taken.matrix @ corners)


def drawn_rendering(chance: random.Random, quality: str) -> tuple[Rendering, int]:
    """Draws at what scale to make the sheets, and how many pixels the longer side of a photograph has."""
    if quality == "born_digital":
        return Rendering(200 / 25.4, embeddable_only=True, may_be_photocopy=False), 0
    if quality == "scan":
        resolution = chance.choice(RESOLUTIONS)
        return Rendering(resolution / 25.4, embeddable_only=False, may_be_photocopy=True), 0
    longer_side = chance.choice(LONGER_SIDES)
    if quality == "bad_photo":
        longer_side = chance.choice(LONGER_SIDES_OF_BAD)
    scale = min(longer_side / LONGER_SIDE_MILLIMETRES, 8.5)
    return Rendering(scale, embeddable_only=False, may_be_photocopy=True), longer_side


def rendered(
    chance: random.Random, document: Document, quality: str, scale: float, longer_side: int, grey: bool
) -> Upload:
    """Renders one document in the given quality."""
    if quality == "born_digital":
        return Upload(born_digital([document.sheet], chance), "pdf", scale)
    picture = printed(document.sheet, chance)
    if quality == "scan":
        return _as_scan(chance, scanned(picture, chance, grey), scale)
    taken = photographed(picture, chance, BAD if quality == "bad_photo" else GOOD, longer_side)
    strength = chance.randint(62, 80) if quality == "bad_photo" else chance.randint(74, 94)
    return Upload(_jpeg(taken.picture, strength, taken.orientation), "jpg", scale, taken)


def _as_scan(chance: random.Random, taken: Taken, scale: float) -> Upload:
    resolution = round(scale * 25.4)
    container = chance.choice(("jpg", "jpg", "pdf", "pdf", "tif", "png"))
    if container == "jpg":
        return Upload(_jpeg(taken.picture, chance.randint(60, 93), 1), "jpg", scale, taken)
    if container == "pdf":
        return Upload(of_pictures([taken.picture], resolution, chance.randint(60, 90)), "pdf", scale, taken)
    target = io.BytesIO()
    image = Image.fromarray(swapped(taken.picture))
    if container == "png":
        image.save(target, "PNG", compress_level=1, dpi=(resolution, resolution))
    else:
        image.save(target, "TIFF", compression=chance.choice(("jpeg", "tiff_lzw")), dpi=(resolution, resolution))
    return Upload(target.getvalue(), container, scale, taken)


def _jpeg(picture: Picture, quality: int, orientation: int) -> bytes:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    image = Image.fromarray(swapped(picture))
    image.save(target, "JPEG", quality=quality, exif=exif if orientation != 1 else b"")
    return target.getvalue()


def _bounding(corners: NDArray[np.float64]) -> list[int]:
    points = corners[:2] / corners[2]
    low, high = points.min(axis=1), points.max(axis=1)
    return [round(float(side)) for side in (*low, *(high - low))]
