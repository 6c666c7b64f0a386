"""Moments and ages as people say them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask_babel import gettext, ngettext

_DAY, _HOUR, _MINUTE = 86400, 3600, 60


def local_time(moment: dt.datetime, time_zone: str) -> str:
    """`moment` as 2026-10-08 09:30, in `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%d %H:%M")


def local_clock(moment: dt.datetime, time_zone: str) -> str:
    """`moment` as 09:30, in `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone)).strftime("%H:%M")


def age(moment: dt.datetime, now: dt.datetime) -> str:
    """How long ago `moment` was, in its largest unit and in the language of the page: 3天前."""
    seconds = int((now - moment).total_seconds())
    if seconds >= _DAY:
        return str(ngettext("%(num)s天前", "%(num)s天前", seconds // _DAY))
    if seconds >= _HOUR:
        return str(ngettext("%(num)s小时前", "%(num)s小时前", seconds // _HOUR))
    if seconds >= _MINUTE:
        return str(ngettext("%(num)s分钟前", "%(num)s分钟前", seconds // _MINUTE))
    return str(gettext("刚刚"))


def local_date(moment: dt.datetime, time_zone: str) -> dt.date:
    """The date of `moment` in `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
