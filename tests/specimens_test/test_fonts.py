"""Every face is there, has what is set in it, and is what it says that it is."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.specimens import fonts
from tests.specimens.case import CERTIFICATES
from tests.specimens.documents import Document, Rendering, certificate_document, letter_document, unrelated_document
from tests.specimens.fonts import Typeface, covering, has_glyph
from tests.specimens.plan import clean_plan
from tests.specimens.units import drawn_unit

SYSTEM = sorted({face for face in vars(fonts).values() if isinstance(face, Typeface) and not face.is_hand}, key=str)
LISTS = (fonts.SONG, fonts.SONG_BOLD, fonts.HEI, fonts.HEI_BOLD, fonts.KAI, fonts.EMBEDDABLE)
PRINTED = sorted({*SYSTEM, *(face for faces in LISTS for face in faces)}, key=str)
TRUETYPE = b"\x00\x01\x00\x00"
SMALL = 1.0
"""Pixels a millimetre: what is set in which face does not depend on it, and it is quick."""


def drawn_documents(seed: int, certificate: str, embeddable_only: bool) -> Iterator[Document]:
    chance = random.Random(f"{seed} {certificate}")
    plan = clean_plan(chance, drawn_unit(chance, certificate))
    rendering = Rendering(SMALL, embeddable_only, may_be_photocopy=False)
    yield certificate_document(chance, plan, rendering)
    yield letter_document(chance, plan, rendering)
    yield unrelated_document(chance, rendering)


@pytest.mark.parametrize("embeddable_only", [True, False], ids=["text layer", "any face"])
@pytest.mark.parametrize("certificate", CERTIFICATES)
def test_nothing_is_set_in_a_face_that_lacks_a_character_of_it(certificate: str, embeddable_only: bool) -> None:
    for seed in range(15):
        for document in drawn_documents(seed, certificate, embeddable_only):
            for run in document.sheet.texts:
                assert [character for character in run.text if not has_glyph(run.face, character)] == [], run.face.file


@pytest.mark.parametrize("face", PRINTED, ids=lambda face: face.file.rsplit("/", 1)[-1])
def test_a_face_is_embeddable_where_it_has_truetype_outlines(face: Typeface) -> None:
    content = Path(face.path).read_bytes()
    start = int.from_bytes(content[12:16], "big") if content.startswith(b"ttcf") else 0
    assert (content[start : start + 4] == TRUETYPE) == face.embeddable


def test_a_character_that_a_face_lacks_is_known_and_the_face_left_out() -> None:
    assert not has_glyph(fonts.GBSN, "¥")
    assert has_glyph(fonts.UMING, "¥")
    assert covering([fonts.GBSN, fonts.UMING], "¥30万元") == [fonts.UMING]


def test_where_no_face_has_all_the_plain_one_is_left() -> None:
    assert covering([fonts.GBSN], "¥") == [fonts.UKAI]
