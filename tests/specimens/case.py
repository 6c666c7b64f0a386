"""One specimen submission from a seed: the form, the two files, and the truth about them."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.specimens.certificates import CERTIFICATES, COMMON_FACES, FACES_WITH_TERM
from tests.specimens.documents import (
    Document,
    blank_document,
    certificate_document,
    letter_document,
    unrelated_document,
)
from tests.specimens.family import Family, chance_of
from tests.specimens.plan import Plan, clean_plan
from tests.specimens.rendering import QUALITIES, Upload, drawn_rendering, rendered
from tests.specimens.tampering import TAMPERINGS, Tampering
from tests.specimens.units import DRAWN_ON, drawn_unit
from tests.specimens.wrongs import CHANGES

__all__ = ["CERTIFICATES", "KINDS", "QUALITIES", "TAMPERED_KINDS", "Case", "draw_case"]
KINDS = tuple(CHANGES)
TAMPERED_KINDS = tuple(TAMPERINGS)


@dataclass(frozen=True)
class Case:
    """A submission as it lies in the inbox, `files` by name, with its truth.

    `truth` holds `verdict`, `must_not_pass`, `not_claimed` (checks of which nothing is claimed; all the others must
    pass) and `documents` as they truly are, with boxes as x, y, width, height in pixels of the decoded page.
    """

    reference: str
    kind: str
    quality: str
    form: Mapping[str, Any]
    files: Mapping[str, bytes]
    truth: Mapping[str, Any]


def draw_case(
    seed: int,
    kind: str = "clean",
    quality: str = "scan",
    certificate: str | None = None,
    *,
    drawn_on: date = DRAWN_ON,
    username: str = "",
    family: Family | None = None,
) -> Case:
    """Draws the case of a seed, the same one every time, as if submitted on `drawn_on` by the operator `username`.

    With a `family`, only what belongs to it is drawn from; without one, everything is.

    Raises ValueError for a kind, quality or certificate that is not known.
    """
    if kind not in (*CHANGES, *TAMPERINGS) or quality not in QUALITIES or certificate not in (None, *CERTIFICATES):
        raise ValueError(f"unknown kind, quality or certificate: {kind}, {quality}, {certificate}")
    chance = chance_of(f"{seed} {kind} {quality} {certificate}", family)
    face = certificate or chance.choice(FACES_WITH_TERM if kind == "certificate_expired" else COMMON_FACES)
    tampering = TAMPERINGS.get(kind, Tampering())
    plan = CHANGES.get(kind, CHANGES["clean"])(chance, clean_plan(chance, drawn_unit(chance, face, drawn_on), username))
    plan = tampering.plan(plan)
    quality = plan.quality or quality
    made = [_made(chance, plan, content, quality, tampering) for content in plan.slots]
    files = {f"{slot}.{upload.extension}": upload.content for slot, (_, upload) in _by_slot(made)}
    documents = {slot: _document_truth(document, upload) for slot, (document, upload) in _by_slot(made)}
    truth = {
        "kind": kind, "quality": quality, "seed": seed, "verdict": plan.verdict,
        "must_not_pass": list(plan.flagged), "not_claimed": list(plan.free), "documents": documents,
    }  # fmt: skip
    return Case(f"2026-{seed % 1000000:06d}", kind, quality, plan.form, files, truth)


def _by_slot(made: list[tuple[Document, Upload]]) -> list[tuple[str, tuple[Document, Upload]]]:
    return list(zip(("certificate", "letter"), made, strict=True))


def _made(
    chance: random.Random, plan: Plan, content: str, quality: str, tampering: Tampering
) -> tuple[Document, Upload]:
    rendering, longer_side = drawn_rendering(chance, quality)
    if plan.is_scanned_grey:
        rendering = replace(rendering, may_be_photocopy=False)
    if content == "certificate":
        document = certificate_document(chance, plan, rendering)
    elif content == "letter":
        document = letter_document(chance, plan, rendering)
    elif content == "blank":
        document = blank_document(chance, rendering)
    else:
        document = unrelated_document(chance, rendering)
    upload = rendered(chance, document, quality, rendering.scale, longer_side, plan.is_scanned_grey)
    return document, tampering.touch(chance, document, upload)


def _document_truth(document: Document, upload: Upload) -> dict[str, Any]:
    truth: dict[str, Any] = {"type": document.type, "pages": 1, **document.truth}
    truth["seals"] = [{**seal, "box": upload.box(seal["box"])} for seal in truth["seals"]]
    if truth.get("marking"):
        truth["marking"] = {**truth["marking"], "box": upload.box(truth["marking"]["box"])}
    truth["boxes"] = {name: upload.box(box) for name, box in document.sheet.boxes.items()}
    if upload.extension == "pdf":
        truth["boxes_resolution"] = upload.resolution
    if upload.taken is not None:
        truth["turned"] = upload.taken.turned
    return truth
