"""`python -m tests.benchmarks.impressions`: how long it takes to find a copied seal among a million impressions.

Words are drawn so that strangers share one as often as drawn seals do: some are as common as in one impression of a few
hundred, most are rare.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.database import reading, writing
from models.documents import Document
from models.findings import Fingerprint
from models.impressions import IMPRESSIONS
from models.store import Store
from models.submissions import Submission
from tests.factories import new_database, new_submission, stored_files

WORDS = 8
COMMON = 0.15
"""Share of words that are among the common ones."""
OF_COMMON = 64
AT_ONCE = 100_000
LOOKUPS = 50
THEIRS: dict[str, Any] = {"credit_code": "91430602MA4TT0017L", "unit_name": "平江县样品建材贸易中心"}

Words = NDArray[np.int64]


def drawn_words(count: int, chance: np.random.Generator) -> Words:
    """`count` fingerprints of eight words each."""
    rare = chance.integers(0, 1 << 16, (count, WORDS))
    common = chance.integers(0, 1 << 16, (OF_COMMON, WORDS))
    chosen = common[chance.integers(0, OF_COMMON, (count, WORDS)), np.arange(WORDS)]
    return np.where(chance.random((count, WORDS)) < COMMON, chosen, rare)


def fill(engine: Engine, words: Words, document_id: int) -> None:
    """Write the impressions and the index of their words, in the order of their keys."""
    with engine.begin() as connection:
        for rows in _in_parts(_impressions(words, document_id)):
            connection.exec_driver_sql(
                "INSERT INTO seal_impression (id, document_id, sha256, bits) VALUES (?, ?, '', ?)", rows
            )
        keys = (words + (np.arange(WORDS) << 16)).ravel()
        owners = np.repeat(np.arange(1, len(words) + 1), WORDS)
        order = np.argsort(keys, kind="stable")
        pairs = zip(keys[order].tolist(), owners[order].tolist(), strict=True)
        for rows in _in_parts(pairs):
            connection.exec_driver_sql("INSERT INTO impression_word (word, impression_id) VALUES (?, ?)", rows)


def copy_of(words: Words, chance: np.random.Generator) -> Fingerprint:
    """The fingerprint of a copy, with a few bits turned; the unsure ones are drawn too."""
    turned = [int(word) ^ (1 << int(chance.integers(16)) if chance.random() < 0.7 else 0) for word in words]
    unsure = tuple(tuple(int(bit) for bit in chance.choice(16, 3, replace=False)) for _ in turned)
    return Fingerprint(tuple(turned), unsure)


def _impressions(words: Words, document_id: int) -> Iterator[tuple[int, int, bytes]]:
    for number, row in enumerate(words.astype(">u2"), start=1):
        yield number, document_id, row.tobytes()


def _in_parts(rows: Iterator[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def measured(session: Session, own: Submission, words: Words, chance: np.random.Generator) -> tuple[list[float], int]:
    """Milliseconds of each lookup, and how many copies were found."""
    times, found = [], 0
    for number in chance.integers(0, len(words), LOOKUPS):
        fingerprint = copy_of(words[number], chance)
        begun = time.perf_counter()
        found += bool(IMPRESSIONS.of_others(session, fingerprint, own))
        times.append(1000 * (time.perf_counter() - begun))
    return times, found


@click.command()
@click.option("--count", default=1_000_000, show_default=True, help="Impressions.")
@click.option("--seed", default=1, show_default=True)
def main(count: int, seed: int) -> None:
    """Fill a database with impressions, and look for copies of some of them."""
    chance = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as folder:
        engine = new_database(Path(folder))
        files = stored_files(Store(f"{folder}/store"))
        with writing(engine) as session:
            theirs = new_submission(session, files, "theirs", **THEIRS)
            own = new_submission(session, files, "ours")
            document = session.scalars(select(Document.id).where(Document.submission_id == theirs.id)).first()
        words = drawn_words(count, chance)
        fill(engine, words, document or 0)
        with reading(engine) as session:
            times, found = measured(session, own, words, chance)
        engine.dispose()
    median, slowest = float(np.median(times)), max(times)
    click.echo(
        f"{count} impressions: {median:.0f} ms in the middle, {slowest:.0f} ms at most, {found} of {LOOKUPS} found"
    )


if __name__ == "__main__":
    main()
