"""The measurement of looking for copied seals finds what it put in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sqlalchemy import select

from models.database import reading, writing
from models.documents import Document
from models.store import Store
from tests.benchmarks.impressions import LOOKUPS, THEIRS, drawn_words, fill, measured
from tests.factories import new_database, new_submission, stored_files


def test_most_copies_are_found_among_strangers(tmp_path: Path) -> None:
    engine = new_database(tmp_path)
    files = stored_files(Store(str(tmp_path / "store")))
    with writing(engine) as session:
        theirs, own = new_submission(session, files, "theirs", **THEIRS), new_submission(session, files, "ours")
        document = session.scalars(select(Document.id).where(Document.submission_id == theirs.id)).first()
    chance = np.random.default_rng(5)
    words = drawn_words(400, chance)
    assert document is not None
    fill(engine, words, document)
    with reading(engine) as session:
        times, found = measured(session, own, words, chance)
    assert len(times) == LOOKUPS
    assert found > 0.85 * LOOKUPS
