"""Values that somebody painted over on a scan or a photograph, with others typed or pasted in their place."""

import random
from collections.abc import Callable

import cv2
import numpy as np

from tests.specimens import fonts
from tests.specimens.contact_sheet import page_picture
from tests.specimens.documents import PAPERS, Document
from tests.specimens.laying import with_picture
from tests.specimens.numbers import CODE_ALPHABET
from tests.specimens.pictures import Picture, cover, press, swapped
from tests.specimens.rendering import Upload
from tests.specimens.scanner import scanned
from tests.specimens.sheet import BLACK

EDITED = ("code", "name", "issued", "letter_unit_name", "letter_credit_code", "letter_id_number", "letter_date")
"""What somebody may want to be otherwise."""
Patch = Callable[[random.Random, Picture], Picture]
"""Gives what is laid over a cut of the page."""


def edited(patch: Patch, chance: random.Random, document: Document, upload: Upload) -> Upload:
    """Gives the scan or photograph with one value replaced, saved once more; of a submission's documents only one."""
    if not _is_chosen(document):
        return upload
    picture = swapped(np.asarray(page_picture(upload.content, upload.resolution)))
    boxes = [upload.box(document.sheet.boxes[key]) for key in EDITED if key in document.sheet.boxes]
    if boxes:
        left, top, width, height = chance.choice(boxes)
        margin = round(min(width, height) * chance.uniform(0.1, 0.35))
        left, top = max(0, left - margin), max(0, top - margin)
        cut = picture[top : top + height + 2 * margin, left : left + width + 2 * margin]
        cover(picture, patch(chance, cut), left, top)
    return with_picture(chance, upload, picture)


def _is_chosen(document: Document) -> bool:
    """Says whether it is this document of its unit that is edited: no other one knows of it."""
    truth = document.truth.get("fields", document.truth)
    assert isinstance(truth, dict)
    return (sum(map(ord, truth["unit_name"])) % 2 == 0) == (document.type == "commitment_letter")


def white(chance: random.Random, cut: Picture) -> Picture:
    """Gives white with print on it."""
    return _typed(chance, np.full_like(cut, 255))


def paper_coloured(chance: random.Random, cut: Picture) -> Picture:
    """Gives the even colour of the paper with print on it."""
    return _typed(chance, np.broadcast_to(_paper_of(cut), cut.shape).astype(np.uint8))


def from_another_page(chance: random.Random, cut: Picture) -> Picture:
    """Gives a value cut from a scan of another page, made as bright as the paper here."""
    other = scanned(_typed(chance, np.full_like(cut, chance.choice(PAPERS))), chance).picture
    encoded = cv2.imencode(".jpg", other, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(60, 93)])[1]
    kept = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.float32)
    return np.clip(kept * (_paper_of(cut) / np.maximum(_paper_of(other), 1)), 0, 255).astype(np.uint8)


def _paper_of(cut: Picture) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    light = cut.min(axis=2)
    return np.asarray(np.median(cut[light >= np.median(light)], axis=0))


def _typed(chance: random.Random, ground: Picture) -> Picture:
    """Gives the ground with figures and letters along its longer side."""
    height, width = sorted(ground.shape[:2])
    face = fonts.loaded(chance.choice((*fonts.HEI, *fonts.KAI)), max(8, round(height * 0.62)))
    text = ""
    while face.getlength(text + "0") < width * 0.9 and len(text) < 18:
        text += chance.choice(CODE_ALPHABET)
    ink = np.zeros((height, width), np.uint8)
    mask = face.getmask(text)
    across, down = mask.size
    glyphs = np.array(mask, np.uint8).reshape(down, across)[:height, :width]
    top, left = (height - glyphs.shape[0]) // 2, (width - glyphs.shape[1]) // 2
    ink[top : top + glyphs.shape[0], left : left + glyphs.shape[1]] = glyphs
    press(ground, ink if ground.shape[0] == height else np.rot90(ink), BLACK, 0, 0)
    return ground
