"""Turns a sheet into a picture, as a printer and then a stamp pad or a pen would."""

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.specimens.fonts import loaded
from tests.specimens.pictures import Picture, numeric_chance, press, swapped, turned
from tests.specimens.sheet import Rule, Sheet, TextRun


def printed(sheet: Sheet, chance: random.Random) -> Picture:
    """Gives the whole sheet as a BGR picture: paint, print, the photocopier where it was one, then stamps."""
    picture = with_print(sheet, sheet.texts, sheet.rules)
    if sheet.is_photocopy:
        picture = photocopied(picture, chance)
    for stamp in sheet.stamps:
        press(picture, stamp.ink, stamp.colour, stamp.left, stamp.top)
    return picture


def with_print(sheet: Sheet, texts: list[TextRun], rules: list[Rule]) -> Picture:
    """Gives the sheet's paint with the given text and rules printed over it, as BGR."""
    picture = sheet.canvas.copy()
    for rule in rules:
        start = (sheet.pixels(rule.x0), sheet.pixels(rule.y0))
        end = (sheet.pixels(rule.x1), sheet.pixels(rule.y1))
        cv2.line(picture, start, end, rule.colour, max(1, sheet.pixels(rule.thickness)), cv2.LINE_AA)
    level = [run for run in texts if run.visible and not run.angle and run.opacity >= 1]
    picture = _with_level_text(sheet, picture, level)
    for run in texts:
        if run.visible and (run.angle or run.opacity < 1):
            ink, left, top = run_ink(run, sheet.scale)
            press(picture, ink, run.colour, left, top)
    return picture


def run_ink(run: TextRun, scale: float) -> tuple[Picture, int, int]:
    """Gives a run's ink with its left and upper pixel; the run turns about the left end of its baseline."""
    font = loaded(run.face, max(4, round(run.size * scale)))
    length = font.getlength(run.text) + run.tracking * scale * len(run.text)
    half = round(length + run.size * scale * 1.5)
    image = Image.new("L", (2 * half, 2 * half), 0)
    _draw_run(ImageDraw.Draw(image), run, half, half, scale, round(255 * run.opacity))
    ink = turned(np.asarray(image), run.angle) if run.angle else np.asarray(image)
    x, y, width, height = cv2.boundingRect(ink)
    left = round(run.x * scale) - ink.shape[1] // 2 + x
    top = round(run.y * scale) - ink.shape[0] // 2 + y
    return ink[y : y + height, x : x + width], left, top


def photocopied(picture: Picture, chance: random.Random) -> Picture:
    """Gives the picture as a black-and-white copier repeats it: grey, harder, with toner specks."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    black, white = chance.uniform(10, 60), chance.uniform(215, 245)
    levels = np.clip((np.arange(256) - black) * 255 / (white - black), chance.uniform(5, 45), 255)
    grey = cv2.LUT(grey, (255 * (levels / 255) ** chance.uniform(0.9, 1.4)).astype(np.uint8))
    specks = numeric_chance(chance).integers(0, grey.size, chance.randint(0, 400))
    grey.reshape(-1)[specks] = chance.randint(40, 160)
    if chance.random() < 0.5:
        grey = cv2.GaussianBlur(grey, (0, 0), chance.uniform(0.4, 0.8))
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)


def _with_level_text(sheet: Sheet, picture: Picture, runs: list[TextRun]) -> Picture:
    image = Image.fromarray(swapped(picture))
    drawing = ImageDraw.Draw(image)
    for run in runs:
        _draw_run(drawing, run, run.x * sheet.scale, run.y * sheet.scale, sheet.scale, run.colour[::-1])
    return swapped(np.asarray(image))


def _draw_run(
    drawing: ImageDraw.ImageDraw, run: TextRun, x: float, y: float, scale: float, fill: int | tuple[int, ...]
) -> None:
    font = loaded(run.face, max(4, round(run.size * scale)))
    if not run.tracking:
        drawing.text((x, y), run.text, font=font, fill=fill, anchor="ls")
        return
    for character in run.text:
        drawing.text((x, y), character, font=font, fill=fill, anchor="ls")
        x += font.getlength(character) + run.tracking * scale
