"""Whether a page can be read at all, and if not, how it should be photographed again.

The limits are set so that a page which a person reads without trouble gets no remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import Remark, TextLine
from ocr.engines import Picture
from ocr.screens import is_of_a_screen, is_screenshot

Grey = NDArray[np.uint8]

LOOKED_AT_SIDE = 640
"""Light and glare are judged on a picture with this longer side in pixels."""
WELL_READ = 0.9
LINES_OF_A_PAGE = 6
"""So many lines with that mean score were read without trouble, however soft the picture is."""
DARKEST_PAPER = 75
"""Grey level below which the brightest tenth of a page is too dark."""
BLANK_CHARACTERS = 4
BLANK_UNEVENNESS = 7.0
"""Grey levels by which bare paper may differ from its surroundings."""
SMALLEST_TEXT = 11.0
"""Pixels of height below which Chinese characters run together."""
BLURRED = 0.15
"""Of a stroke's contrast, that it gains from one pixel to the next where it is sharpest."""
BURNT_OUT = 252
GLARE_PAPER = 225
"""Where most of the paper is brighter than this, white is just the paper's colour."""
GLARE_SHARE = (0.006, 0.4)
"""Of the page, that one spot of glare covers."""
EDGE = 2
"""Pixels from the edge within which a line counts as cut."""
CUT_LINES = 3

BLANK = Remark("PAGE_BLANK", "此页为空白页，未见任何内容。请检查是否放反了纸张，重新扫描或拍摄有内容的一面。")
DARK = Remark("PICTURE_DARK", "画面过暗，文字难以辨认。请到光线充足处重新拍摄，避免遮挡光源。")
GLARE = Remark("PICTURE_GLARE", "画面有反光，部分内容被遮盖。请关闭闪光灯、避开灯光直射后重新拍摄。")
SMALL = Remark("PICTURE_SMALL", "文字过小，难以辨认。请靠近拍摄，使证照充满画面，或以不低于 200 dpi 的分辨率重新扫描。")
BLURRED_PICTURE = Remark("PICTURE_BLURRED", "画面模糊，文字难以辨认。请持稳手机、对焦清晰后重新拍摄。")
SCREENSHOT = Remark("PICTURE_SCREENSHOT", "该图片是手机截屏，清晰度低于原图。请上传原照片或扫描件，不要截屏后上传。")
OF_A_SCREEN = Remark(
    "PICTURE_OF_SCREEN", "该图片是对着屏幕翻拍的，带有屏幕条纹。请直接拍摄纸质原件，或上传原电子文件。"
)
CUT_OFF = Remark("PICTURE_CUT_OFF", "文字在画面边缘被截断。请将证照四边完整拍入画面后重新上传。")


def judge_quality(picture: Picture, lines: Sequence[TextLine]) -> tuple[Remark, ...]:
    """What stands in the way of reading `picture`, whose lines are `lines`; empty where nothing does.

    Each remark has a stable code and a Chinese message that tells the operator how to do better.
    """
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    if _is_blank(grey, lines):
        return (BLANK,)
    return (*_remarks(grey, lines), *_of_screens(picture, lines))


def _remarks(grey: Grey, lines: Sequence[TextLine]) -> Iterator[Remark]:
    small = _reduced(grey)
    if _is_dark(small):
        yield DARK
    if _has_glare(small):
        yield GLARE
    if _is_small(lines):
        yield SMALL
    elif not _is_well_read(lines) and _sharpness(grey, lines) < BLURRED:
        yield BLURRED_PICTURE
    if _is_cut_off(grey, lines):
        yield CUT_OFF


def _of_screens(picture: Picture, lines: Sequence[TextLine]) -> Iterator[Remark]:
    if is_screenshot(picture, lines):
        yield SCREENSHOT
    if is_of_a_screen(picture):
        yield OF_A_SCREEN


def _reduced(grey: Grey) -> Grey:
    scale = min(1.0, LOOKED_AT_SIDE / max(grey.shape))
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _is_blank(grey: Grey, lines: Sequence[TextLine]) -> bool:
    """Whether there are no words, and nothing but paper."""
    if sum(len(line.text) for line in lines) > BLANK_CHARACTERS:
        return False
    small = _reduced(grey).astype(np.float32)
    around = cv2.blur(small, (31, 31))
    inner = np.abs(small - around)[8:-8, 8:-8]
    return bool(inner.size and np.percentile(inner, 99.5) < BLANK_UNEVENNESS)


def _is_dark(small: Grey) -> bool:
    return float(np.percentile(small, 90)) < DARKEST_PAPER


def _has_glare(small: Grey) -> bool:
    """Whether one burnt-out spot lies on paper that is not white itself."""
    if float(np.percentile(small, 60)) > GLARE_PAPER:
        return False
    burnt = cv2.morphologyEx((small >= BURNT_OUT).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    _, _, spots, _ = cv2.connectedComponentsWithStats(burnt)
    largest = max((int(spot[cv2.CC_STAT_AREA]) for spot in spots[1:]), default=0)
    return GLARE_SHARE[0] < largest / small.size < GLARE_SHARE[1]


def _is_small(lines: Sequence[TextLine]) -> bool:
    heights = [min(line.box[2:]) for line in lines if len(line.text) > 3]
    return len(heights) > 3 and float(np.median(heights)) < SMALLEST_TEXT


def _is_well_read(lines: Sequence[TextLine]) -> bool:
    return len(lines) >= LINES_OF_A_PAGE and float(np.mean([line.score for line in lines])) >= WELL_READ


def _sharpness(grey: Grey, lines: Sequence[TextLine]) -> float:
    """Which share of their contrast the steepest strokes gain in one pixel; the median over the lines."""
    measures = [_steepness(grey[y : y + height, x : x + width]) for x, y, width, height in (line.box for line in lines)]
    return float(np.median(measures)) if measures else _steepness(grey)


def _steepness(region: Grey) -> float:
    if min(region.shape) < 3:
        return 1.0
    low, high = np.percentile(region, (2, 98))
    if high - low < 12:
        return 0.0
    steps = np.abs(np.diff(region.astype(np.float32), axis=1))
    return float(np.percentile(steps, 99.5) / (high - low))


def _is_cut_off(grey: Grey, lines: Sequence[TextLine]) -> bool:
    """Whether several lines run into the left or right edge; above and below, a cut line is not read at all."""
    width = grey.shape[1]
    left = [line for line in lines if line.box[0] <= EDGE]
    right = [line for line in lines if line.box[0] + line.box[2] >= width - EDGE]
    return max(len(left), len(right)) >= CUT_LINES
