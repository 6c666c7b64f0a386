"""The commitment letter (用户告知承诺书): which fields it has, and what was filled in, by machine or by hand.

The province's own wording is not published; labels are those that such letters bear, and any one of a
field's will do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.findings import BoxValue, FieldReading, TextLine
from ocr.borne_out import around_boxes, to_the_right
from ocr.boxes import holds_ink
from ocr.engines import Picture, Reader
from ocr.engines.reader import upright_crop
from ocr.further_on import read_further_on
from ocr.layout import Layout, squeeze

LABELS: dict[str, tuple[str, ...]] = {
    "unit_name": (
        "单位名称",
        "用人单位名称",
        "承诺单位名称",
        "单位全称",
        "用人单位",
        "申请单位",
        "企业名称",
        "机构名称",
    ),
    "credit_code": ("统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码"),
    "operator_name": ("经办人姓名", "经办人员姓名", "经办人", "经办人员", "姓名"),
    "id_number": (
        "经办人身份证号码",
        "经办人身份证号",
        "经办人公民身份号码",
        "身份证号码",
        "身份证号",
        "公民身份号码",
        "身份证件号码",
        "证件号码",
    ),
    "mobile": (
        "经办人手机号码",
        "经办人手机号",
        "经办人联系电话",
        "手机号码",
        "手机号",
        "移动电话",
        "联系电话",
        "联系手机",
        "手机",
    ),
    "date": ("承诺日期", "签署日期", "填表日期", "填写日期", "签订日期", "日期"),
}
"""The fields that every letter must have filled in, with the labels that they may bear."""

OTHER_LABELS = (
    "单位地址",
    "单位住所",
    "通讯地址",
    "联系地址",
    "统筹区",
    "所属统筹区",
    "法定代表人",
    "法人代表",
    "负责人",
    "用户名",
    "用户账号",
    "登录账号",
    "申请业务",
    "业务类别",
    "注册类型",
    "审核单位",
    "承诺单位(盖章)",
    "承诺单位",
    "单位盖章",
    "经办人签字",
    "经办人签名",
    "经办人(签字)",
    "签字",
)

_BLANK = re.compile(r"[_＿\-—–\s.·…/\\|:：,，。(（)）]+")
_REMARK = re.compile(r"^[(（](全称|盖章|签字|签名|公章|必填|[一-鿿]{1,8})[)）][:：]?")
_DATE = re.compile(r"(?<!\d)(20\d{2})[年./\-](\d{1,2})[月./\-](\d{1,2})日?(?!\d)")
_CUT_DATE = re.compile(r"(?<!\d)2?0?(2\d)年(\d{1,2})月(\d{1,2})日?(?!\d)")
"""A date whose century was not written, or not read whole."""
_RUN_TOGETHER = re.compile(r"(?<!\d)(20\d{2})年(\d{2})(\d{2})日")
"""A date whose 月 was lost among its digits."""
_BEGUN = re.compile(r"20\d{2}年(?!\d{1,2}月\d{1,2}日)")
"""A date of which the end was not found, as under a seal."""
_DATE_FRAME = re.compile(r"年_*月_*日")
_LIKE_DIGITS = str.maketrans("OoQDIl|ZzSB", "00001112258")
"""Letters that hand-written digits of a date are taken for."""
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
FULL_DATE = "2026年10月10日"
"""Takes as much room as any date."""
BOXED = {"credit_code": "9" * 18, "id_number": "9" * 18, "mobile": "1" * 11}
"""Fields that may be written into boxes, with what takes as much room as any value of theirs."""
_CHINESE_DATE = re.compile(
    r"([二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)


def read_letter(picture: Picture, lines: Sequence[TextLine], reader: Reader) -> dict[str, FieldReading]:
    """The fields of a letter; one whose label is there and whose place is blank has an empty text and confidence 1.

    A field whose place holds ink that could not be read has an empty text and confidence 0.
    """
    layout = Layout(lines, [label for labels in LABELS.values() for label in labels] + list(OTHER_LABELS))
    fields: dict[str, FieldReading] = {}
    for name, labels in LABELS.items():
        value = layout.value_of(*labels, most_lines=2 if name == "unit_name" else 1)
        if value is not None:
            fields[name] = _cleaned(name, value, picture, reader)
    date = _date_on(lines) or _date_further_on(picture, lines, reader) or _date_beside(picture, fields, reader)
    if date is not None:
        fields["date"] = date
    return fields


def parse_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day in `text`, written with digits or Chinese numerals; None where there is no date."""
    squeezed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_LIKE_DIGITS)
    if match := _DATE.search(squeezed):
        return int(match[1]), int(_no_seventy(match[2])), int(_no_seventy(match[3]))
    if match := _RUN_TOGETHER.search(squeezed):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _CUT_DATE.search(squeezed):
        return 2000 + int(match[1]), int(match[2]), int(match[3])
    if match := _CHINESE_DATE.search(squeezed):
        return int(match[1].translate(_CHINESE_DIGITS)), _numeral(match[2]), _numeral(match[3])
    return None


def _no_seventy(number: str) -> str:
    """A month's or a day's number, its 7 read as a 1 where a 7 cannot be: hand-written ones have a flag."""
    return number.replace("7", "1", 1) if len(number) > 1 and number[0] == "7" else number


def _numeral(text: str) -> int:
    """A Chinese numeral below a hundred."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(_CHINESE_DIGITS))
    return (int(tens.translate(_CHINESE_DIGITS)) if tens else 1) * 10 + (
        int(ones.translate(_CHINESE_DIGITS)) if ones else 0
    )


def _cleaned(name: str, value: FieldReading, picture: Picture, reader: Reader) -> FieldReading:
    text = _REMARK.sub("", value.text)
    kept = _BLANK.sub("", text) if name != "date" else text.strip("_＿ :：")
    if kept:
        return replace(value, text=kept)
    if value.box is None or not _has_ink(picture, value.box):
        return replace(value, text="", confidence=0.0 if _is_in_boxes(name, value, picture) else 1.0)
    again = reader.recognise([upright_crop(picture, value.box)])[0]
    text = _BLANK.sub("", again.text)
    return replace(value, text=text, confidence=min(again.character_scores, default=0.0) if text else 0.0)


def _is_in_boxes(name: str, value: FieldReading, picture: Picture) -> bool:
    """Whether a value that was not found at all is written into boxes, beside its label."""
    pattern = BOXED.get(name)
    if pattern is None or len(value.quads) != 1:
        return False
    return holds_ink(around_boxes(picture, to_the_right(value.quads[0], pattern)), len(pattern))


def _has_ink(picture: Picture, box: BoxValue) -> bool:
    """Whether something is written in `box`, apart from a rule under it."""
    crop = upright_crop(picture, box)
    if crop.size == 0:
        return False
    grey = crop.min(axis=2)
    ground = float(sorted(grey.ravel())[int(grey.size * 0.7)])
    dark = grey < ground - 60
    dark[dark.mean(axis=1) > 0.5] = False
    return bool(dark.mean() > 0.01)


def _date_on(lines: Sequence[TextLine]) -> FieldReading | None:
    """The lowest date on the page, in one line or in pieces of one row."""
    pieces = [squeeze(line) for line in lines]
    rows = Layout(lines, ()).rows()
    dated = [piece for piece in (*pieces, *rows) if parse_date(piece.text)]
    if dated:
        lowest = max(dated, key=lambda piece: (piece.box[1] + piece.box[3] / 2, -len(piece.text)))
        year, month, day = parse_date(lowest.text) or (0, 0, 0)
        digits = [score for character, score in zip(lowest.text, lowest.scores, strict=True) if character.isdigit()]
        confidence = min(digits, default=lowest.confidence)
        return FieldReading(f"{year:04d}-{month:02d}-{day:02d}", confidence, lowest.box, lowest.page)
    if any(_BEGUN.search(piece.text) for piece in pieces):
        return None
    frames = [piece for piece in (*pieces, *rows) if _DATE_FRAME.search(_BLANK.sub("", piece.text))]
    if frames:
        lowest = max(frames, key=lambda piece: piece.box[1])
        return FieldReading("", 1.0, lowest.box, lowest.page)
    return None


def _date_further_on(picture: Picture, lines: Sequence[TextLine], reader: Reader) -> FieldReading | None:
    """A date that begins on one of `lines` and goes on beneath a seal: what most looks at its row read."""
    begun = [piece for line in lines if _BEGUN.search((piece := squeeze(line)).text)]
    if not begun:
        return None
    lowest = max(begun, key=lambda piece: piece.box[1])
    return _date_along(picture, FieldReading("", 0.0, lowest.box, lowest.page, (lowest.corners,)), reader)


def _date_beside(picture: Picture, fields: Mapping[str, FieldReading], reader: Reader) -> FieldReading | None:
    """A date that stands beside its label, and was not found there, as beneath a seal."""
    blank = fields.get("date")
    return None if blank is None or blank.text or not blank.quads else _date_along(picture, blank, reader)


def _date_along(picture: Picture, begun: FieldReading, reader: Reader) -> FieldReading | None:
    """The date on the row on which `begun` stands."""
    found = read_further_on(picture, begun.quads[0], FULL_DATE, parse_date, reader)
    if found is None:
        return None
    year, month, day = found.value
    return replace(begun, text=f"{year:04d}-{month:02d}-{day:02d}", confidence=found.share)
