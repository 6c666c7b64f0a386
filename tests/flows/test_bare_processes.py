"""A spawned process does not load the program that started its parent."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from flows.bare_processes import BareContext


def test_the_program_of_the_parent_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = ModuleType("__main__")
    program.__file__ = str(tmp_path / "program.py")
    Path(program.__file__).write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "__main__", program)
    process = BareContext().Process(target=os.getpid)
    process.start()
    process.join()
    assert process.exitcode == 0
    assert sys.modules["__main__"] is program
