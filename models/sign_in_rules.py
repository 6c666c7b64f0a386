"""Usernames (用户名) and passwords (密码) that a registration may choose.

The portal's own rules are not published. These follow what classified protection (等级保护, third level) usually asks
for; the numbers are settings, and the authority is to confirm them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from models.settings import Settings

LONGEST_PASSWORD = 64
"""Characters; hashing a longer one only keeps the machine busy."""
_CLASSES = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"[0-9]"), re.compile(r"[^a-zA-Z0-9]"))
_LOOK_ALIKES = str.maketrans("@0134$5!", "aoleassi")
_SHORTEST_PERSONAL = 4
"""Parts of a name or number that are shorter may occur by chance."""


class PasswordFault(StrEnum):
    """What is wrong with a password."""

    LENGTH = "length"
    CHARACTERS = "characters"
    CLASSES = "classes"
    PERSONAL = "personal"
    WEAK = "weak"


@dataclass(frozen=True)
class SignInRules:
    """What usernames and passwords must be like."""

    shortest_username: int = 4
    longest_username: int = 20
    shortest_password: int = 8
    longest_password: int = 20
    password_classes: int = 3
    """Of small letters, capitals, digits and others."""

    def is_username(self, text: str) -> bool:
        """Whether `text` is letters, digits and underscores, beginning with a letter, of the right length."""
        inside = self.shortest_username <= len(text) <= self.longest_username
        return inside and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", text) is not None

    def password_fault(self, password: str, username: str, numbers: Iterable[str] = ()) -> PasswordFault | None:
        """What is wrong with `password`, or None; it may hold neither the username nor the end of one of `numbers`."""
        if not self.shortest_password <= len(password) <= self.longest_password:
            return PasswordFault.LENGTH
        if not password.isprintable() or " " in password:
            return PasswordFault.CHARACTERS
        if sum(kind.search(password) is not None for kind in _CLASSES) < self.password_classes:
            return PasswordFault.CLASSES
        if _holds_personal(password.casefold(), username.casefold(), numbers):
            return PasswordFault.PERSONAL
        return PasswordFault.WEAK if _is_weak(password) else None


def sign_in_rules(settings: Settings) -> SignInRules:
    """The rules that the settings give."""
    return SignInRules(
        settings.shortest_username,
        settings.longest_username,
        settings.shortest_password,
        settings.longest_password,
        settings.password_classes,
    )


def _holds_personal(password: str, username: str, numbers: Iterable[str]) -> bool:
    parts = [username, *(number[-6:].casefold() for number in numbers)]
    return any(len(part) >= _SHORTEST_PERSONAL and part in password for part in parts)


def _is_weak(password: str) -> bool:
    """Whether what is left of `password` without capitals, look-alikes and its ends is a weak word."""
    inner = re.sub(r"^[^a-z]+|[^a-z]+$", "", password.casefold())
    return not {inner, inner.translate(_LOOK_ALIKES)}.isdisjoint(_weak_passwords())


@cache
def _weak_passwords() -> frozenset[str]:
    words: list[str] = json.loads(files("models").joinpath("weak_passwords.json").read_text(encoding="utf-8"))
    return frozenset(words)
