"""Columns whose contents are encrypted in the database, and plain values for whoever loads a row."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import JSON, Dialect, String, TypeDecorator

from models.identity import normalise_id_number
from models.privacy.keys import Keys, keys

SEALED_LENGTH = 2048
"""Characters that a sealed line of text may have: 255 characters of four bytes each need fewer."""
PERSONAL = ("id_number", "mobile")
"""What is sealed within a form."""


class SealedText(TypeDecorator[str]):
    """A line of text, encrypted; the empty one stays empty."""

    impl = String(SEALED_LENGTH)
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """`value` as it is stored."""
        return value and seal_text(keys(), value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        """The stored text in plain. Raises KeyMissing."""
        return value and open_text(keys(), value)


class SealedJson(TypeDecorator[Any]):
    """JSON values, compressed and encrypted, in a JSON column that holds one string."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """`value` as it is stored."""
        return None if value is None else seal_json(keys(), value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        """The stored values. Raises KeyMissing."""
        return None if value is None else open_json(keys(), value)


class SealedForm(TypeDecorator[dict[str, Any]]):
    """A form as JSON, in which the operator's identity number and mobile number are encrypted."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, _dialect: Dialect) -> dict[str, Any] | None:
        """`value` as it is stored."""
        return value and seal_form(keys(), value)

    def process_result_value(self, value: dict[str, Any] | None, _dialect: Dialect) -> dict[str, Any] | None:
        """The form in plain. Raises KeyMissing."""
        return value and open_form(keys(), value)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """Paths into the form are those of JSON: what is not sealed can be searched for."""
        return self.impl_instance.coerce_compared_value(op, value)


def seal_text(by: Keys, text: str) -> str:
    """`text` as SealedText stores it."""
    return by.seal(text.encode())


def open_text(by: Keys, sealed: str) -> str:
    """The text that was sealed. Raises KeyMissing."""
    return by.open(sealed).decode()


def seal_json(by: Keys, value: Any) -> str:
    """JSON values as SealedJson stores them."""
    return by.seal(zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()))


def open_json(by: Keys, sealed: str) -> Any:
    """The JSON values that were sealed. Raises KeyMissing."""
    return json.loads(zlib.decompress(by.open(sealed)))


def seal_form(by: Keys, form: dict[str, Any]) -> dict[str, Any]:
    """A form as SealedForm stores it."""
    return _with_operator(form, lambda text: seal_text(by, text))


def open_form(by: Keys, form: dict[str, Any]) -> dict[str, Any]:
    """The form that was sealed. Raises KeyMissing."""
    return _with_operator(form, lambda text: open_text(by, text))


def id_hash(number: str) -> str:
    """The keyed hash of an identity number, however it is written."""
    return keys().fingerprint(normalise_id_number(number))


def _with_operator(form: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    operator = form.get("operator")
    if not isinstance(operator, dict):
        return form
    changed = {name: change(operator[name]) for name in PERSONAL if operator.get(name)}
    return {**form, "operator": {**operator, **changed}}
