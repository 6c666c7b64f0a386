"""The measurement of the integrity check: what it draws, and what it calls an alarm."""

from __future__ import annotations

from rich.console import Console

from tests.evaluation.integrity import HONEST, Noticed, Specimen, check_specimen, planned, report
from tests.specimens.case import QUALITIES, TAMPERED_KINDS


def test_honest_kinds_are_drawn_most_and_in_every_quality() -> None:
    specimens = planned(8, seed=3)
    of = {kind: [each for each in specimens if each.kind == kind] for kind in ("clean", *TAMPERED_KINDS)}
    assert {kind: len(found) for kind, found in of.items()} == {kind: 8 if kind in HONEST else 4 for kind in of}
    assert all({each.quality for each in found} == set(QUALITIES) for found in of.values())


def test_a_specimen_is_judged_by_the_check_itself() -> None:
    assert check_specimen(Specimen(8, "signature_broken", "born_digital")).reason == "SIGNATURE_BROKEN"
    assert check_specimen(Specimen(8, "signed", "born_digital")).reason == "NOTED"


def test_false_alarms_are_named() -> None:
    console = Console(width=160, record=True)
    alarm = Noticed(Specimen(7, "clean", "scan"), "SEAL_PICTURE_TWICE")
    quiet = Noticed(Specimen(8, "clean", "photo"), "NOTHING_NOTICED")
    report([alarm, quiet, Noticed(Specimen(9, "one_picture", "scan"), "SEAL_PICTURE_TWICE")], console)
    said = console.export_text()
    assert "false alarm: 7 clean scan SEAL_PICTURE_TWICE" in said
    assert said.count("false alarm") == 1
    assert "50.0 %" in said
    assert "100.0 %" in said
