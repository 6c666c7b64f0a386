"""The page of figures, and lists to take along."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from models.database import reading
from models.histories import steps_of
from models.review import Outcome
from tests.webqueue.conftest import Visit
from tests.webqueue.world import NAME, PASSED_NAME, World, add_case, decide_case
from webqueue.figures.tables import HEAD, harmless


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("supervisor")


def test_the_page_shows_each_figure_in_a_chart_and_in_a_table(world: World, client: FlaskClient) -> None:
    decide_case(world, add_case(world), Outcome.APPROVED, "已查验原件。")
    decide_case(world, add_case(world, [PASSED_NAME]), Outcome.RETURNED)
    add_case(world)
    text = client.get("/figures/").text
    assert text.count("data-chart=") == 3
    for words in ("李审核", "证书公章", "100.0%", "抽查发现机器漏看的", "一天以内", "每小时"):
        assert words in text


@pytest.mark.parametrize("query", ["", "?days=7", "?days=x", "?days=100000"])
def test_any_period_is_answered(client: FlaskClient, query: str) -> None:
    assert client.get(f"/figures/{query}").status_code == 200


def test_a_filtered_list_is_taken_as_csv_on_record(world: World, client: FlaskClient) -> None:
    add_case(world, unit_name='=HYPERLINK("x")')
    add_case(world, [PASSED_NAME])
    answer = client.post("/figures/list.csv", data={"verdict": "fail"})
    assert "attachment" in answer.headers["Content-Disposition"]
    head, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert tuple(head) == HEAD
    assert row[2] == '\'=HYPERLINK("x")'
    assert row[6] == "证书公章、承诺书填写"
    with reading(world.engine) as session:
        (step,) = steps_of(session, "list", world.supervisor.id)
        assert step.details == {"rows": 1, "filter": ["verdict"]}


def test_a_list_is_taken_as_a_workbook(world: World, client: FlaskClient) -> None:
    add_case(world)
    book = load_workbook(io.BytesIO(client.post("/figures/list.xlsx").data), read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert rows[0] == HEAD
    assert rows[1][2] == NAME


def test_there_are_no_other_kinds_of_files(client: FlaskClient) -> None:
    assert client.post("/figures/list.exe").status_code == 404


@given(st.text())
def test_no_text_becomes_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
