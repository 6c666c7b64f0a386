"""Clearings (清除记录): whose documents were removed when their time was over."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, now


class Clearing(Base):
    """That a submission was cleared; it opens the guards of what hangs on it, and outlives it."""

    __tablename__ = "clearing"

    submission_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[str] = mapped_column(String(64))
    cleared_at: Mapped[dt.datetime] = mapped_column(default=now)
