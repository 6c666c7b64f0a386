"""A tampered case is one that passes everywhere else, and its honest likenesses pass altogether."""

import pytest

from tests.specimens.case import KINDS, TAMPERED_KINDS, draw_case
from tests.specimens.tampering import NOTED, TAMPERINGS
from tests.specimens_test.test_case import content_of


@pytest.mark.parametrize("kind", TAMPERED_KINDS)
def test_only_the_integrity_check_is_concerned(kind: str) -> None:
    truth = draw_case(5, kind, "born_digital").truth
    assert truth["kind"] == kind
    if TAMPERINGS[kind].reason not in ("", NOTED):
        assert (truth["must_not_pass"], truth["verdict"]) == (["integrity"], "review")
    else:
        assert (truth["must_not_pass"], truth["verdict"]) == ([], "pass")


def test_none_of_them_is_among_the_usual_kinds() -> None:
    assert not set(TAMPERED_KINDS) & set(KINDS)


@pytest.mark.parametrize("kind", ["one_stamp", "one_picture"])
def test_both_documents_bear_the_same_engraving(kind: str) -> None:
    documents = draw_case(6, kind, "scan").truth["documents"]
    unit = [[seal for seal in documents[slot]["seals"] if seal["owner"] == "unit"] for slot in documents]
    same = ("text", "number", "shape")
    assert [[seal[key] for key in same] for seal in unit[0]] == [[seal[key] for key in same] for seal in unit[1]]


def test_one_picture_lies_equally_on_both_and_one_stamp_does_not() -> None:
    tilts = {
        kind: {
            round(seal["tilt"], 3)
            for document in draw_case(6, kind, "scan").truth["documents"].values()
            for seal in document["seals"]
            if "tilt" in seal and seal["owner"] == "unit"
        }
        for kind in ("one_stamp", "one_picture")
    }
    assert len(tilts["one_picture"]) == 1
    assert len(tilts["one_stamp"]) == 2


@pytest.mark.parametrize("kind", ["signed", "changed_after_signing", "signature_broken"])
def test_signed_kinds_are_pdf_files_with_a_signature(kind: str) -> None:
    case = draw_case(7, kind, "photo")
    assert all(b"/ByteRange" in content_of(case, slot) for slot in ("certificate", "letter"))
