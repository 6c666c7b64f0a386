"""Makes the sheets of a submission: the certificate's copy and the letter, stamped and marked as planned."""

import random
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tests.specimens import fonts
from tests.specimens.certificates import DOCUMENT_TYPES, face_size, print_electronic_notice, print_face
from tests.specimens.family import chance_like
from tests.specimens.letter import print_letter
from tests.specimens.marking import drawn_mark, overlap, printed_boxes, put_mark
from tests.specimens.numbers import seal_number
from tests.specimens.pictures import Colour, Picture, press, smooth_field
from tests.specimens.plan import LAID_ON, ONE_PICTURE, ONE_STAMP, Plan, SealOrder
from tests.specimens.seals import (
    BLUE,
    Pressing,
    Seal,
    authority_seal,
    drawn_pressing,
    name_seal,
    oval_seal,
    pressed,
    printed_pressing,
    special_seal,
    unit_seal,
)
from tests.specimens.sheet import Box, Frame, Sheet, TextRun

PAPERS: tuple[Colour, ...] = ((255, 255, 255), (252, 253, 253), (246, 250, 252), (240, 246, 250), (250, 247, 244))

BORDER = ("border_upper", "border_lower", "border_left", "border_right")
KEPT_CLEAR_OF_MARKING = ("code", "name", "address", "validity", "issued", "scope", "title", "qr", "emblem", *BORDER)
KEPT_CLEAR_OF_SEALS = ("code", "name", "address", "title", "qr", "emblem", *BORDER)
"""Nobody writes or stamps on these if there is room elsewhere."""
SCALE_OF_PICTURE = 200 / 25.4
"""Pixels per millimetre of a seal that is put on as a picture."""
NEW_STAMP = 0.1
"""How often a unit got a new stamp between its two documents."""
OVER_AUTHORITY = 0.08
"""How often the unit's seal is pressed partly over the authority's."""
OFF_PRINT = 0.7
"""How often somebody looks for bare paper to press the seal on."""


@dataclass(frozen=True)
class Rendering:
    """How sheets are to be made: pixels per millimetre, faces for PDF text alone, whether a copier came between."""

    scale: float
    embeddable_only: bool
    may_be_photocopy: bool


@dataclass
class Document:
    """A finished sheet with its truth: `type` as in the inbox contract, and what it carries."""

    sheet: Sheet
    type: str
    truth: dict[str, object]


def certificate_document(chance: random.Random, plan: Plan, rendering: Rendering) -> Document:
    """Makes the certificate's copy."""
    unit = plan.printed_unit
    sheet, frame = _laid_out(chance, face_size(unit.certificate), rendering)
    sheet.is_photocopy = rendering.may_be_photocopy and chance.random() < 0.4
    print_face(chance, frame, unit, rendering.embeddable_only)
    if plan.is_electronic:
        print_electronic_notice(chance, frame)
    if plan.invisible_code:
        _hide_code(chance, sheet, plan.invisible_code)
    seals = _certificate_seals(chance, plan, frame)
    marking = _marking(chance, plan.marking, sheet, seals) if plan.marking else None
    truth: dict[str, object] = {
        "credit_code": unit.code,
        "unit_name": unit.name,
        "address": unit.address,
        "authority": unit.authority,
        "valid_until": unit.valid_until.isoformat() if unit.valid_until and "validity" in sheet.boxes else None,
        "face": unit.certificate,
        "photocopy": sheet.is_photocopy,
        "electronic": plan.is_electronic,
        "seals": seals,
        "marking": marking,
    }
    return Document(sheet, DOCUMENT_TYPES[unit.certificate], truth)


def _certificate_seals(chance: random.Random, plan: Plan, frame: Frame) -> list[dict[str, object]]:
    sheet, unit, seals = frame.sheet, plan.printed_unit, []
    if plan.has_authority_seal:
        _print_authority_seal(chance, frame, unit.authority)
        colour = "grey" if sheet.is_photocopy else "red"
        seals.append(_seal_truth("authority", "round", colour, unit.authority, "", "", sheet.boxes["authority_seal"]))
    for order in plan.certificate_seals:
        place = _certificate_place(chance, sheet)
        seals.append(_stamped(chance, plan, order, sheet, place))
    return seals


def _marking(chance: random.Random, text: str, sheet: Sheet, seals: list[dict[str, object]]) -> dict[str, object]:
    mark = drawn_mark(chance, text)
    avoid = [sheet.boxes[key] for key in KEPT_CLEAR_OF_MARKING if key in sheet.boxes]
    box = put_mark(chance, sheet, mark, avoid + [_box_of(seal) for seal in seals])
    return {"text": text, "style": mark.style, "lines": list(mark.lines), "box": box}


def letter_document(chance: random.Random, plan: Plan, rendering: Rendering) -> Document:
    """Makes the commitment letter."""
    sheet = Sheet(210, 297, rendering.scale, chance.choice(PAPERS))
    print_letter(chance, sheet, plan.entries, rendering.embeddable_only)
    x, y, width, height = sheet.boxes["signing"]
    seals = []
    for order in plan.letter_seals:
        place = (x + width * chance.uniform(0.35, 0.85), y + height * chance.uniform(0.1, 0.9))
        seals.append(_stamped(chance, plan, order, sheet, place))
    if plan.has_name_seal:
        place = (x - chance.uniform(2, 24), y + height * chance.uniform(0.3, 1.2))
        seals.append(_press(chance, sheet, name_seal(chance, plan.unit.representative), place))
    fields = {key: value if f"letter_{key}" in sheet.boxes else "" for key, value in plan.entries.items()}
    return Document(sheet, "commitment_letter", {"fields": fields, "seals": seals})


def blank_document(chance: random.Random, rendering: Rendering) -> Document:
    """Makes an empty page, which somebody scanned from the wrong side."""
    sheet = Sheet(210, 297, rendering.scale, chance.choice(PAPERS))
    return Document(sheet, "blank", {"seals": []})


def unrelated_document(chance: random.Random, rendering: Rendering) -> Document:
    """Makes a page that has nothing to do with the matter: a picture of hills, or a notice."""
    sheet = Sheet(210, 297, rendering.scale)
    if chance.random() < 0.5:
        _paint_hills(chance, sheet)
    else:
        for row, line in enumerate(
            ("会 议 通 知", "兹定于下周三下午三点在三楼会议室召开", "安全生产工作例会，请准时参加。", "样张")
        ):
            size = 9.0 if row == 0 else 5.5
            sheet.texts.append(TextRun(line, 70.0 if row == 0 else 30.0, 40 + row * 14, size, fonts.UMING))
    return Document(sheet, "other", {"seals": []})


def _laid_out(chance: random.Random, face: tuple[float, float], rendering: Rendering) -> tuple[Sheet, Frame]:
    """Lays the face on A4: filling it, or a landscape face smaller on an upright sheet."""
    paper = chance.choice(PAPERS)
    if face[0] > face[1] and chance.random() < 0.45:
        sheet = Sheet(210, 297, rendering.scale, paper)
        factor = chance.uniform(0.64, 0.7)
        return sheet, Frame(sheet, chance.uniform(0, 210 - 297 * factor), chance.uniform(4, 110), factor, *face)
    sheet = Sheet(*face, rendering.scale, paper)
    factor = chance.choice((1.0, chance.uniform(0.84, 0.99)))
    room = 1 - factor
    return sheet, Frame(sheet, face[0] * room * chance.random(), face[1] * room * chance.random(), factor, *face)


def _print_authority_seal(chance: random.Random, frame: Frame, authority: str) -> None:
    """Prints the authority's own seal (登记机关印章), which is part of the certificate, over its name and the date."""
    sheet = frame.sheet
    pressing = printed_pressing(chance)
    ink = pressed(
        chance, authority_seal(chance, authority), pressing, sheet.scale * frame.factor * chance.uniform(0.75, 1)
    )
    height, width = ink.shape
    x, y, _, _ = sheet.boxes["signing"]
    right_edge = min(frame.right - 12 * frame.factor, sheet.width - 4)
    left = round(min(x, right_edge - width / sheet.scale / 2) * sheet.scale - width / 2)
    top = round(y * sheet.scale - height / 2)
    press(sheet.canvas, ink, pressing.colour, left, top)
    sheet.is_painted = True
    sheet.boxes["authority_seal"] = (left / sheet.scale, top / sheet.scale, width / sheet.scale, height / sheet.scale)


def _hide_code(chance: random.Random, sheet: Sheet, code: str) -> None:
    drawn = next(run for run in sheet.texts if run.text == sheet_code(sheet))
    hidden = replace(drawn, text=code, visible=False)
    if chance.random() < 0.5:
        hidden = replace(hidden, y=chance.uniform(6, sheet.height - 6), size=chance.uniform(1, 4))
    sheet.texts.append(hidden)


def sheet_code(sheet: Sheet) -> str:
    """Gives the credit code that is printed on the sheet."""
    box = sheet.boxes["code"]
    return next(run.text for run in sheet.texts if abs(run.x - box[0]) < 0.01 and len(run.text) == 18)


def _certificate_place(chance: random.Random, sheet: Sheet) -> tuple[float, float]:
    avoid = [sheet.boxes[key] for key in KEPT_CLEAR_OF_SEALS if key in sheet.boxes]
    authority = sheet.boxes.get("authority_seal")
    if authority and chance.random() < OVER_AUTHORITY:
        shift = chance.choice((-1, 1)) * chance.uniform(0.55, 0.9) * authority[2]
        return authority[0] + authority[2] / 2 + shift, authority[1] + authority[3] / 2 + chance.uniform(-12, 8)
    if authority:
        avoid.append(authority)
    if chance.random() < OFF_PRINT:
        avoid += printed_boxes(sheet)
    places = []
    for _ in range(60):
        x, y = chance.uniform(26, sheet.width - 26), chance.uniform(26, sheet.height - 26)
        places.append((sum(overlap((x - 20, y - 20, 40, 40), box) for box in avoid), x, y))
        if not places[-1][0]:
            break
    return min(places)[1:]


def _stamped(
    chance: random.Random, plan: Plan, order: SealOrder, sheet: Sheet, place: tuple[float, float]
) -> dict[str, object]:
    """Puts on a seal as ordered, cut for the unit by its engraver; now and then between the two documents it got anew.

    What both documents share is drawn from the unit and not from `chance`. A seal that is not the unit's is by the same
    engraver, since that is what is hardest to tell apart.
    """
    region = plan.unit.code[2:8]
    engraved_anew, shared = _engraving(chance, order, region), chance_like(chance, plan.unit.code)
    has_new_stamp = shared.random() < NEW_STAMP and plan.stamping not in (ONE_STAMP, ONE_PICTURE)
    seal = engraved_anew if has_new_stamp else _engraving(shared, order, region)
    if plan.stamping != ONE_PICTURE:
        truth = _press(chance, sheet, seal, place)
        if plan.stamping == LAID_ON:
            sheet.laid.append(sheet.stamps.pop())
        return truth
    pressing = drawn_pressing(shared)
    ink = pressed(shared, seal, pressing, SCALE_OF_PICTURE)
    factor = sheet.scale / SCALE_OF_PICTURE
    ink = np.asarray(cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR), np.uint8)
    return _put_on(sheet, seal, pressing, ink, place)


def _press(chance: random.Random, sheet: Sheet, seal: Seal, place: tuple[float, float]) -> dict[str, object]:
    pressing = drawn_pressing(chance)
    return _put_on(sheet, seal, pressing, pressed(chance, seal, pressing, sheet.scale), place)


def _put_on(
    sheet: Sheet, seal: Seal, pressing: Pressing, ink: Picture, place: tuple[float, float]
) -> dict[str, object]:
    half_width, half_height = ink.shape[1] / sheet.scale / 2, ink.shape[0] / sheet.scale / 2
    x = min(max(place[0], half_width + 1), sheet.width - half_width - 1)
    y = min(max(place[1], half_height + 1), sheet.height - half_height - 1)
    box = sheet.stamp(ink, pressing.colour, x, y)
    colour = "blue" if pressing.colour == BLUE else "red"
    return {
        **_seal_truth(seal.owner, seal.shape, colour, seal.text, seal.line, seal.number, box),
        "tilt": pressing.tilt,
    }


def _engraving(chance: random.Random, order: SealOrder, region: str) -> Seal:
    if order.line:
        return special_seal(chance, order.owner, order.text, order.line)
    if order.text.endswith("公司") and chance.random() < 0.08:
        return oval_seal(chance, order.owner, order.text)
    return unit_seal(chance, order.owner, order.text, seal_number(chance, region))


def _seal_truth(owner: str, shape: str, colour: str, text: str, line: str, number: str, box: Box) -> dict[str, object]:
    return {"owner": owner, "shape": shape, "colour": colour, "text": text, "line": line, "number": number, "box": box}


def _box_of(seal: dict[str, object]) -> Box:
    box = seal["box"]
    assert isinstance(box, tuple)
    return box[0] + box[2] * 0.12, box[1] + box[3] * 0.12, box[2] * 0.76, box[3] * 0.76


def _paint_hills(chance: random.Random, sheet: Sheet) -> None:
    sheet.is_painted = True
    height, width = sheet.canvas.shape[:2]
    sky = np.linspace(0.4, 1, height, dtype=np.float32)[:, None, None] * np.array([235, 200, 150], np.float32)
    sheet.canvas[:] = np.clip(sky, 0, 255).astype(np.uint8)
    for hill in range(4):
        ridge = smooth_field(chance, width, 2, 5 + 3 * hill)[0] * height * 0.3 + height * (0.25 + 0.17 * hill)
        outline = [(0, height), *zip(range(width), ridge.astype(int).tolist(), strict=True), (width, height)]
        colour = (60 + 10 * hill, 130 - 22 * hill, 90 - 15 * hill)
        cv2.fillPoly(sheet.canvas, [np.array(outline, np.int32)], colour)
