"""The day of a moment where the office is, for rules that count in days."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Shanghai")
"""The mainland's one time zone; its holidays and its terms are counted in it wherever the machine stands."""


def local_day(moment: dt.datetime) -> dt.date:
    """The date of `moment`."""
    return moment.astimezone(_ZONE).date()
