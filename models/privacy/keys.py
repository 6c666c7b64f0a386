"""The keys of personal data (个人信息密钥): some that encrypt, the newest first, and one that makes the keyed hashes.

What is encrypted can be read with any of the keys; the newest one writes. The hashing key is never changed, so that a
hash stays what it is when the others are changed (`zhenghe keys rotate`). The files are looked at before each use:
a process that runs while the keys change goes on with the new ones.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from models.errors import ConfigurationError
from models.kept_secret import kept_secret
from models.settings import Settings, load_settings

KEYS_FILE, INDEX_FILE = "personal_keys", "index_key"
"""In the home folder."""
INDEX_BYTES = 32


class KeyMissing(ConfigurationError):
    """Something is encrypted with a key that is not among those in force."""

    code = "KEY_MISSING"
    message_zh = "个人信息的密钥缺失或不符，无法读取。请系统管理员恢复 personal_keys 和 index_key 文件后重新启动。"
    message_en = (
        "Personal data cannot be read: its key is missing. "
        "Restore the files personal_keys and index_key from their backup, and start again."
    )


@dataclass(frozen=True)
class Keys:
    """What encrypts, decrypts and hashes personal data."""

    encrypting: tuple[str, ...] = field(repr=False)
    """Fernet keys, the newest first."""
    index: bytes = field(repr=False)

    def seal(self, content: bytes) -> str:
        """`content`, encrypted with the newest key."""
        return Fernet(self.encrypting[0]).encrypt(content).decode("ascii")

    def open(self, sealed: str) -> bytes:
        """What was sealed. Raises KeyMissing where none of the keys fits."""
        try:
            return MultiFernet([Fernet(key) for key in self.encrypting]).decrypt(sealed)
        except InvalidToken as error:
            raise KeyMissing from error

    def is_newest(self, sealed: str) -> bool:
        """Whether the newest key sealed it."""
        try:
            Fernet(self.encrypting[0]).decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def fingerprint(self, text: str) -> str:
        """A keyed hash (HMAC-SHA-256) of `text`, by which equal values are found; empty for the empty text."""
        return hmac.new(self.index, text.encode(), hashlib.sha256).hexdigest() if text else ""


@dataclass
class _InForce:
    """The settings that name the keys, and the keys as they were last read."""

    settings: Settings | None = None
    keys: Keys | None = None
    state: tuple[object, ...] = ()


_in_force = _InForce()


def use_keys(settings: Settings) -> None:
    """From now on this process takes the keys that `settings` name. Raises ConfigurationError where they cannot be."""
    _in_force.settings, _in_force.keys = settings, None
    keys()


def keys() -> Keys:
    """The keys in force; those of the settings in force where none were named yet. Raises ConfigurationError."""
    settings = _in_force.settings
    if settings is None:
        settings = _in_force.settings = load_settings()
    state = (_state(settings.home / KEYS_FILE), _state(settings.home / INDEX_FILE))
    if _in_force.keys is None or state != _in_force.state:
        _in_force.keys = keys_of(settings)
        _in_force.state = (_state(settings.home / KEYS_FILE), _state(settings.home / INDEX_FILE))
    return _in_force.keys


def keys_of(settings: Settings) -> Keys:
    """The keys that `settings` name: those that are set, or those of the files, made where there are none."""
    given = settings.personal_keys.get_secret_value().replace(",", "\n")
    encrypting = given or _kept(settings.home / KEYS_FILE, "ZHENGHE_PERSONAL_KEYS")
    index = settings.index_key.get_secret_value() or _kept(settings.home / INDEX_FILE, "ZHENGHE_INDEX_KEY")
    return Keys(_checked(encrypting.split()), _index(index))


def new_key() -> str:
    """A new encrypting key."""
    return Fernet.generate_key().decode("ascii")


def _kept(path: Path, setting: str) -> str:
    make = new_key if path.name == KEYS_FILE else _new_index
    try:
        return kept_secret(path, make)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(setting=setting) from error


def _new_index() -> str:
    return secrets.token_hex(INDEX_BYTES)


def _checked(encrypting: list[str]) -> tuple[str, ...]:
    try:
        for key in encrypting:
            Fernet(key)
    except ValueError as error:
        raise ConfigurationError(setting="ZHENGHE_PERSONAL_KEYS") from error
    if not encrypting:
        raise ConfigurationError(setting="ZHENGHE_PERSONAL_KEYS")
    return tuple(encrypting)


def _index(text: str) -> bytes:
    try:
        index = bytes.fromhex(text)
    except ValueError as error:
        raise ConfigurationError(setting="ZHENGHE_INDEX_KEY") from error
    if len(index) < INDEX_BYTES:
        raise ConfigurationError(setting="ZHENGHE_INDEX_KEY")
    return index


def _state(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size)
