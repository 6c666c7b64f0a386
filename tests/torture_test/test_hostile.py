"""The report on hostile files tells what became of them, and of a pass that did not come to its end."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.torture.hostile import hand_in

_REFUSED = {"part": "certificate", "code": "FILE_DAMAGED", "message": "文件已损坏。"}
_VERIFY = """
import json, pathlib, sys
inbox, results, ending = pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[5]), sys.argv[1]
if ending:
    sys.exit("first words\\n" + ending)
lines = []
for folder in sorted(inbox.iterdir()):
    content = next(folder.glob("certificate*")).read_bytes()
    problems = [PROBLEM] if content.startswith(b"bad") or content == b"moody" and "-1." in results.name else []
    read = {"documents": {"certificate": {"type": "other"}}, "problems": problems, "seconds": len(content)}
    lines.append(json.dumps({"submission": folder.name, **read}))
results.write_text("\\n".join(lines))
"""


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    found = [tmp_path / name for name in ("bad.pdf", "moody.png", "fine.jpg")]
    for file in found:
        file.write_bytes(file.stem.encode())
    return found


def verify(folder: Path, ending: str = "") -> tuple[str, ...]:
    """A stand-in for the command."""
    program = folder / "verify.py"
    program.write_text(_VERIFY.replace("PROBLEM", repr(_REFUSED)), encoding="utf-8")
    return (sys.executable, str(program), ending)


def test_outcomes_are_counted_and_what_says_something_else_again_is_named(files: list[Path], tmp_path: Path) -> None:
    report = hand_in(files, tmp_path / "yard", verify(tmp_path))
    assert dict(report.outcomes) == {"certificate_type FILE_DAMAGED: 文件已损坏。": 2, "read as other": 1}
    assert report.slowest == "moody.png, 5 s"
    (different,) = report.wrong
    assert different.startswith("moody.png (hostile-0001): certificate_type FILE_DAMAGED")
    assert different.endswith("and then read as other")
    assert "3 hostile files, twice" in report.text


def test_a_pass_that_did_not_end_well_is_told_with_its_last_words(files: list[Path], tmp_path: Path) -> None:
    report = hand_in(files, tmp_path / "yard", verify(tmp_path, "the engine does not start"))
    assert report.wrong == ("verify ended with status 1: the engine does not start",) * 2
    assert not report.outcomes
