"""Pooling areas (统筹区) of Yueyang, and which one a unit belongs to by the place on its certificate.

The guide's rule: where 岳阳楼区's or the city's own bureau registered the unit, the area follows from the address
on the licence, since both register units of every zone; elsewhere the registering county is the area. A code's
digits never decide: they stay for life. Areas, their other names and the streets of the functional zones stand in
areas.json, which the authority is to confirm; a file of the same form, named by a setting, takes its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from models.errors import ConfigurationError
from models.names import normalise_name

_CITY_BRANCH = re.compile(r"岳阳市(市场监督管理|工商行政管理|食品药品工商质量监督管理)局.*分局")


@dataclass(frozen=True)
class Area:
    """A pooling area: a county, a district or a functional zone."""

    id: str
    name: str
    aliases: tuple[str, ...]
    places: tuple[str, ...]
    """Streets and towns that belong to it."""
    stands_in_addresses: bool
    zone: bool
    """A functional zone (功能区), which wins over the district that it lies in."""


@dataclass(frozen=True)
class Suggestion:
    """Which area a certificate speaks for."""

    area: Area | None
    plausible: tuple[Area, ...] = ()
    """Every area that authority or address name."""
    outside: str = ""
    """A city that is not this office's, where the certificate is from there."""


@cache
def areas() -> tuple[Area, ...]:
    """All pooling areas."""
    return tuple(
        Area(
            entry["id"],
            entry["name"],
            entry["aliases"],
            entry["places"],
            stands_in_addresses=entry["stands_in_addresses"],
            zone=entry["zone"],
        )
        for entry in _table()["areas"]
    )


def find_area(name: str) -> Area | None:
    """The area that `name` means, by its name or any alias."""
    wanted = normalise_name(name)
    return next(
        (area for area in areas() if wanted in (normalise_name(known) for known in (area.name, *area.aliases))), None
    )


def suggest_area(authority: str, address: str) -> Suggestion:
    """The area by the guide's rule, from the registration authority's name and the address on the certificate."""
    outside = _outside(authority) or ("" if _in_yueyang(authority) else _outside(address))
    if outside:
        return Suggestion(None, outside=outside)
    by_address, by_authority = _named_in(address), _named_in(authority)
    plausible = tuple(dict.fromkeys((*by_address, *by_authority)))
    # A branch (分局) of the city's bureau registers for the city, whichever zone it is named after.
    registrars = () if _CITY_BRANCH.search(authority) else by_authority
    registrar = next((area for area in registrars if area.id != _table()["central"]), None)
    if registrar is not None:
        agrees = not by_address or registrar in by_address
        return Suggestion(registrar if agrees else None, plausible)
    return Suggestion(_decided(by_address), plausible)


def _decided(named: tuple[Area, ...]) -> Area | None:
    """The one area of an address: a zone before the district that it lies in; None where several or none are named."""
    zones = tuple(area for area in named if area.zone)
    candidates = zones or named
    return candidates[0] if len(candidates) == 1 else None


def _named_in(text: str) -> tuple[Area, ...]:
    plain = normalise_name(text)
    return tuple(
        area
        for area in areas()
        if area.stands_in_addresses
        and any(normalise_name(name) in plain for name in (area.name, *area.aliases, *area.places))
    )


def _in_yueyang(text: str) -> bool:
    return "岳阳" in text or bool(_named_in(text))


def _outside(text: str) -> str:
    if not text or _in_yueyang(text):
        return ""
    return next((city for city in _table()["other_cities"] if city in text), "")


class _AreaEntry(BaseModel):
    """One area in the file."""

    model_config = ConfigDict(extra="forbid", str_min_length=1)

    id: str
    name: str
    aliases: tuple[str, ...]
    places: tuple[str, ...]
    zone: bool
    stands_in_addresses: bool = True


class _AreaTable(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", str_min_length=1)

    source: str
    owner: str
    """Who is to keep it right."""
    central: str
    """The area whose bureau registers units of every zone."""
    areas: tuple[_AreaEntry, ...]
    other_cities: tuple[str, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> _AreaTable:
        ids = [area.id for area in self.areas]
        names = [normalise_name(name) for area in self.areas for name in (area.name, *area.aliases)]
        if self.central not in ids or len(set(ids)) != len(ids) or len(set(names)) != len(names):
            raise ValueError("ids and names are unique, and the central area is one of them")
        return self


_OWN_FILE: list[Path] = []
"""The file that takes the place of the packaged one, if there is one; set once when a process begins."""


def use_areas(path: Path | None) -> None:
    """Take the areas from `path` from now on, or from the packaged file. Raises ConfigurationError for a broken one."""
    before = list(_OWN_FILE)
    _OWN_FILE[:] = [path] if path is not None else []
    _forget()
    try:
        _table()
    except (OSError, ValueError) as error:
        _OWN_FILE[:] = before
        _forget()
        raise ConfigurationError(setting="ZHENGHE_AREAS") from error


def _forget() -> None:
    areas.cache_clear()
    _table.cache_clear()


@cache
def _table() -> dict[str, Any]:
    packaged = files("models").joinpath("areas.json")
    text = (_OWN_FILE[0] if _OWN_FILE else packaged).read_text(encoding="utf-8")
    return _AreaTable.model_validate_json(text).model_dump()
