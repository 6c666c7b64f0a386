"""Importing applicants: what is right is entered, every row is reported, a second time changes nothing."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine, select

from models.applications import TitleApplication
from models.database import writing
from models.papers.applicants_table import read_table
from models.steps.importing import import_rows
from tests.models.papers.test_applicants_table import filled
from tests.models.steps.applications import id_number, operator
from tests.models.steps.employers import new_employer

TODAY = dt.date(2026, 11, 24)


def test_right_rows_are_entered_and_every_row_is_reported(engine: Engine) -> None:
    rows = read_table(filled({}, {"mobile": "1"}, {"id_number": id_number(2)}), TODAY)
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        first = import_rows(session, employer, rows, by.actor)
        assert [(row.number, row.entered, bool(row.code)) for row in first] == [
            (3, True, True),
            (4, False, False),
            (5, True, True),
        ]
        again = import_rows(session, employer, rows, by.actor)
        assert [row.entered for row in again] == [False, False, False]
        assert "同一系列" in again[0].problems[0]
        assert [one.state for one in session.scalars(select(TitleApplication))] == ["draft", "draft"]
