"""Annotations put on a drawn certificate page by hand, print and watermark: what is found is what stands there."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from models.findings import TextLine
from ocr.engines import Picture, read_lines
from ocr.engines.rapid import RapidReader
from ocr.marking import REQUIRED, MarkingJudgement, find_marking, judge_marking
from tests.specimens import fonts
from tests.specimens.fonts import Typeface, loaded

BLACK, RED, BLUE, GREY = (25, 25, 25), (205, 30, 40), (30, 60, 170), (150, 150, 150)
PRINT = (
    "名称　岳阳市示例技术有限公司",
    "类型　有限责任公司（自然人独资）",
    "注册资本　伍拾万元整",
    "住所　湖南省岳阳市岳阳楼区示例路１号",
    "经营范围　信息系统集成服务；职业技能培训；会议及展览服务；软件开发",
    "电子营业执照　仅供信息参考，以国家企业信用信息公示系统为准",
)


def printed_page() -> Image.Image:
    page = Image.new("RGB", (1400, 1000), (247, 244, 236))
    drawing = ImageDraw.Draw(page)
    drawing.text((480, 60), "营业执照", (60, 40, 30), loaded(fonts.EMBEDDABLE[0], 90))
    for row, line in enumerate(PRINT):
        drawing.text((120, 260 + 75 * row), line, BLACK, loaded(fonts.EMBEDDABLE[0], 32))
    return page


def annotated(
    text: str,
    face: Typeface = fonts.EMBEDDABLE[0],
    colour: tuple[int, int, int] = BLACK,
    size: int = 40,
    angle: float = 0,
    place: tuple[int, int] = (700, 850),
    strength: float = 1.0,
) -> Picture:
    """The page with `text` (lines parted by a slash) around `place`, turned anticlockwise by `angle` degrees."""
    page = printed_page()
    ink = Image.new("L", (1800, 300))
    font = loaded(face, size)
    drawing = ImageDraw.Draw(ink)
    for row, line in enumerate(text.split("/")):
        drawing.text((900, 150 + row * size * 1.4), line, round(255 * strength), font, anchor="mm")
    turned = ink.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    corner = (place[0] - turned.width // 2, place[1] - turned.height // 2)
    page.paste(Image.new("RGB", turned.size, colour), corner, turned)
    return np.ascontiguousarray(np.asarray(page)[..., ::-1], np.uint8)


def judged(picture: Picture, reader: RapidReader) -> tuple[MarkingJudgement, str]:
    marking = find_marking(picture, read_lines(reader, picture), reader)
    return judge_marking(marking), marking.text


@pytest.mark.parametrize(
    "picture",
    [
        annotated(REQUIRED),
        annotated(f"“{REQUIRED}”", colour=BLUE, angle=20),
        annotated("仅供注册职称评审/系统账号使用", colour=RED),
        annotated(REQUIRED, face=fonts.MA_SHAN_ZHENG, size=56, colour=BLUE),
        annotated(REQUIRED, size=64, angle=30, place=(700, 500), colour=GREY, strength=0.6),
        annotated(REQUIRED, size=40, angle=90, place=(1310, 500)),
        annotated(REQUIRED, size=40, angle=-90, place=(1310, 500)),
        annotated(REQUIRED, size=40, angle=180),
    ],
    ids=["typed", "quoted", "two lines", "brush", "watermark", "upwards", "downwards", "upside down"],
)
def test_the_required_words_are_found(picture: Picture, reader: RapidReader) -> None:
    assert judged(picture, reader) == (MarkingJudgement.EXACT, REQUIRED)


@pytest.mark.parametrize("angle", [0, 25])
@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        ("仅供注册职称系统账号使用", MarkingJudgement.WORDS_MISSING),
        ("注册职称评审系统账号使用", MarkingJudgement.WORDS_MISSING),
        ("仅供注册职称评审系统账户使用", MarkingJudgement.VARIANT),
        ("仅限注册职称评审系统账号使用", MarkingJudgement.VARIANT),
        ("仅供办理公积金使用", MarkingJudgement.OTHER_PURPOSE),
    ],
)
def test_other_words_are_told_as_they_are(
    text: str, judgement: MarkingJudgement, angle: float, reader: RapidReader
) -> None:
    assert judged(annotated(text, angle=angle), reader) == (judgement, text)


def test_a_printed_note_on_information_is_no_annotation(reader: RapidReader) -> None:
    picture = annotated("")
    marking = find_marking(picture, read_lines(reader, picture), reader)
    assert judge_marking(marking) is MarkingJudgement.NONE
    assert marking.box is None


def test_the_box_lies_around_the_words(reader: RapidReader) -> None:
    picture = annotated(REQUIRED, place=(600, 850))
    marking = find_marking(picture, read_lines(reader, picture), reader, page=2)
    assert marking.box is not None
    x, y, width, height = marking.box
    assert (x + width / 2, y + height / 2) == pytest.approx((600, 850), abs=12)
    assert width == pytest.approx(14 * 40, rel=0.1)
    assert marking.page == 2
    assert marking.confidence > 0.9


def test_lines_that_hold_the_words_already_need_no_picture(reader: RapidReader) -> None:
    line = TextLine(REQUIRED, 0.98, (10, 10, 560, 40), 1)
    marking = find_marking(np.zeros((1, 1, 3), np.uint8), [line], reader)
    assert judge_marking(marking) is MarkingJudgement.EXACT


@pytest.mark.parametrize("shape", [(8, 8, 3), (1, 400, 3), (900, 3, 3)])
def test_scraps_of_pictures_hold_nothing(shape: tuple[int, int, int], reader: RapidReader) -> None:
    assert not find_marking(np.full(shape, 255, np.uint8), [], reader).found


def test_noise_holds_nothing(reader: RapidReader) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (600, 800, 3)).astype(np.uint8)
    assert not find_marking(cv2.GaussianBlur(noise, (0, 0), 3).astype(np.uint8), [], reader).found
