"""What the databases of weaknesses say is told as what it is, and so is their silence."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deploy.audit import NOBODY_ANSWERED, answer_of, main

SAFE = {"name": "flask", "version": "3.1.0", "vulns": []}
WEAK = {"name": "pillow", "version": "9.0.0", "vulns": [{"id": "PYSEC-2022-10"}, {"id": "PYSEC-2022-9"}]}
UNKNOWN = {"name": "own", "skip_reason": "Dependency not found"}


def pip_audit_says(monkeypatch: pytest.MonkeyPatch, by_service: dict[str, str]) -> list[str]:
    asked = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        asked.append(f"{Path(command[4]).name} {command[-1]}")
        return subprocess.CompletedProcess(command, 1, by_service.get(command[-1], ""), "")

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def said(*packages: object) -> str:
    return json.dumps({"dependencies": packages})


def test_a_weakness_is_named_and_so_is_what_the_database_does_not_know() -> None:
    answer = answer_of({"dependencies": [SAFE, WEAK, UNKNOWN]})
    assert answer is not None
    assert answer.known == ("pillow 9.0.0: PYSEC-2022-10, PYSEC-2022-9",)
    assert (answer.audited, answer.passed_over) == (2, ("own",))


def test_a_database_that_knows_no_package_was_not_there() -> None:
    assert answer_of({"dependencies": [UNKNOWN, UNKNOWN]}) is None


def test_silence_is_told_and_never_taken_for_safety(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = pip_audit_says(monkeypatch, {"pypi": said(UNKNOWN), "osv": "no connection"})
    assert main() == NOBODY_ANSWERED
    assert asked == ["objects.txt pypi", "objects.txt osv"]
    assert "no database of weaknesses can be reached" in capsys.readouterr().err


@pytest.mark.parametrize(("packages", "status"), [((SAFE,), 0), ((SAFE, WEAK), 1)])
def test_the_second_database_is_asked_where_the_first_is_silent(
    packages: tuple[object, ...], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pip_audit_says(monkeypatch, {"osv": said(*packages)})
    assert main() == status
