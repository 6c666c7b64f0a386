"""Today, where the office is."""

from __future__ import annotations

import datetime as dt

from models.base import now
from webqueue.moments import local_date
from webqueue.services import services


def today() -> dt.date:
    """The date of this moment in the time zone that dates are counted in."""
    return local_date(now(), services().settings.time_zone)
