"""The inbox is written as the nightly run expects to find it."""

import json
from pathlib import Path

import pytest

from tests.specimens import fonts
from tests.specimens.__main__ import drawn_cases
from tests.specimens.case import draw_case
from tests.specimens.inbox import write_inbox


def test_each_submission_has_its_two_documents_and_its_form(tmp_path: Path) -> None:
    cases = [draw_case(1), draw_case(2, "marking_missing")]
    truth = write_inbox(tmp_path / "inbox", cases)
    assert truth == tmp_path / "truth.json"
    for case in cases:
        names = {path.stem for path in (tmp_path / "inbox" / case.reference).iterdir()}
        assert names == {"certificate", "letter", "form"}
    form = json.loads((tmp_path / "inbox" / "2026-000001" / "form.json").read_text(encoding="utf-8"))
    assert form["unit_name"] == cases[0].form["unit_name"]
    assert json.loads(truth.read_text(encoding="utf-8"))["2026-000002"]["must_not_pass"] == ["marking"]


def test_a_run_mixes_clean_submissions_with_wrong_ones() -> None:
    cases = list(drawn_cases(12, seed=1, qualities=["born_digital"]))
    kinds = {case.kind for case in cases}
    assert "clean" in kinds
    assert len(kinds) > 4
    assert len({case.reference for case in cases}) == 12


def test_a_missing_hand_font_names_the_way_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "PROJECT", tmp_path)
    monkeypatch.delenv(fonts.HAND_FONTS_VARIABLE, raising=False)
    fonts._hand_font_path.cache_clear()
    with pytest.raises(fonts.FontMissingError, match="npm ci"):
        _ = fonts.LONG_CANG.path
    fonts._hand_font_path.cache_clear()
