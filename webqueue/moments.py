"""Moments and ages as people say them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

_STEPS = ((86400, "天"), (3600, "小时"), (60, "分钟"))


def local_time(moment: dt.datetime, time_zone: str) -> str:
    """`moment` as 2026-10-08 09:30, in `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%d %H:%M")


def local_clock(moment: dt.datetime, time_zone: str) -> str:
    """`moment` as 09:30, in `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone)).strftime("%H:%M")


def age(moment: dt.datetime, now: dt.datetime) -> str:
    """How long ago `moment` was, in its largest unit: 3天前."""
    seconds = (now - moment).total_seconds()
    for length, unit in _STEPS:
        if seconds >= length:
            return f"{int(seconds // length)}{unit}前"
    return "刚刚"


def local_date(moment: dt.datetime, time_zone: str) -> dt.date:
    """The date of `moment` in `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
