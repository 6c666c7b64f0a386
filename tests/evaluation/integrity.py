"""`python -m tests.evaluation.integrity`: how often the integrity check asks to look, on honest and tampered specimens.

The pages are opened and their seals found as at work, but no text is read, so that hundreds of submissions take
minutes. What a PDF's invisible text tells needs the read lines, and is measured by `make evaluate` (`invisible_code`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple

import click
import cv2
from rich.console import Console
from rich.table import Table

from models.findings import DocumentReading, DocumentType, Seal, SealOwner, SealShape, Slot
from models.form import Form
from ocr.checks import Case as CaseToCheck
from ocr.checks import integrity
from ocr.integrity import with_signs
from ocr.pages import Orientation, Page, Picture, open_document
from ocr.seals import find_seals
from tests.specimens.case import KINDS, QUALITIES, TAMPERED_KINDS, Case, draw_case
from tests.specimens.tampering import TAMPERINGS
from tests.specimens.units import DRAWN_ON

SEALS_OF_A_PAGE = 4
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
        documents[slot], named = looked_at(content, _turn(case, slot))
        pictures.update(named)
    result = integrity.check(CaseToCheck(Form(), DRAWN_ON, documents, impressions=pictures))
    return Noticed(specimen, result.reason)


def looked_at(content: bytes, turn: int) -> tuple[DocumentReading, dict[str, bytes]]:
    """The reading of a file whose pages are to be turned by `turn` degrees, with all that may be a seal on them."""
    pages = open_document(content, orient=partial(_oriented, turn))
    seals = tuple(seal for page in pages for seal in _seals(page))
    return with_signs(DocumentReading(DocumentType.OTHER, seals=seals), content, pages)


def _seals(page: Page) -> Iterator[Seal]:
    for found in find_seals(page.picture)[:SEALS_OF_A_PAGE]:
        yield Seal(SealOwner.UNKNOWN, SealShape.ROUND, found.colour, "", found.box, page.number)


def _oriented(turn: int, _picture: Picture) -> Orientation:
    return Orientation(turn)


def _turn(case: Case, slot: Slot) -> int:
    return -int(case.truth["documents"][slot.value].get("turned", 0)) % 360


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
