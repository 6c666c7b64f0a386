"""Changing the keys of personal data (密钥轮换): a new key in front, every row sealed anew, the older keys dropped.

It may be broken off anywhere and begun again: as long as a row needs an older key, that key stays. What runs meanwhile
takes the new key as soon as it is in the file (models.privacy.keys).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Engine, String, Table, column, select, table
from sqlalchemy.orm import Session

from models.database import reading, writing
from models.errors import ConfigurationError
from models.kept_secret import replace_secret
from models.migrations.tables import all_tables
from models.privacy.columns import (
    PERSONAL,
    SealedForm,
    SealedJson,
    SealedText,
    open_form,
    open_json,
    open_text,
    seal_form,
    seal_json,
    seal_text,
)
from models.privacy.keys import KEYS_FILE, Keys, keys, new_key
from models.settings import Settings

AT_ONCE = 200
"""Rows of one transaction."""
_Change = Callable[[Keys, Any], Any]
_WAYS: dict[type, tuple[_Change, _Change]] = {
    SealedText: (open_text, seal_text),
    SealedJson: (open_json, seal_json),
    SealedForm: (open_form, seal_form),
}


@dataclass(frozen=True)
class Place:
    """A column that holds sealed contents."""

    table: Table
    column: Column[Any]

    @property
    def key(self) -> Column[Any]:
        """What numbers the rows."""
        return next(iter(self.table.primary_key))


def sealed_places() -> tuple[Place, ...]:
    """Every column that holds sealed contents."""
    tables = all_tables().sorted_tables
    return tuple(Place(one, held) for one in tables for held in one.columns if type(held.type) in _WAYS)


def rotate(engine: Engine, settings: Settings) -> int:
    """Seal everything with a new key, and drop the older ones; gives how many values were sealed anew.

    An unfinished rotation is finished first, without another key. Where the keys come from a setting, the new one is
    put there by hand, in front, and this seals with it. Raises ConfigurationError and KeyMissing.
    """
    path = settings.home / KEYS_FILE
    from_setting = bool(settings.personal_keys.get_secret_value())
    if not from_setting and len(keys().encrypting) == 1:
        _keep(path, (new_key(), *keys().encrypting))
    changed = 0
    # A process that began to write before the new key was there may commit while the first round goes by.
    while sealed := sum(_seal_anew(engine, place) for place in sealed_places()):
        changed += sealed
    if not from_setting:
        _keep(path, keys().encrypting[:1])
    return changed


def unreadable(session: Session) -> Iterator[Place]:
    """Each column in which a value cannot be opened, or needs a key that is to be dropped."""
    for place in sealed_places():
        # All are looked at: a cursor that is left half-way would stay open.
        if sum(not _is_newest(value) for _, value in _values(session, place)):
            yield place


def _keep(path: Path, encrypting: tuple[str, ...]) -> None:
    try:
        replace_secret(path, "\n".join(encrypting))
    except OSError as error:
        raise ConfigurationError(setting="ZHENGHE_PERSONAL_KEYS") from error


def _seal_anew(engine: Engine, place: Place) -> int:
    opened, sealed = _WAYS[type(place.column.type)]
    with reading(engine) as session:
        old = [key for key, value in _values(session, place) if not _is_newest(value)]
    rows, key, held = _plainly(place)
    for begin in range(0, len(old), AT_ONCE):
        with writing(engine) as session:
            some = select(key, held).where(key.in_(old[begin : begin + AT_ONCE])).with_for_update()
            for identity, value in session.execute(some).all():
                if value:
                    anew = sealed(keys(), opened(keys(), value))
                    session.execute(rows.update().where(key == identity).values({place.column.name: anew}))
    return len(old)


def _values(session: Session, place: Place) -> Iterator[tuple[int, Any]]:
    _, key, held = _plainly(place)
    statement = select(key, held).where(held.is_not(None)).order_by(key).execution_options(yield_per=AT_ONCE)
    for identity, value in session.execute(statement):
        if value:
            yield identity, value


def _plainly(place: Place) -> tuple[Any, Any, Any]:
    """The table, its key and the column, as they are stored."""
    kind = String() if isinstance(place.column.type, SealedText) else JSON(none_as_null=True)
    rows = table(place.table.name, column(place.key.name), column(place.column.name, kind))
    return rows, rows.c[place.key.name], rows.c[place.column.name]


def _is_newest(value: Any) -> bool:
    if isinstance(value, dict):
        operator = value["operator"]
        return all(keys().is_newest(operator[name]) for name in PERSONAL if operator[name])
    return keys().is_newest(value)
