"""The key that signs sessions: the one that is set, or one that is made once and kept."""

from __future__ import annotations

import secrets

from models.errors import ConfigurationError
from models.kept_secret import kept_secret
from models.settings import Settings

KEY_BYTES = 32


def secret_key(settings: Settings) -> str:
    """The key in force. Raises ConfigurationError where none is set and none can be kept."""
    return settings.secret_key.get_secret_value() or _kept_key(settings)


def _kept_key(settings: Settings) -> str:
    try:
        key = kept_secret(settings.home / "secret_key", lambda: secrets.token_hex(KEY_BYTES))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(setting="ZHENGHE_SECRET_KEY") from error
    if len(key) < KEY_BYTES:
        raise ConfigurationError(setting="ZHENGHE_SECRET_KEY")
    return key
