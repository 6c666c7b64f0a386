"""The key that signs sessions: the one that is set, or one that is made once and kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from models.errors import ConfigurationError
from models.settings import Settings

KEY_BYTES = 32


def secret_key(settings: Settings) -> str:
    """The key in force. Raises ConfigurationError where none is set and none can be kept."""
    given = settings.secret_key.get_secret_value()
    return given or _kept_key(settings.home / "secret_key")


def _kept_key(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_once(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(setting="ZHENGHE_SECRET_KEY") from error
    if len(key) < KEY_BYTES:
        raise ConfigurationError(setting="ZHENGHE_SECRET_KEY")
    return key


def _write_once(path: Path) -> None:
    # Written aside and linked into place: of two processes that start at once, both end up with the same whole key.
    if path.exists():
        return
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.touch(mode=0o600)
    try:
        partial.write_text(secrets.token_hex(KEY_BYTES), encoding="ascii")
        path.hardlink_to(partial)
    except FileExistsError:
        return
    finally:
        partial.unlink(missing_ok=True)
