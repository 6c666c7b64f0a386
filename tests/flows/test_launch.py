"""Starting a verification from the pages: quick, and never in their way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows import launch
from flows.engine_server import free_port


def test_where_no_server_is_the_answer_is_no_and_comes_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{free_port()}/api")
    assert launch.start_verification(1) is False


def test_a_server_that_is_busy_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True])
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    monkeypatch.setattr(launch, "answers", lambda _address: True)
    monkeypatch.setattr(launch, "_started", lambda _deployment, _parameters: next(answers))
    assert launch.start_verification(1) is True


def test_a_server_that_stays_busy_leaves_the_work_to_a_later_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    monkeypatch.setattr(launch, "answers", lambda _address: True)
    monkeypatch.setattr(launch, "_started", lambda _deployment, _parameters: False)
    assert launch.start_verification(1) is False


def test_the_pages_load_neither_the_engine_nor_the_reading() -> None:
    program = "import sys, flows.launch; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"prefect", "ocr", "cv2", "numpy"} & set(loaded)
