"""Seals on real documents, where a folder of them lies beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from models.findings import Seal
from ocr.engines import Picture, Reader
from ocr.seals import read_seals

REAL = Path(__file__).resolve().parents[4] / "shared" / "real"
LEAST_SIDE = 120
"""Pixels of a seal's shorter side from which its text is expected to be legible."""

# The project stands without these pictures; the seals that it draws itself are read in test_read.
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the pictures that lie beside the project are not there")


def documents() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((REAL / "truth.json").read_text("utf-8")) if REAL.is_dir() else []
    return listed


def decoded(name: str) -> Picture:
    return np.asarray(cv2.imread(str(REAL / name), cv2.IMREAD_COLOR), np.uint8)


def official(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [seal for seal in document["seals"] if seal.get("official_seal", True)]


def at(seals: list[Seal], box: list[int]) -> Seal | None:
    middle = (box[0] + box[2] / 2, box[1] + box[3] / 2)
    for seal in seals:
        x, y, width, height = seal.box
        if abs(x + width / 2 - middle[0]) < 0.12 * width and abs(y + height / 2 - middle[1]) < 0.12 * height:
            return seal
    return None


def test_every_seal_is_found_nothing_else_is_and_nearly_all_rings_are_read_exactly(reader: Reader) -> None:
    legible = exact = 0
    for document in documents():
        seals = [reading.seal for reading in read_seals(decoded(document["file"]), reader)]
        found = [(at(seals, seal["bbox"]), seal) for seal in official(document)]
        assert all(seal is not None for seal, _ in found), document["file"]
        known = [at([seal], truth["bbox"]) for seal in seals for truth in document["seals"]]
        assert len([seal for seal in known if seal is not None]) == len(seals), document["file"]
        clear = [
            (seal, truth) for seal, truth in found if min(truth["bbox"][2:]) >= LEAST_SIDE or truth["shape"] == "round"
        ]
        legible += len(clear)
        exact += sum(seal is not None and seal.text == truth["text"].split(" ")[0] for seal, truth in clear)
    assert exact >= 0.8 * legible


def test_pictures_without_seals_have_none(reader: Reader) -> None:
    for document in documents():
        if not document["seals"]:
            assert read_seals(decoded(document["file"]), reader) == (), document["file"]
