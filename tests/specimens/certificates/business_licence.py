"""营业执照: the landscape edition of 2019, and the portrait one of 2014 that is still about."""

import math
import random

from tests.specimens import fonts
from tests.specimens.certificates.fields import (
    Field,
    FieldStyle,
    chinese_date,
    drawn_style,
    print_fields,
    print_signing_block,
)
from tests.specimens.ornament import (
    GOLD,
    TINTS,
    paint_border,
    paint_emblem,
    paint_qr,
    paint_security_text,
    paint_tint,
    paint_title,
    specimen_mark,
)
from tests.specimens.pictures import Colour
from tests.specimens.sheet import BLACK, Frame, Rule, TextRun, text_width, wrapped
from tests.specimens.units import Unit

TITLE_COLOURS: tuple[Colour, ...] = (GOLD, (20, 120, 200), (30, 110, 150), BLACK, (60, 130, 165))
REMINDER = "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告"
REMINDER_CLAUSES = (
    "1．经营范围中属于法律、法规规定应当经批准的项目，取得许可审批文件后方可开展相关经营活动。",
    "2．许可审批项目、年报信息和其他信用信息，请登录公示系统或者扫描二维码查询。",
    "3．市场主体应当按照规定报送上一年度的年度报告，并向社会公示有关信息。",
)
SCAN_HINT = ("扫描二维码登录‘国家", "企业信用信息公示系统’", "了解更多登记、备案、", "许可、监管信息。")


def print_landscape_licence(chance: random.Random, frame: Frame, unit: Unit, embeddable_only: bool) -> None:
    """Prints the 2019 edition, 297 × 210 mm."""
    style = drawn_style(chance, embeddable_only, unit)
    _paint_ground(chance, frame, 297, 210, chance.uniform(10, 16))
    paint_emblem(chance, frame, 148.5, chance.uniform(26, 30), chance.uniform(13, 17))
    _print_title(chance, frame, 148.5, chance.uniform(74, 82), chance.uniform(18, 24), chance.uniform(8, 14))
    _print_code_block(chance, frame, style, unit)
    paint_qr(
        frame, qr_content(chance, unit.code), chance.uniform(222, 232), chance.uniform(58, 64), chance.uniform(17, 23)
    )
    if chance.random() < 0.7:
        for row, line in enumerate(SCAN_HINT):
            frame.text(TextRun(line, 255, 66 + row * 3.4, 2.4, style.value_face))
    top = chance.uniform(94, 102)
    left, right = _columns(unit)
    is_two_columns = chance.random() < 0.9
    if is_two_columns:
        bottom = print_fields(frame, style, 28, top, chance.uniform(126, 134), left)
        if bottom < 156 and chance.random() < 0.5:
            print_reminder(chance, frame, style.value_face, 158)
        print_fields(frame, style, chance.uniform(164, 168), top, 106, right)
    else:
        bottom = print_fields(frame, style, 32, top, 226, left[:3] + right[:2])
        print_fields(frame, style, 32, bottom, 160, right[2:] + left[3:])
    print_signing_block(
        chance,
        frame,
        style,
        "登记机关",
        chance.uniform(186, 200),
        chance.uniform(163, 172),
        unit.authority,
        unit.issued,
    )
    foot = style.value_face
    frame.text(TextRun("国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", 14, 204, 3.2, foot))
    frame.text(TextRun("国家市场监督管理总局监制", 244, 204, 3.4, foot))
    if chance.random() < 0.4:
        frame.text(TextRun(REMINDER, 104, 204, 2.6, foot))
    specimen_mark(chance, frame, 297, 198, foot)


def print_portrait_licence(chance: random.Random, frame: Frame, unit: Unit, embeddable_only: bool) -> None:
    """Prints the 2014 edition, 210 × 297 mm."""
    style = drawn_style(chance, embeddable_only, unit)
    _paint_ground(chance, frame, 210, 297, chance.uniform(8, 13))
    paint_emblem(chance, frame, 105, chance.uniform(30, 36), chance.uniform(15, 20))
    _print_title(chance, frame, 105, chance.uniform(82, 88), chance.uniform(19, 24), chance.uniform(8, 15))
    label, size = "统一社会信用代码", chance.uniform(3.8, 4.8)
    x, y = chance.uniform(84, 94), chance.uniform(97, 102)
    frame.text(TextRun(label, x, y, size, style.label_face, tracking=0.3))
    after = x + text_width(label, style.label_face, size, 0.3) + 3
    frame.sheet.boxes["code"] = frame.text(TextRun(unit.code, after, y, size, style.value_face, tracking=0.15))
    left, right = _columns(unit)
    scope = left.pop()
    bottom = print_fields(frame, style, 26, chance.uniform(116, 124), 158, [*left[:2], right[-1], left[2], *right[:-1]])
    bottom = print_fields(frame, style, 26, bottom, 158, [scope])
    if chance.random() < 0.7:
        paint_qr(frame, qr_content(chance, unit.code), chance.uniform(30, 44), chance.uniform(235, 244), 25)
    y = min(max(bottom + 12, chance.uniform(238, 252)), 262)
    print_signing_block(chance, frame, style, "登记机关", chance.uniform(104, 116), y, unit.authority, unit.issued)
    foot = style.value_face
    frame.text(TextRun("企业信用信息公示系统网址：http://gsxt.hnaic.gov.cn", 12, 293, 3, foot))
    frame.text(TextRun("中华人民共和国国家工商行政管理总局监制", 130, 293, 3.2, foot))
    specimen_mark(chance, frame, 210, 287, foot)


def print_electronic_notice(chance: random.Random, frame: Frame) -> None:
    """Prints what marks a licence as an electronic one (电子营业执照): slanted pale words and a notice."""
    face, size, grey = fonts.UMING, chance.uniform(13, 18), chance.randint(120, 165)
    angle = -chance.uniform(28, 40)
    for place, character in enumerate("电子营业执照"):
        x, y = (
            58 + place * size * 1.9 * math.cos(math.radians(angle)),
            62 - place * size * 1.9 * math.sin(math.radians(angle)),
        )
        run = TextRun(character, x, y, size, face, (grey, grey, grey), angle=angle, opacity=chance.uniform(0.5, 0.7))
        frame.text(run)
    for row, line in enumerate(
        ("说明：", "1、本营业执照由电子营业执照系统下载留存（打印）", "2、具体信息请登录公示系统查验")
    ):
        frame.text(TextRun(line, 30, 178 + row * 4, 2.6, face, (90, 90, 90)))


def print_reminder(chance: random.Random, frame: Frame, face: fonts.Typeface, y: float) -> None:
    """Prints the framed reminder (重要提示) that some registries put below the fields."""
    x, width, height = 30.0, chance.uniform(132, 146), 25.0
    for start in range(0, int(width), 4):
        for edge in (y, y + height):
            frame.rule(Rule(x + start, edge, x + min(start + 2.6, width), edge, 0.25))
    for start in range(0, int(height), 4):
        for edge in (x, x + width):
            frame.rule(Rule(edge, y + start, edge, y + min(start + 2.6, height), 0.25))
    for row, character in enumerate("重要提示"):
        frame.text(TextRun(character, x + 2, y + 6 + row * 5, 4, fonts.SONG_BOLD[0]))
    lines = [line for clause in REMINDER_CLAUSES for line in wrapped(clause, face, 2.5, width - 12)]
    for row, line in enumerate(lines[:6]):
        frame.text(TextRun(line, x + 9, y + 4.5 + row * 3.7, 2.5, face))


def qr_content(chance: random.Random, code: str) -> str:
    """Draws what a licence's QR code holds: an address of the publicity system, sometimes with the credit code."""
    token = "".join(chance.choice("0123456789abcdef") for _ in range(32))
    return chance.choice(
        (
            f"http://www.gsxt.gov.cn/%7B{token}%7D",
            f"https://zzapp.gsxt.gov.cn/ebl?ebl=main&ei={code}&t={token[:8]}",
            f"http://qyxy.gsxt.gov.cn/wap/credit?id={token}&uniscid={code}",
        )
    )


def _paint_ground(chance: random.Random, frame: Frame, width: float, height: float, inset: float) -> None:
    if chance.random() < 0.75:
        paint_tint(frame, width, height, inset, chance.choice(TINTS))
    if chance.random() < 0.75:
        paint_security_text(chance, frame, width, height, inset + 8)
    paint_border(chance, frame, width, height, inset)


def _print_title(chance: random.Random, frame: Frame, middle: float, y: float, size: float, tracking: float) -> None:
    face = chance.choice((*fonts.HEI_BOLD, *fonts.SONG_BOLD))
    width = text_width("营业执照", face, size, tracking)
    colour = chance.choice(TITLE_COLOURS)
    paint_title(chance, frame, TextRun("营业执照", middle - width / 2, y, size, face, colour, tracking))
    if chance.random() < 0.4:
        small = chance.uniform(4.5, 6)
        frame.text(TextRun("（副　本）", middle - 2.5 * small, y + small * 1.5, small, face, colour))


def _print_code_block(chance: random.Random, frame: Frame, style: FieldStyle, unit: Unit) -> None:
    size, x, y = chance.uniform(3.7, 4.5), chance.uniform(27, 31), chance.uniform(66, 71)
    frame.text(TextRun("统一社会信用代码", x, y, size, style.label_face, tracking=chance.uniform(0, 0.8)))
    tracking = chance.uniform(0, 0.35)
    run = TextRun(unit.code, x, y + size * chance.uniform(1.4, 1.7), size, style.value_face, tracking=tracking)
    frame.sheet.boxes["code"] = frame.text(run)


def _columns(unit: Unit) -> tuple[list[Field], list[Field]]:
    person, address, money, day = {
        "92": ("经营者", "经营场所", "", "注册日期"),
        "93": ("法定代表人", "住所", "成员出资总额", "成立日期"),
    }.get(unit.prefix, ("法定代表人", "住所", "注册资本", "成立日期"))
    nature = unit.nature
    if unit.name.endswith("分公司"):
        person, address, money, nature = "负责人", "经营场所", "", "有限责任公司分公司"
    left = [
        Field("name", "名称", unit.name),
        Field("nature", "类型", nature),
        Field("representative", person, unit.representative),
        Field("scope", "经营范围", unit.scope, small=True),
    ]
    right = [Field("capital", money, unit.capital)] if money else []
    right.append(Field("established", day, chinese_date(unit.established)))
    if unit.valid_from and unit.valid_until:
        term = f"{chinese_date(unit.valid_from)}至{chinese_date(unit.valid_until)}"
        right.append(Field("validity", "营业期限", term))
    return left, [*right, Field("address", address, unit.address)]
