"""What every run works with: the settings, the database and the store."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from flows.capacity import readers_that_fit
from flows.logs import set_up_logs
from models.areas import use_areas
from models.base import now
from models.database import connect
from models.migrations import prepare
from models.privacy.keys import use_keys
from models.settings import Settings, load_settings
from models.store import Store


@dataclass(frozen=True)
class Workplace:
    """The settings in force, and the places that they name."""

    settings: Settings
    engine: Engine
    store: Store

    @property
    def workers(self) -> int:
        """How many documents are read at once."""
        return self.settings.workers or readers_that_fit(self.settings.worker_megabytes)

    @property
    def today(self) -> dt.date:
        """The date of this moment in the time zone that dates are counted in."""
        return now().astimezone(ZoneInfo(self.settings.time_zone)).date()


def open_for_run() -> Workplace:
    """The workplace of the settings in force, and its logs, for a flow run that begins in a process of its own."""
    settings = load_settings()
    set_up_logs(settings.log_level, settings.log_format)
    return open_workplace(settings)


def open_workplace(settings: Settings) -> Workplace:
    """Open the places that `settings` name; a new database gets its tables.

    Raises models.migrations.DatabaseOutdated where the database is of another version.
    """
    use_areas(settings.areas)
    use_keys(settings)
    engine = connect(settings.database)
    prepare(engine)
    return Workplace(settings, engine, Store(settings.store))
