"""The employer's way through the API: applicants, initial review, publicity, objection, results, recommendation."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest

from models.database import writing
from models.employers import Employer
from tests.models.papers.test_applicants_table import filled
from tests.models.steps.applications import AFTER, END, START, TYPED, id_number, reviewed_before
from tests.webqueue.api.conftest import Call, Program
from tests.webqueue.test_employer import employer, today
from tests.webqueue.world import World

__all__ = ["employer", "today"]

PUBLICITY = {"contact": "李四", "telephone": "0730-8880000", "start_date": str(START), "workdays": 5}
REPORT = "经核查原件及单位证明，材料属实。"


def told(answer: Any, status: int = 200) -> Any:
    """What a program is answered, where the status is as expected."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.json


@pytest.fixture
def operator(employer: Employer, today: list[dt.date], call: Call) -> Program:
    assert employer.name
    assert today
    return call("operator")


def enter(operator: Program, person: int = 1) -> int:
    entered = told(operator.post("/applicants", {**TYPED, "id_number": id_number(person)}), 201)
    assert entered["code"]
    return int(entered["id"])


def test_the_whole_way_to_the_superiors_answer(
    world: World, operator: Program, call: Call, today: list[dt.date]
) -> None:
    number = enter(operator)
    upload = {"kind": "学历证书", "file": (io.BytesIO(b"degree"), "degree.jpg")}
    told(operator.upload(f"/applicants/{number}/attachments", upload))
    told(operator.post(f"/applicants/{number}/submission"))
    told(operator.post(f"/applicants/{number}/review", {"revision": 1, "outcome": "returned"}), 409)
    told(operator.post(f"/applicants/{number}/review", {"revision": 1, "outcome": "passed"}))
    with writing(world.engine) as session:
        reviewed_before(session, START)
    batch = told(operator.post("/publicities", {"applications": [number]}), 201)
    shown = told(operator.post(f"/publicities/{batch['id']}/publish", PUBLICITY))
    assert (shown["state"], shown["end_date"]) == ("active", str(END))
    entry = shown["people"][0]["entry"]
    objection = {"entry": entry, "objector": "赵六", "content": "材料与事实不符", "received_on": str(START)}
    objected = told(operator.post(f"/publicities/{batch['id']}/objections", objection))
    (kept,) = objected["people"][0]["objections"]
    resolved = {"outcome": "dismissed", "report": REPORT}
    told(operator.post(f"/publicities/{batch['id']}/objections/{kept['id']}", resolved))
    results = {"results": [{"entry": entry, "passed": True}]}
    assert told(operator.post(f"/publicities/{batch['id']}/results", results), 409)["code"] == "PUBLICITY_NOT_EXPIRED"
    today.append(AFTER)
    told(operator.post(f"/publicities/{batch['id']}/results", results))
    (superior,) = told(operator.get("/superior-units"))["items"]
    wanted = {"year": 2026, "superior": superior["id"], "applications": [number]}
    reported = told(operator.post("/recommendations", wanted), 201)
    reviewer = call("reviewer")
    assert [one["id"] for one in told(reviewer.get("/received"))["items"]] == [reported["id"]]
    told(reviewer.post(f"/received/{reported['id']}/receipt"))
    assert told(operator.post(f"/recommendations/{reported['id']}/withdrawal"), 409)["code"] == "ALREADY_RECEIVED"
    answers = {"answers": [{"entry": reported["people"][0]["entry"], "outcome": "approved"}]}
    assert told(reviewer.post(f"/received/{reported['id']}/answers", answers))["state"] == "answered"
    assert told(operator.get(f"/applicants/{number}"))["state"] == "upper_approved"
    assert told(operator.get("/recommendations"))["items"][0]["superior"] == superior["name"]


def test_a_withdrawn_recommendation_and_a_cancelled_publicity(world: World, operator: Program) -> None:
    number = enter(operator)
    told(operator.post(f"/applicants/{number}/submission"))
    told(operator.post(f"/applicants/{number}/review", {"revision": 1, "outcome": "passed"}))
    batch = told(operator.post("/publicities", {"applications": [number]}), 201)
    assert told(operator.post(f"/publicities/{batch['id']}/cancel", {"reason": "名单有误"}))["state"] == "cancelled"
    again = told(operator.post(f"/applicants/{number}/reopen", {"reason": "补充学历材料后再审"}))
    assert (again["state"], again["revision"]) == ("pending", 2)
    assert world.state is not None


def test_faults_are_told_field_by_field(operator: Program) -> None:
    told_of = told(operator.post("/applicants", {**TYPED, "id_number": "1", "level": "高级"}), 422)
    assert set(told_of["fields"]) == {"id_number", "level"}
    assert set(told(operator.post("/applicants", {**TYPED, "colour": "red"}), 422)["fields"]) == {"colour"}
    number = enter(operator)
    edited = told(operator.post(f"/applicants/{number}", {**TYPED, "id_number": id_number(1), "series": "会计"}))
    assert edited["series"] == "会计"


def test_personal_numbers_of_applicants_are_masked(operator: Program) -> None:
    text = operator.get(f"/applicants/{enter(operator)}").get_data(as_text=True)
    assert id_number(1) not in text
    assert TYPED["mobile"] not in text


def test_the_list_goes_on_from_page_to_page(operator: Program) -> None:
    numbers = [enter(operator, person) for person in (1, 2, 3)]
    first = told(operator.get("/applicants", limit=2, state="draft", year=2026))
    second = told(operator.get("/applicants", limit=2, before=first["next"]))
    assert [item["id"] for item in (*first["items"], *second["items"])] == numbers[::-1]
    assert second["next"] is None
    assert told(operator.get("/applicants", state="passed"))["items"] == []


def test_an_attachment_is_removed(operator: Program) -> None:
    number = enter(operator)
    told(operator.upload(f"/applicants/{number}/attachments", {"file": (io.BytesIO(b"degree"), "degree.jpg")}))
    (file,) = told(operator.get(f"/applicants/{number}"))["attachments"]
    told(operator.post(f"/applicants/{number}/attachments/{file['id']}/removal"))
    assert told(operator.get(f"/applicants/{number}"))["attachments"] == []


def test_a_table_is_imported_and_every_row_reported(operator: Program) -> None:
    table = filled({"id_number": id_number(1)}, {"id_number": "1"})
    rows = told(operator.upload("/applicants/import", {"file": (io.BytesIO(table), "table.xlsx")}))["rows"]
    assert [bool(row["code"]) for row in rows] == [True, False]
