"""Pictures of screens: what a telephone saves of a picture that it shows, and a photograph of a monitor."""

import random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.specimens import fonts
from tests.specimens.fonts import loaded
from tests.specimens.pictures import Picture, swapped

TELEPHONES = ((1080, 2340), (1170, 2532), (1080, 2400), (1242, 2688), (720, 1600))
"""Width and height of screens in pixels."""


def screenshot(picture: Picture, chance: random.Random, *, status_bar: bool = True) -> Picture:
    """Gives the picture as a telephone shows it: as wide as the screen, a status bar above, empty bars around."""
    width, height = chance.choice(TELEPHONES)
    scale = min(width / picture.shape[1], 0.8 * height / picture.shape[0])
    size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
    shown = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    ground = chance.choice((0, 0, 18, 255))
    screen = np.full((height, width, 3), ground, np.uint8)
    top, left = (height - size[1]) // 2, (width - size[0]) // 2
    screen[top : top + size[1], left : left + size[0]] = shown
    if not status_bar:
        return screen
    image = Image.fromarray(swapped(screen))
    drawing, letter = ImageDraw.Draw(image), loaded(fonts.HEI[2], height // 60)
    ink = (20, 20, 20) if ground > 128 else (235, 235, 235)
    clock = f"{chance.randint(0, 23)}:{chance.randint(0, 59):02d}"
    drawing.text((width // 16, height // 70), clock, font=letter, fill=ink)
    drawing.text((width * 3 // 4, height // 70), f"5G {chance.randint(5, 99)}%", font=letter, fill=ink)
    return swapped(np.asarray(image))


def of_a_screen(picture: Picture, chance: random.Random) -> Picture:
    """Gives the picture as a camera sees it on a monitor, whose dots beat with the sensor's."""
    height, width = picture.shape[:2]
    pitch, angle = chance.uniform(1.6, 3.4), chance.uniform(-0.12, 0.12)
    down, across = np.mgrid[:height, :width].astype(np.float32)
    along = (across * np.cos(angle) + down * np.sin(angle)) / pitch
    beneath = (down * np.cos(angle) - across * np.sin(angle)) / pitch
    dots = chance.uniform(0.04, 0.15) * np.cos(2 * np.pi * along)[..., None] * np.array([1, 0.9, 0.8])
    rows = chance.uniform(0.03, 0.08) * np.cos(2 * np.pi * beneath)[..., None]
    seen = np.clip(picture * (1 + dots + rows), 0, 255).astype(np.uint8)
    encoded = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(70, 92)])[1]
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)
