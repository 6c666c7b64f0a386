"""The queue as this reader may see it: the filter of an address, within the reader's areas and the time allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from models.accounts import Account
from models.base import now
from models.queue import QueueFilter
from webqueue import permissions
from webqueue.review.filters import read_filter


def filter_for(account: Account, arguments: Mapping[str, str], review_hours: float) -> QueueFilter:
    """The filter that `arguments` ask for, as far as `account` may look."""
    return replace(
        read_filter(arguments),
        areas=permissions.areas_of(account),
        overdue_before=now() - dt.timedelta(hours=review_hours),
    )
