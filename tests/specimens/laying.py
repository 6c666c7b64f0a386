"""Seals that somebody lays over a finished scan."""

import io
import random
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ocr.pages import open_document
from tests.specimens.documents import Document
from tests.specimens.pictures import Picture, swapped
from tests.specimens.portable_document import POINTS, of_pictures
from tests.specimens.rendering import Upload
from tests.specimens.sheet import Stamp


def seals_laid_on(chance: random.Random, document: Document, upload: Upload) -> Upload:
    """Gives the scan with the document's laid seals over its print, hiding it."""
    picture = picture_of(upload)
    for stamp in document.sheet.laid:
        _lay(picture, stamp, upload, hard=chance.random() < 0.5)
    return with_picture(chance, upload, picture)


def seals_as_objects(_: random.Random, document: Document, upload: Upload) -> Upload:
    """Gives a PDF of the scan with the document's laid seals as pictures of their own above it."""
    picture = picture_of(upload)
    height, width = picture.shape[:2]
    unit = POINTS / upload.scale
    target = io.BytesIO()
    canvas = Canvas(target, (width * unit, height * unit), invariant=1)
    encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
    canvas.drawImage(ImageReader(io.BytesIO(encoded.tobytes())), 0, 0, width * unit, height * unit)
    for stamp in document.sheet.laid:
        x, y, across, down = upload.box(_place(stamp, document.sheet.scale))
        layers = np.dstack([np.full((*stamp.ink.shape, 3), stamp.colour[::-1], np.uint8), stamp.ink])
        seal = ImageReader(Image.fromarray(layers))
        canvas.drawImage(seal, x * unit, (height - y - down) * unit, across * unit, down * unit, mask="auto")
    canvas.showPage()
    canvas.save()
    return replace(upload, content=target.getvalue(), extension="pdf")


def picture_of(upload: Upload) -> Picture:
    """Gives the one page of an upload as it is decoded, at the resolution of its file."""
    if upload.extension == "pdf":
        return open_document(upload.content)[0].picture.copy()
    with Image.open(io.BytesIO(upload.content)) as image:
        return swapped(np.asarray(image.convert("RGB")))


def with_picture(chance: random.Random, upload: Upload, picture: Picture) -> Upload:
    """Gives the upload with another picture, saved once more in the same kind of file."""
    if upload.extension == "pdf":
        return replace(upload, content=of_pictures([picture], upload.resolution, chance.randint(75, 92)))
    target = io.BytesIO()
    kind = {"jpg": "JPEG", "png": "PNG", "tif": "TIFF"}[upload.extension]
    Image.fromarray(swapped(picture)).save(target, kind, quality=chance.randint(75, 92))
    return replace(upload, content=target.getvalue())


def _place(stamp: Stamp, scale: float) -> tuple[float, float, float, float]:
    height, width = stamp.ink.shape
    return stamp.left / scale, stamp.top / scale, width / scale, height / scale


def _lay(picture: Picture, stamp: Stamp, upload: Upload, *, hard: bool) -> None:
    """Covers what is beneath wherever the seal has ink, with an edge as sharp as scissors cut or a soft one."""
    alpha = np.where(stamp.ink > 70, 255, 0).astype(np.uint8) if hard else np.minimum(stamp.ink, 85) * 3
    layer: NDArray[np.float32] = np.zeros(picture.shape[:2], np.float32)
    height, width = alpha.shape[:2]
    rows = slice(max(0, stamp.top), min(stamp.top + height, layer.shape[0]))
    columns = slice(max(0, stamp.left), min(stamp.left + width, layer.shape[1]))
    layer[rows, columns] = alpha[
        rows.start - stamp.top : rows.stop - stamp.top, columns.start - stamp.left : columns.stop - stamp.left
    ]
    assert upload.taken is not None
    moved = cv2.warpAffine(layer, upload.taken.matrix[:2], picture.shape[1::-1])[..., np.newaxis] / 255
    picture[:] = np.clip(picture * (1 - moved) + np.array(stamp.colour) * moved, 0, 255).astype(np.uint8)
