"""`python -m tests.evaluation.integrity`: how often the integrity check asks to look, on honest and tampered specimens.

The pages are opened and their seals found as at work, but no text is read, so that hundreds of submissions take
minutes. What a PDF's invisible text tells needs the read lines, and is measured by `make evaluate` (`invisible_code`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, NamedTuple

import click
import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from models.findings import (
    BoxValue,
    DocumentReading,
    DocumentType,
    FieldReading,
    Seal,
    SealOwner,
    SealShape,
    Slot,
)
from models.form import Form
from ocr.checks import Case as CaseToCheck
from ocr.checks import integrity
from ocr.integrity import with_signs
from ocr.pages import Box, Orientation, Page, Picture, open_document
from ocr.pages.turning import turn_box
from ocr.seals import find_seals
from tests.specimens.case import KINDS, QUALITIES, TAMPERED_KINDS, draw_case
from tests.specimens.contact_sheet import page_picture
from tests.specimens.tampering import TAMPERINGS
from tests.specimens.units import DRAWN_ON

SEALS_OF_A_PAGE = 4
VALUES = ("code", "name", "address", "validity", "issued")
"""What is read on a certificate; on a letter it is all that is filled in."""
WHOLE = ((0, 0), (1, 0), (1, 1), (0, 1))
HONEST = ("clean", *(kind for kind in TAMPERED_KINDS if not TAMPERINGS[kind].reason))


class Specimen(NamedTuple):
    """Which submission is drawn."""

    seed: int
    kind: str
    quality: str


class Noticed(NamedTuple):
    """What the check said of a specimen; NOTHING_NOTICED and NOTED ask nobody to look."""

    specimen: Specimen
    reason: str


def check_specimen(specimen: Specimen) -> Noticed:
    """Draw, open and check one submission."""
    cv2.setNumThreads(1)
    case = draw_case(specimen.seed, specimen.kind, specimen.quality)
    documents, pictures = {}, {}
    for name, content in case.files.items():
        slot = Slot(name.split(".")[0])
        documents[slot], named = looked_at(content, case.truth["documents"][slot.value])
        pictures.update(named)
    result = integrity.check(CaseToCheck(Form(), DRAWN_ON, documents, impressions=pictures))
    return Noticed(specimen, result.reason)


def looked_at(content: bytes, truth: Mapping[str, Any]) -> tuple[DocumentReading, dict[str, bytes]]:
    """The reading of a file turned upright, with all that may be a seal on it, and the true places of its values."""
    pages = open_document(content, orient=partial(_oriented, -int(truth.get("turned", 0)) % 360))
    size = page_picture(content, truth.get("boxes_resolution", 0)).size
    values = {
        key: FieldReading("", 1.0, on_page(pages[0], size, box), pages[0].number)
        for key, box in truth["boxes"].items()
        if key in VALUES or key.startswith("letter_")
    }
    seals = tuple(seal for page in pages for seal in _seals(page))
    return with_signs(DocumentReading(DocumentType.OTHER, fields=values, seals=seals), content, pages)


def on_page(page: Page, size: tuple[int, int], box: BoxValue) -> BoxValue:
    """Where a box of the uploaded picture of that size lies on its page, straightened and turned as the page is."""
    height, width = page.picture.shape[:2][:: -1 if page.turned % 180 else 1]
    corners = np.array(page.sheet or WHOLE, np.float32) * np.array(size, np.float32)
    target = np.array(WHOLE, np.float32) * np.array((width, height), np.float32)
    x, y, across, down = box
    points = np.array([[[x, y], [x + across, y], [x + across, y + down], [x, y + down]]], np.float32)
    straight = cv2.perspectiveTransform(points, cv2.getPerspectiveTransform(corners, target))
    return turn_box(Box(*cv2.boundingRect(straight)), page.turned, width, height)


def _seals(page: Page) -> Iterator[Seal]:
    for found in find_seals(page.picture)[:SEALS_OF_A_PAGE]:
        yield Seal(SealOwner.UNKNOWN, SealShape.ROUND, found.colour, "", found.box, page.number)


def _oriented(turn: int, _picture: Picture) -> Orientation:
    return Orientation(turn)


def planned(count: int, seed: int) -> list[Specimen]:
    """`count` specimens of each honest kind and half as many of each tampered one, over all qualities in turn."""
    specimens = []
    for kind in (*HONEST, *(kind for kind in TAMPERED_KINDS if kind not in HONEST)):
        of_kind = count if kind in HONEST else max(len(QUALITIES), count // 2)
        specimens += [Specimen(seed + place, kind, QUALITIES[place % len(QUALITIES)]) for place in range(of_kind)]
    return specimens


def report(noticed: list[Noticed], console: Console) -> None:
    """One row for each kind: how many ask for a look, for what reasons, and where the expected one was missing."""
    table = Table("kind", "specimens", "ask to look", "as expected", "reasons")
    by_kind: dict[str, list[Noticed]] = defaultdict(list)
    for each in noticed:
        by_kind[each.specimen.kind].append(each)
    for kind, found in by_kind.items():
        expected = TAMPERINGS[kind].reason if kind in TAMPERINGS else ""
        reasons = Counter(each.reason for each in found if each.reason not in integrity.NOTHING)
        right = sum(each.reason == expected for each in found) if expected else len(found) - reasons.total()
        said = "，".join(f"{reason} {times}" for reason, times in reasons.most_common())
        table.add_row(kind, str(len(found)), str(reasons.total()), f"{100 * right / len(found):.1f} %", said)
    console.print(table)
    for each in noticed:
        if each.specimen.kind in (*HONEST, *KINDS) and each.reason not in integrity.NOTHING:
            console.print(f"false alarm: {' '.join(map(str, each.specimen))} {each.reason}")


@click.command()
@click.option("--count", default=200, show_default=True, help="Specimens of each honest kind; half of each other one.")
@click.option("--seed", default=31000, show_default=True, help="The first specimen's seed.")
@click.option("--kinds", default="", help="Kinds, separated by commas; all of them if left out.")
@click.option("--workers", default=1, show_default=True, help="Processes.")
def main(count: int, seed: int, kinds: str, workers: int) -> None:
    """Measure how often the integrity check asks a person to look."""
    specimens = [each for each in planned(count, seed) if not kinds or each.kind in kinds.split(",")]
    with ProcessPoolExecutor(workers) as processes:
        noticed = list(processes.map(check_specimen, specimens))
    report(noticed, Console(width=160))


if __name__ == "__main__":
    main()
