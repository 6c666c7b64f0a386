"""Applicants from Excel: the template, and the report of each row."""

from __future__ import annotations

import io

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from models.database import reading, writing
from models.errors import DocumentError
from models.papers.applicants_table import read_table, template
from models.steps.importing import RowReport, import_rows
from webqueue import clock
from webqueue.employer.loading import current_employer
from webqueue.entrance.signed_in import current_actor
from webqueue.language.choosing import message_of
from webqueue.services import services
from webqueue.submit.uploads import read_one

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def import_page() -> ResponseReturnValue:
    """Where to get the template and where to put the table."""
    with reading(services().engine) as database:
        current_employer(database)
    return _page(())


def import_template() -> ResponseReturnValue:
    """The empty table."""
    with reading(services().engine) as database:
        current_employer(database)
    return send_file(io.BytesIO(template()), mimetype=EXCEL, as_attachment=True, download_name="申报人导入表.xlsx")


def import_table() -> ResponseReturnValue:
    """Enter what is right, and report every row."""
    with reading(services().engine) as database:
        current_employer(database)
    try:
        uploaded = read_one(request.files.get("file"), services().settings.largest_file_megabytes)
        rows = read_table(uploaded.content, clock.today())
    except DocumentError as error:
        return _page((), message_of(error)), 422
    with writing(services().engine) as database:
        reports = import_rows(database, current_employer(database), rows, current_actor())
    return _page(reports)


def _page(reports: tuple[RowReport, ...], problem: str = "") -> str:
    return render_template("employer/import.html", reports=reports, problem=problem)
