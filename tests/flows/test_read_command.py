"""zhenghe read: what is found on one file, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import command_line
from flows.commands import read as command
from models.findings import Signature, SignatureState
from tests.factories import new_reading
from tests.flows.stand_in import ReadContent
from tests.readings import a_seal


def test_seals_and_electronic_signatures_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    signature = Signature("示例公司", SignatureState.CHANGED_SINCE, covers_file=False, signed_at="2026-03-16")
    found = ReadContent(new_reading(seals=(a_seal(text="示例印章"),), signatures=(signature,)), {})
    monkeypatch.setattr(command, "prepare", lambda _equipment: None)
    monkeypatch.setattr(command, "read_document", lambda *_: found)
    file = tmp_path / "licence.pdf"
    file.write_bytes(b"%PDF")
    assert command_line.run(["read", str(file)]) == 0
    told = capsys.readouterr().out
    assert "示例印章" in told
    assert "示例公司 changed_since 2026-03-16" in told
