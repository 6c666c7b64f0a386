"""Documents of the world's own unit, drawn in the place of plain pages, for pictures.

They say what the world's findings say of them, and are laid so that the findings' boxes fit.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, cast

from PIL import Image

from models.findings import CheckId, CheckResult, Evidence, Seal, SealColour, SealOwner, SealShape, Slot, Verdict
from ocr.seals.find import find_seals
from ocr.seals.outline import Ellipse
from ocr.seals.unroll import Band, Stretch, unroll
from tests.specimens.documents import Document, Rendering, certificate_document, letter_document
from tests.specimens.marking import PURPOSE
from tests.specimens.pictures import Picture, swapped
from tests.specimens.plan import Plan, clean_plan
from tests.specimens.printing import printed
from tests.specimens.sheet import Sheet
from tests.specimens.units import Operator, drawn_unit
from tests.webqueue.pictures import SIZES
from tests.webqueue.world import (
    AUTHORITY,
    AUTHORITY_SEAL,
    CODE,
    DOUBTFUL_LETTER,
    FAILED_SEAL,
    ID_NUMBER,
    ID_NUMBER_BOX,
    MOBILE,
    NAME,
    OTHER_ID_NUMBER,
    SEAL_BOX,
)

SEED = 9
"""Of a landscape licence from the world's pooling area, with bare paper for both seals."""
_OPERATOR = Operator("operator", "张三", ID_NUMBER, MOBILE)
_LAID_BY = {Slot.CERTIFICATE: ("authority_seal", SEAL_BOX), Slot.LETTER: ("letter_id_number", ID_NUMBER_BOX)}
"""Which part of a sheet stands in the middle of which box."""
_FINER = 2
"""Drawn at so many times a page's size and then made smaller, so that small print stays legible."""


_PASSED = {
    CheckId.CERTIFICATE_TYPE: ("登记证书类型可以用于注册。", "营业执照"),
    CheckId.CREDIT_CODE: ("证书上的统一社会信用代码与填写一致。", CODE),
    CheckId.UNIT_NAME: ("证书上的单位名称与填写一致。", NAME),
    CheckId.CERTIFICATE_SEAL: ("单位登记证书复印件已加盖本单位公章。", NAME),
    CheckId.MARKING: ("证书复印件已注明用途。", PURPOSE),
    CheckId.VALIDITY: ("登记证书在有效期内。", "2056-01-11"),
    CheckId.POOLING_AREA: ("统筹区与证书住所一致。", "岳阳楼区"),
    CheckId.LETTER_TYPE: ("已提交用户告知承诺书。", "用户告知承诺书"),
    CheckId.LETTER_FIELDS: ("承诺书填写完整，与申请表一致。", NAME),
    CheckId.LETTER_SEAL: ("承诺书已加盖本单位公章。", NAME),
    CheckId.OPERATOR_IDENTITY: ("经办人信息有效，未被其他单位使用。", "张三"),
    CheckId.INTEGRITY: ("未发现附件被改动的迹象。", ""),
}


_SEAL_CHECKS = {CheckId.CERTIFICATE_SEAL: Slot.CERTIFICATE, CheckId.LETTER_SEAL: Slot.LETTER}


def all_passed() -> list[CheckResult]:
    """What is said of documents with nothing wrong."""
    return [_passed(check, *said) for check, said in _PASSED.items()]


def _passed(check: CheckId, message: str, found: str) -> CheckResult:
    slot = _SEAL_CHECKS.get(check)
    places = (Evidence(slot, 1, _units_seal(slot).box),) if slot else ()
    return CheckResult(check, Verdict.PASS, "SAME", message, found, found, confidence=0.98, evidence=places)


def drawn_seals(slot: Slot, checks: Sequence[CheckResult]) -> tuple[Seal, ...]:
    """The seals that stand on the drawn document."""
    if slot is Slot.LETTER:
        return (_units_seal(slot),)
    return (AUTHORITY_SEAL,) if FAILED_SEAL in checks else (AUTHORITY_SEAL, _units_seal(slot))


def drawn_page(slot: Slot, checks: Sequence[CheckResult], shade: int) -> bytes:
    """A JPEG of the document that these checks are about; another shade makes another picture."""
    if slot is Slot.CERTIFICATE:
        page = _certificate(is_sealed=FAILED_SEAL not in checks)
    else:
        page = _letter(OTHER_ID_NUMBER if DOUBTFUL_LETTER in checks else ID_NUMBER)
    page = page.copy()
    page.paste((shade, shade, shade), (0, 0, 2, 2))
    encoded = io.BytesIO()
    page.save(encoded, "JPEG", quality=88)
    return encoded.getvalue()


@cache
def drawn_ring() -> bytes:
    """A PNG of the authority's seal, unrolled."""
    picture = _certificate_picture(is_sealed=False)[1]
    rings = [seal.outline for seal in find_seals(picture) if isinstance(seal.outline, Ellipse)]
    strip = unroll(picture, max(rings, key=lambda ring: ring.radius), Band(0.6, 1), Stretch())
    encoded = io.BytesIO()
    Image.fromarray(swapped(strip)).save(encoded, "PNG")
    return encoded.getvalue()


@cache
def _certificate(*, is_sealed: bool) -> Image.Image:
    return _laid(*_certificate_picture(is_sealed=is_sealed), Slot.CERTIFICATE)


def _certificate_picture(*, is_sealed: bool) -> tuple[Sheet, Picture]:
    sheet = _certificate_document(is_sealed=is_sealed).sheet
    return sheet, printed(sheet, random.Random(SEED))


def _certificate_document(*, is_sealed: bool) -> Document:
    plan = _plan()
    plan = plan if is_sealed else replace(plan, certificate_seals=())
    return certificate_document(random.Random(SEED), plan, _rendering(Slot.CERTIFICATE, 297))


@cache
def _letter(id_number: str) -> Image.Image:
    sheet = _letter_document(id_number).sheet
    return _laid(sheet, printed(sheet, random.Random(SEED)), Slot.LETTER)


def _letter_document(id_number: str) -> Document:
    plan = _plan()
    plan = replace(plan, entries={**plan.entries, "id_number": id_number})
    return letter_document(random.Random(SEED), plan, _rendering(Slot.LETTER, 210))


@cache
def _units_seal(slot: Slot) -> Seal:
    """The unit's own seal, where it stands on the page."""
    document = _certificate_document(is_sealed=True) if slot is Slot.CERTIFICATE else _letter_document(ID_NUMBER)
    pressed = cast(list[dict[str, Any]], document.truth["seals"])
    x, y, width, height = next(seal["box"] for seal in pressed if seal["owner"] == "unit")
    scale, (left, upper) = document.sheet.scale / _FINER, _corner(document.sheet, slot)
    box = (round(left + x * scale), round(upper + y * scale), round(width * scale), round(height * scale))
    return Seal(SealOwner.UNIT, SealShape.ROUND, SealColour.RED, NAME, box, 1, confidence=0.98)


def _plan() -> Plan:
    chance = random.Random(SEED)
    unit = replace(drawn_unit(chance, "licence_landscape"), name=NAME, code=CODE, authority=AUTHORITY)
    plan = clean_plan(chance, unit)
    entries = {**plan.entries, "operator_name": _OPERATOR.name, "mobile": MOBILE, "username": _OPERATOR.username}
    return replace(plan, operator=_OPERATOR, entries=entries)


def _rendering(slot: Slot, millimetres: float) -> Rendering:
    return Rendering(_FINER * SIZES[slot][0] / millimetres, embeddable_only=False, may_be_photocopy=False)


def _laid(sheet: Sheet, picture: Picture, slot: Slot) -> Image.Image:
    """The picture in the page's size, moved so that what the findings are about stands where they say."""
    page = Image.new("RGB", SIZES[slot], sheet.paper[::-1])
    left, upper = _corner(sheet, slot)
    page.paste(Image.fromarray(swapped(picture)).reduce(_FINER), (round(left), round(upper)))
    return page


def _corner(sheet: Sheet, slot: Slot) -> tuple[float, float]:
    """Where the sheet's corner comes to lie on the page."""
    part, box = _LAID_BY[slot]
    x, y, width, height = (side * sheet.scale / _FINER for side in sheet.boxes[part])
    return box[0] + box[2] / 2 - x - width / 2, box[1] + box[3] / 2 - y - height / 2
