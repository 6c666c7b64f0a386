"""Of a real picture, what its truth names is asked for, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from models.findings import CodeReading, DocumentReading, FieldReading, Marking
from tests.evaluation import real
from tests.factories import new_reading


class _Read:
    reading: DocumentReading = new_reading(
        credit_code=CodeReading("91430602MA4TT0009I", 0.6),
        unit_name=FieldReading("示例公司", 0.9),
        marking=Marking(found=True, text="仅供注册使用"),
        fields={"date": FieldReading("2026年11月1日", 0.9)},
    )


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({"kind": "certificate", "unit_name": "示例公司"}, []),
        ({"kind": "certificate", "credit_code": "91430602MA4TT0009T"}, ["credit code"]),
        ({"kind": "certificate", "marking": "仅供注册使用。"}, []),
        ({"kind": "letter", "fields": {"date": "2026年11月2日", "mobile": "1"}}, ["field date", "field mobile"]),
        ({"kind": "certificate", "seals": [{"text": "示例公司"}]}, ["ring text"]),
    ],
)
def test_what_the_truth_names_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: dict[str, object], wrong: list[str]
) -> None:
    monkeypatch.setattr(real, "build_readers", lambda: None)
    monkeypatch.setattr(real, "read_document", lambda _content, _readers: _Read)
    (tmp_path / "page.jpg").write_bytes(b"x")
    (tmp_path / "truth.json").write_text(json.dumps([{"file": "page.jpg", **entry}]), encoding="utf-8")
    readings = real.evaluate_real(tmp_path, Console(quiet=True))
    assert [reading.what for reading in readings if not reading.exact] == wrong
    assert readings
