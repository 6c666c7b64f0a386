"""The key that signs sessions."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from models.errors import ConfigurationError
from models.settings import Settings
from webqueue.secret_key import secret_key


def _settings(home: Path, **values: str) -> Settings:
    chosen: dict[str, Any] = {"home": home, "_env_file": None, **values}
    return Settings(**chosen)


def test_it_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = secret_key(_settings(tmp_path / "new"))
    assert len(first) >= 32
    assert secret_key(_settings(tmp_path / "new")) == first
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_the_one_that_is_set_wins(tmp_path: Path) -> None:
    assert secret_key(_settings(tmp_path, secret_key="k" * 40)) == "k" * 40
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe" * 40])
def test_a_broken_key_file_is_named_and_not_used(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(ConfigurationError, match="ZHENGHE_SECRET_KEY"):
        secret_key(_settings(tmp_path))


def test_a_home_that_cannot_be_written_is_a_setting_that_cannot_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError):
        secret_key(_settings(tmp_path / "file"))
