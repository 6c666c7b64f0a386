"""What reviewers corrected, as truth for the evaluation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands.corrections import corrections
from models.audit import Actor
from models.corrections import correct_reading
from models.database import writing
from models.findings import Slot
from models.submissions import Submission
from tests.webqueue.world import World, add_case, make_world

NAME = "岳阳市示例技术有限公司（更正）"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A case of which a name, a ring, a date and an identity number were corrected."""
    world = make_world(tmp_path / "home")
    monkeypatch.setenv("ZHENGHE_HOME", str(world.settings.home))
    case = add_case(world)
    actor = Actor("reviewer", "reviewer", world.reviewer.id)
    with writing(world.engine) as session:
        submission = session.get_one(Submission, case)
        for where, value in (
            ((Slot.CERTIFICATE, "unit_name"), NAME),
            ((Slot.CERTIFICATE, "ring.0"), "岳阳市市场监督管理总局"),
            ((Slot.LETTER, "field.id_number"), "430602199001010013"),
            ((Slot.LETTER, "field.date"), "2026年11月1日"),
        ):
            correct_reading(session, submission, 1, where, value, actor)
    return world


def _truth(folder: Path, *options: str) -> dict[str, dict[str, object]]:
    result = CliRunner().invoke(corrections, [str(folder), *options], standalone_mode=False)
    assert result.exception is None
    assert "2" in result.output
    entries = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert all((folder / entry["file"]).stat().st_size > 0 for entry in entries)
    return {entry["kind"]: entry for entry in entries}


@pytest.mark.usefixtures("world")
def test_each_corrected_page_comes_with_what_stands_on_it(tmp_path: Path) -> None:
    truth = _truth(tmp_path / "out")
    certificate = truth["certificate"]
    assert certificate["unit_name"] == NAME
    assert certificate["seals"][0]["text"] == "岳阳市市场监督管理总局"  # type: ignore[index]
    assert "credit_code" not in certificate
    assert truth["letter"]["fields"] == {"date": "2026年11月1日"}


@pytest.mark.usefixtures("world")
def test_personal_numbers_are_written_only_where_they_are_asked_for(tmp_path: Path) -> None:
    truth = _truth(tmp_path / "out", "--personal")
    assert truth["letter"]["fields"] == {"id_number": "430602199001010013", "date": "2026年11月1日"}
