"""How much space is left where database and store are, as far as they are on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.settings import Settings

MEGABYTE = 1024 * 1024


def free_megabytes(settings: Settings) -> float:
    """Space left in the home folder and in the store, the smaller of both; a store elsewhere is not counted."""
    places = {settings.home.absolute()}
    if "://" not in settings.store:
        places.add(Path(settings.store).absolute())
    return min(shutil.disk_usage(_there(place)).free for place in places) / MEGABYTE


def is_full(settings: Settings) -> bool:
    """Whether less is left than the settings ask for."""
    return free_megabytes(settings) < settings.least_free_megabytes


def _there(place: Path) -> Path:
    """The place, or the nearest folder above it that exists already."""
    return next(folder for folder in (place, *place.parents) if folder.exists())
