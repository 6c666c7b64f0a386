"""Turns sheets into PDF: born digital with a text layer, or pictures alone."""

import io
import random
from typing import Literal

import cv2
import numpy as np
from PIL import Image
from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.specimens.fonts import Typeface
from tests.specimens.pictures import Picture, swapped
from tests.specimens.printing import photocopied, with_print
from tests.specimens.sheet import Sheet, Stamp, TextRun

POINTS = 72 / 25.4
INVISIBLE: Literal[3] = 3
rl_config.useA85 = 0  # pictures as bytes rather than as letters: half the time


def born_digital(sheets: list[Sheet], chance: random.Random) -> bytes:
    """Gives a PDF whose text in embeddable faces is real text; ornaments and other faces are pictures."""
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=1, invariant=1)
    for sheet in sheets:
        canvas.setPageSize((sheet.width * POINTS, sheet.height * POINTS))
        _draw_background(canvas, sheet, chance)
        if not sheet.is_photocopy:
            for run in sheet.texts:
                if run.face.embeddable:
                    _draw_text(canvas, sheet, run)
        for stamp in sheet.stamps:
            _draw_stamp(canvas, sheet, stamp)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def of_pictures(pages: list[Picture], resolution: float, quality: int) -> bytes:
    """Gives a PDF of scanned pages, BGR or grey, at `resolution` pixels per inch."""
    images = [Image.fromarray(page if page.ndim == 2 else swapped(page)) for page in pages]
    target = io.BytesIO()
    images[0].save(
        target, "PDF", resolution=resolution, save_all=True, append_images=images[1:], quality=quality,
        creationDate=None, modDate=None,
    )  # fmt: skip
    return target.getvalue()


def _draw_background(canvas: Canvas, sheet: Sheet, chance: random.Random) -> None:
    drawn = sheet.texts if sheet.is_photocopy else [run for run in sheet.texts if not run.face.embeddable]
    if not (drawn or sheet.is_painted or sheet.is_photocopy):
        _draw_rules(canvas, sheet)
        return
    picture = with_print(sheet, drawn, sheet.rules)
    if sheet.is_photocopy:
        picture = photocopied(picture, chance)
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(80, 94)])
    assert done
    reader = ImageReader(io.BytesIO(encoded.tobytes()))
    canvas.drawImage(reader, 0, 0, sheet.width * POINTS, sheet.height * POINTS)


def _draw_rules(canvas: Canvas, sheet: Sheet) -> None:
    for rule in sheet.rules:
        canvas.setStrokeColorRGB(*(channel / 255 for channel in rule.colour[::-1]))
        canvas.setLineWidth(rule.thickness * POINTS)
        top = sheet.height
        canvas.line(rule.x0 * POINTS, (top - rule.y0) * POINTS, rule.x1 * POINTS, (top - rule.y1) * POINTS)


def _registered(face: Typeface) -> str:
    name = face.path.rsplit("/", 1)[-1]
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, face.path, subfontIndex=face.index))
    return name


def _draw_text(canvas: Canvas, sheet: Sheet, run: TextRun) -> None:
    canvas.saveState()
    canvas.translate(run.x * POINTS, (sheet.height - run.y) * POINTS)
    canvas.rotate(run.angle)
    text = canvas.beginText(0, 0)
    text.setFont(_registered(run.face), run.size * POINTS)
    text.setCharSpace(run.tracking * POINTS)
    if not run.visible:
        text.setTextRenderMode(INVISIBLE)
    blue, green, red = (channel / 255 for channel in run.colour)
    text.setFillColor(Color(red, green, blue, run.opacity))
    text.textOut(run.text)
    canvas.drawText(text)
    canvas.restoreState()


def _draw_stamp(canvas: Canvas, sheet: Sheet, stamp: Stamp) -> None:
    height, width = stamp.ink.shape
    layers = np.empty((height, width, 4), np.uint8)
    layers[:, :, :3] = stamp.colour[::-1]
    layers[:, :, 3] = stamp.ink
    unit = POINTS / sheet.scale
    bottom = sheet.height * POINTS - (stamp.top + height) * unit
    canvas.drawImage(
        ImageReader(Image.fromarray(layers)), stamp.left * unit, bottom, width * unit, height * unit, mask="auto"
    )
