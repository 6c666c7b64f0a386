"""Certificates of public bodies: institutions, social organisations, foundations, and the plain credit code one."""

import random
from dataclasses import dataclass

from tests.specimens import fonts
from tests.specimens.certificates.fields import (
    Field,
    chinese_date,
    drawn_style,
    print_fields,
    print_signing_block,
)
from tests.specimens.ornament import (
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
from tests.specimens.sheet import BLACK, Frame, TextRun, text_width
from tests.specimens.units import Unit

TITLE_COLOURS: tuple[Colour, ...] = ((30, 25, 175), (40, 140, 195), BLACK, (45, 45, 140), (20, 110, 180))


@dataclass(frozen=True)
class Wording:
    """The fixed words of one type of certificate."""

    titles: tuple[str, ...]
    issuer_label: tuple[str, ...]
    footer: str


WORDINGS = {
    "institution": Wording(("事业单位法人证书",), ("登记管理机关", "登记机关"), "国家事业单位登记管理局监制"),
    "social_organisation": Wording(("社会团体法人登记证书",), ("发证机关", "登记管理机关"), "中华人民共和国民政部监制"),
    "private_non_enterprise": Wording(
        ("民办非企业单位登记证书", "民办非企业单位（法人）登记证书"),
        ("发证机关", "登记管理机关"),
        "中华人民共和国民政部监制",
    ),
    "foundation": Wording(("基金会法人登记证书",), ("发证机关",), "中华人民共和国民政部监制"),
    "credit_code_certificate": Wording(
        ("统一社会信用代码证书",), ("赋码机关", "颁发机关"), "中央机构编制委员会办公室监制"
    ),
}


def print_public_body_certificate(chance: random.Random, frame: Frame, unit: Unit, embeddable_only: bool) -> None:
    """Prints the unit's certificate, 297 × 210 mm, in the wording of its type."""
    wording = WORDINGS[unit.certificate]
    style = drawn_style(chance, embeddable_only, unit)
    inset = chance.uniform(8, 15)
    if chance.random() < 0.7:
        paint_tint(frame, 297, 210, inset, chance.choice(TINTS))
    if chance.random() < 0.4:
        paint_security_text(chance, frame, 297, 210, inset + 8)
    paint_border(chance, frame, 297, 210, inset)
    top = _print_heading(chance, frame, wording)
    left, right = _columns(chance, unit, _term_text(chance, unit))
    top = _print_code(chance, frame, unit, style.label_face, style.value_face, top)
    if chance.random() < 0.75:
        print_fields(frame, style, 28, top, chance.uniform(124, 132), left)
        bottom = print_fields(frame, style, chance.uniform(162, 168), top, 106, right)
    else:
        bottom = print_fields(frame, style, 32, top, 150, left + right[:1])
        bottom = print_fields(frame, style, 190, top, 84, right[1:]) if right[1:] else bottom
    y = min(max(bottom + 6, chance.uniform(158, 168)), 180)
    issuer = chance.choice(wording.issuer_label)
    print_signing_block(chance, frame, style, issuer, chance.uniform(180, 196), y, unit.authority, unit.issued)
    if chance.random() < 0.5:
        side = chance.uniform(20, 25)
        paint_qr(frame, f"https://www.gjsy.gov.cn/cx?code={unit.code}", chance.uniform(30, 44), 172 - side / 2, side)
    footer_width = text_width(wording.footer, style.value_face, 3.4)
    frame.text(
        TextRun(
            wording.footer,
            chance.choice((20.0, 148 - footer_width / 2, 278 - footer_width)),
            206,
            3.4,
            style.value_face,
        )
    )
    specimen_mark(chance, frame, 297, 196, style.value_face)


def _print_heading(chance: random.Random, frame: Frame, wording: Wording) -> float:
    y = chance.uniform(32, 38)
    face = chance.choice((*fonts.SONG_BOLD, *fonts.HEI_BOLD, fonts.UKAI, fonts.WENKAI_BOLD))
    colour = chance.choice(TITLE_COLOURS)
    if chance.random() < 0.6:
        paint_emblem(chance, frame, 148.5, y, chance.uniform(9, 12))
        y += 15
    if chance.random() < 0.5:
        size = chance.uniform(6, 8)
        width = text_width("中华人民共和国", face, size, 2)
        frame.text(TextRun("中华人民共和国", 148.5 - width / 2, y + size * 0.6, size, face, colour, 2))
        y += size * 1.2
    title = chance.choice(wording.titles)
    size = min(chance.uniform(12, 16), 190 / len(title))
    tracking = chance.uniform(0, 2.5)
    width = text_width(title, face, size, tracking)
    paint_title(chance, frame, TextRun(title, 148.5 - width / 2, y + size, size, face, colour, tracking))
    if chance.random() < 0.3:
        frame.text(TextRun("（副本）", 140, y + size * 1.7, 5, face, colour))
        y += 5
    return y + size * 1.5


def _print_code(
    chance: random.Random, frame: Frame, unit: Unit, label: fonts.Typeface, value: fonts.Typeface, top: float
) -> float:
    size = chance.uniform(4, 5.2)
    tracking = chance.uniform(0, 0.5)
    length = text_width("统一社会信用代码：" + unit.code, value, size, tracking)
    x = chance.choice((28.0, 148.5 - length / 2, 266 - length))
    after = frame.text(TextRun("统一社会信用代码：", x, top + size, size, label, tracking=tracking))
    code_x = x + after[2] / frame.factor + 1
    frame.sheet.boxes["code"] = frame.text(TextRun(unit.code, code_x, top + size, size, value, tracking=tracking))
    return top + size * chance.uniform(3, 3.8)


def _term_text(chance: random.Random, unit: Unit) -> str:
    if not (unit.valid_from and unit.valid_until):
        return ""
    padded = chance.random() < 0.6
    return f"自{chinese_date(unit.valid_from, padded)}至{chinese_date(unit.valid_until, padded)}"


def _columns(chance: random.Random, unit: Unit, term: str) -> tuple[list[Field], list[Field]]:
    person = Field("representative", "法定代表人", unit.representative)
    address, scope = Field("address", "住所", unit.address), Field("scope", "业务范围", unit.scope, small=True)
    name, sponsor = Field("name", "名称", unit.name), Field("sponsor", "业务主管单位", unit.sponsor)
    validity = Field("validity", chance.choice(("有效期", "有效期限")), term)
    match unit.certificate:
        case "institution":
            left = [name, Field("scope", "宗旨和业务范围", unit.scope, small=True), address]
            middle = [Field("nature", "经费来源", unit.nature), Field("capital", "开办资金", unit.capital)]
            return left, [person, *middle, Field("sponsor", "举办单位", unit.sponsor), validity]
        case "social_organisation":
            ground = Field("area", "活动地域", unit.place.seat)
            return [name, scope, address], [
                person,
                ground,
                Field("capital", "注册资金", unit.capital),
                sponsor,
                validity,
            ]
        case "private_non_enterprise":
            return [name, address, scope], [person, Field("capital", "开办资金", unit.capital), sponsor, validity]
        case "foundation":
            money = Field("capital", "原始基金数额", unit.capital)
            return [name, address, scope], [person, Field("nature", "类型", "慈善组织"), money, sponsor, validity]
        case _:
            right = [Field("representative", "负责人", unit.representative)]
            expiry = [Field("validity", "有效期至", term.rsplit("至", maxsplit=1)[-1])] if term else []
            granted = Field("granted", "颁发日期", chinese_date(unit.issued))
            left = [Field("name", "机构名称", unit.name), Field("nature", "机构性质", unit.nature)]
            return [*left, Field("address", "机构地址", unit.address)], [*right, *expiry, granted]
