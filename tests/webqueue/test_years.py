"""The administrator's page of what is set anew for each year."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

from tests.models.steps.test_year_rules import BASIS, arrangement
from tests.webqueue.conftest import Visit

PAGE = "/administration/years"


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("administrator")


def _load(client: FlaskClient, content: bytes, basis: str = BASIS) -> tuple[int, str]:
    form = {"file": (io.BytesIO(content), "2027.json"), "basis": basis}
    answer = client.post(f"{PAGE}/calendars", data=form)
    return answer.status_code, answer.text


def test_a_loaded_calendar_stands_there_with_its_basis_and_who_entered_it(client: FlaskClient) -> None:
    assert _load(client, arrangement(2031))[0] == 303
    page = client.get(PAGE).text
    row = page[page.index('<td class="code">2031</td>') :].split("</tr>")[0]
    assert "管理员录入" in row
    assert BASIS in row
    assert "赵管理" in row


def test_the_terms_of_a_year_stand_there(client: FlaskClient) -> None:
    form = {"year": "2031", "fewest_workdays": "9", "closes_on": "2031-08-31", "basis": BASIS}
    assert client.post(f"{PAGE}/terms", data=form).status_code == 303
    page = client.get(PAGE).text
    row = page[page.index('<td class="code">2031</td>') :].split("</tr>")[0]
    assert "<td>9</td>" in row
    assert "2031-08-31" in row
    assert "尚未载入" in row


@pytest.mark.parametrize(
    "changes", [{"year": "nine"}, {"fewest_workdays": "0"}, {"fewest_workdays": "many"}, {"closes_on": "31 August"}]
)
def test_terms_that_cannot_be_are_refused_and_their_basis_stays(client: FlaskClient, changes: dict[str, str]) -> None:
    form = {"year": "2031", "fewest_workdays": "9", "closes_on": "", "basis": BASIS, **changes}
    answer = client.post(f"{PAGE}/terms", data=form)
    assert answer.status_code == 422
    assert "年度规则填写不正确" in answer.text
    assert BASIS in answer.text


def test_a_file_that_is_no_calendar_is_refused_in_words(client: FlaskClient) -> None:
    status, page = _load(client, b"not json")
    assert status == 422
    assert "不是有效的工作日历" in page


def test_an_auditor_looks_and_changes_nothing(visit: Visit) -> None:
    auditor = visit("auditor")
    assert "尚未载入" in auditor.get(PAGE).text
    assert 'action="/administration' not in auditor.get(PAGE).text
    assert _load(auditor, arrangement(2031))[0] == 403
