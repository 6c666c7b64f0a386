"""`python -m tests.evaluation.look_alikes`: how far badly pressed rings bear out a name that they do, or do not, say.

Half of the seals are engraved with the unit's name, half with a look-alike of one of its characters, as 杜会 for 社会.
Every third name has a character that is hardly ever written elsewhere, as 堃.
All are pressed, seen and unrolled as for training (tests.training), by other seeds: most are hard, many illegible.
Each ring is asked three times: of the stock recogniser alone, of the one for hard text alone, and of both as when
documents are read, so that what asking both is worth shows in one run.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import NamedTuple

import click
import cv2
from rich.console import Console
from rich.table import Table

from ocr.engines.rapid import RapidReader
from ocr.seals.ring import read_ring
from tests.specimens.seals import unit_seal
from tests.specimens.units import PREFIXES, drawn_unit
from tests.training.characters import RARE
from tests.training.faces import drawn_face
from tests.training.look_alikes import drawn_look_alike, look_alikes
from tests.training.rings import drawn_view

WITH_RARE = 1 / 3
BEFORE, BEHIND = 2, 3
"""Characters at both ends of a name that are never rare ones."""
CONFIDENCES = (0.2, 0.33, 0.4, 0.5, 0.6, 0.8)
READERS = ("stock", "hard text", "both")

_readers: list[RapidReader] = []
"""In the order of `READERS`."""


class Asked(NamedTuple):
    """How far one ring bears out the name that it was asked for."""

    is_true: bool
    confidences: tuple[float, ...]
    """In the order of `READERS`."""


def asked(seed: int) -> Asked:
    """Draw one seal, and ask its ring for its unit's name."""
    chance = random.Random(seed)
    name = drawn_name(chance)
    engraved = name if chance.random() < 0.5 else with_look_alike(chance, name)
    seal = unit_seal(chance, "unit", engraved)
    view = drawn_view(chance, replace(seal, face=drawn_face(chance, engraved)))
    rings = [read_ring(view, reader, [name]) for reader in _readers]
    return Asked(engraved == name, tuple(ring.agreement.confidence if ring.agreement else 0.0 for ring in rings))


def drawn_name(chance: random.Random) -> str:
    """Draws a unit's name; every third one has a rare character."""
    name = drawn_unit(chance, chance.choice(list(PREFIXES))).name
    if chance.random() > WITH_RARE:
        return name
    place = chance.randrange(BEFORE, len(name) - BEHIND)
    return name[:place] + chance.choice(RARE) + name[place + 1 :]


def with_look_alike(chance: random.Random, name: str) -> str:
    """`name` with one character replaced by one that looks like it."""
    place = chance.choice([place for place, character in enumerate(name) if look_alikes(character)])
    return name[:place] + drawn_look_alike(chance, name[place]) + name[place + 1 :]


def table(found: Sequence[Asked]) -> Table:
    """For each reader and confidence, how many true and false names reach it."""
    drawn = Table("asked", "confidence at least", "true names borne out", "false names borne out")
    for place, reader in enumerate(READERS):
        true, false = ([one.confidences[place] for one in found if one.is_true is truth] for truth in (True, False))
        for least in CONFIDENCES:
            reached = (f"{sum(one >= least for one in kind)} of {len(kind)}" for kind in (true, false))
            drawn.add_row(reader, f"{least:.2f}", *reached)
        drawn.add_section()
    return drawn


def _load() -> None:
    cv2.setNumThreads(1)
    both, stock = RapidReader(), RapidReader()
    stock.hard_text = stock
    _readers.extend((stock, both.hard_text, both))


def _measured(seeds: range, processes: int) -> Iterator[Asked]:
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_load) as pool:
        yield from pool.map(asked, seeds, chunksize=8)


@click.command()
@click.option("--count", default=300, show_default=True, help="How many seals.")
@click.option("--seed", default=15800000, show_default=True, help="Of the first one.")
@click.option("--processes", default=2, show_default=True)
def main(count: int, seed: int, processes: int) -> None:
    """Ask badly pressed rings for names that they say, and for names that they nearly say."""
    Console(width=100).print(table(list(_measured(range(seed, seed + count), processes))))


if __name__ == "__main__":
    main()
