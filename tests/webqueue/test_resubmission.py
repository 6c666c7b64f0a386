"""The operator's way: what is wrong, another file, read again, back to the reviewer."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from models.database import reading
from models.errors import StorageError
from models.findings import Slot
from models.review import Outcome
from models.store import Store
from models.submissions import Submission, current_documents
from tests.webqueue.conftest import Visit
from tests.webqueue.world import (
    DOUBTFUL_LETTER,
    PASSED_NAME,
    PASSWORD,
    World,
    add_case,
    decide_case,
    verify,
)
from webqueue.application import create_application
from webqueue.submit.uploads import clean_name

MEGABYTE = 1024 * 1024


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("operator")


@pytest.fixture
def returned(world: World) -> int:
    submission_id = add_case(world)
    decide_case(world, submission_id, Outcome.RETURNED, "1. 未见单位公章。\n2. 身份证号码不一致。")
    return submission_id


def _upload(client: FlaskClient, submission_id: int, files: dict[str, bytes], revision: str = "1") -> TestResponse:
    form: dict[str, Any] = {"revision": revision}
    form.update({slot: FileStorage(io.BytesIO(content), f"{slot} 新.pdf") for slot, content in files.items()})
    # Encoded here: the client itself would leave a temporary file open.
    boundary, body = encode_multipart(form)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(f"/submissions/{submission_id}/documents", data=body, content_type=kind)


def _files(world: World, submission_id: int) -> dict[Slot, str]:
    with reading(world.engine) as session:
        submission = session.get_one(Submission, submission_id)
        return {slot: document.file_name for slot, document in current_documents(session, submission).items()}


def test_operators_see_their_own_submissions_alone(world: World, client: FlaskClient) -> None:
    own = add_case(world)
    other = add_case(world, username="stranger")
    text = client.get("/submissions/").text
    assert f'href="/submissions/{own}"' in text
    assert f'href="/submissions/{other}"' not in text


def test_a_returned_case_says_what_is_wrong_where_and_what_to_do(client: FlaskClient, returned: int) -> None:
    text = client.get(f"/submissions/{returned}").text
    for words in ("未见单位公章", "只有登记机关印章", "怎样改正", "加盖本单位公章", "需要更换", "data-group"):
        assert words in text


def test_before_a_person_has_decided_the_findings_are_not_shown(world: World, client: FlaskClient) -> None:
    text = client.get(f"/submissions/{add_case(world)}").text
    assert "等待审核人审核" in text
    assert "只有登记机关印章" not in text
    assert 'type="file"' not in text


def test_a_corrected_file_is_kept_and_read_at_once(
    world: World, client: FlaskClient, returned: int, started: list[int]
) -> None:
    answer = _upload(client, returned, {"certificate": b"%PDF new"})
    assert answer.location == f"/submissions/{returned}"
    assert started == [returned]
    assert _files(world, returned) == {Slot.CERTIFICATE: "certificate 新.pdf", Slot.LETTER: "letter 原件.pdf"}
    text = client.get(answer.location).text
    assert "正在核验" in text
    assert f'hx-get="/submissions/{returned}/progress"' in text


def test_both_files_can_be_replaced_at_once(world: World, client: FlaskClient, returned: int) -> None:
    assert _upload(client, returned, {"certificate": b"new one", "letter": b"new two"}).status_code == 302
    assert set(_files(world, returned).values()) == {"certificate 新.pdf", "letter 新.pdf"}


def test_progress_ends_when_all_is_verified(world: World, client: FlaskClient, returned: int) -> None:
    _upload(client, returned, {"certificate": b"new"})
    waiting = client.get(f"/submissions/{returned}/progress")
    assert "hx-get" in waiting.text
    assert "等待读取" in waiting.text
    verify(world, returned, [PASSED_NAME])
    done = client.get(f"/submissions/{returned}/progress")
    assert "hx-get" not in done.text
    assert done.headers["HX-Refresh"] == "true"


def test_where_reading_cannot_begin_the_page_says_that_it_will_later(world: World, returned: int) -> None:
    application = create_application(world.settings, start_verification=lambda _: False)
    application.config["WTF_CSRF_ENABLED"] = False
    client = application.test_client()
    client.post("/sign-in", data={"username": "operator", "password": PASSWORD})
    answer = _upload(client, returned, {"certificate": b"new"})
    assert "将在下一次核验时读取" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "还没有选择文件"),
        ({"certificate": b""}, "单位登记证书的文件是空的"),
        ({"letter": b"x" * (MEGABYTE + 1)}, "用户告知承诺书的文件超过1MB"),
        ({"certificate": b"new", "letter": b""}, "用户告知承诺书的文件是空的"),
        ({"other": b"new"}, "还没有选择文件"),
    ],
)
def test_what_cannot_be_taken_is_told_and_changes_nothing(
    world: World, client: FlaskClient, returned: int, started: list[int], files: dict[str, bytes], sentence: str
) -> None:
    answer = _upload(client, returned, files)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert world.state(returned).revision == 1
    assert started == []


def test_a_file_as_large_as_is_allowed_is_taken(client: FlaskClient, returned: int) -> None:
    assert _upload(client, returned, {"certificate": b"x" * MEGABYTE, "letter": b"y" * MEGABYTE}).status_code == 302


def test_far_too_much_is_refused_before_it_is_read(world: World, client: FlaskClient, returned: int) -> None:
    answer = _upload(client, returned, {"certificate": b"x" * (4 * MEGABYTE)})
    assert answer.status_code == 413
    assert "不超过1MB" in answer.text
    assert world.state(returned).revision == 1


def test_the_file_that_was_returned_is_not_taken_again(world: World, client: FlaskClient, returned: int) -> None:
    with reading(world.engine) as session:
        document = current_documents(session, session.get_one(Submission, returned))[Slot.CERTIFICATE]
    answer = _upload(client, returned, {"certificate": world.store.get(document.sha256)})
    assert answer.status_code == 422
    assert "完全相同" in answer.text


@pytest.mark.parametrize("outcome", [None, Outcome.APPROVED, Outcome.REJECTED])
def test_only_a_returned_case_takes_files(world: World, client: FlaskClient, outcome: Outcome | None) -> None:
    submission_id = add_case(world)
    if outcome:
        decide_case(world, submission_id, outcome)
    answer = _upload(client, submission_id, {"certificate": b"new"})
    assert answer.status_code == 422
    assert "不能更换附件" in answer.text
    assert world.state(submission_id).revision == 1


@pytest.mark.parametrize("revision", ["2", "0", "", "x", "9" * 40])
def test_a_page_that_is_out_of_date_changes_nothing(
    world: World, client: FlaskClient, returned: int, revision: str
) -> None:
    answer = _upload(client, returned, {"certificate": b"new"}, revision=revision)
    assert answer.status_code == 422
    assert "已有变化" in answer.text
    assert world.state(returned).revision == 1


def test_a_double_click_begins_one_revision(world: World, client: FlaskClient, returned: int) -> None:
    assert _upload(client, returned, {"certificate": b"new"}).status_code == 302
    assert _upload(client, returned, {"certificate": b"new"}).status_code == 422
    assert world.state(returned).revision == 2


def test_a_full_disk_is_told_and_changes_nothing(
    world: World, client: FlaskClient, returned: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: Store, _content: bytes) -> str:
        raise StorageError

    monkeypatch.setattr(Store, "put", full)
    answer = _upload(client, returned, {"certificate": b"new"})
    assert answer.status_code == 422
    assert "未能保存" in answer.text
    assert world.state(returned).revision == 1


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\证书.pdf", "证书.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("", "未命名文件"),
        (None, "未命名文件"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_names_are_for_people_and_mislead_nobody(name: str | None, clean: str) -> None:
    assert clean_name(name) == clean


def test_the_reviewer_sees_old_and_new_with_the_earlier_reasons(
    world: World, client: FlaskClient, visit: Visit, returned: int
) -> None:
    _upload(client, returned, {"certificate": b"new"})
    verify(world, returned, [DOUBTFUL_LETTER, PASSED_NAME])
    reviewer = visit("reviewer")
    assert "重新提交" in reviewer.get(f"/review/cases/{returned}").text
    text = reviewer.get(f"/review/cases/{returned}/versions").text
    for words in (
        "未见单位公章。",
        "身份证号码不一致。",
        "第1版",
        "第2版",
        "certificate 新.pdf",
        "certificate 原件.pdf",
    ):
        assert words in text
    assert 'type="checkbox"' in text
    assert text.count("data-tick") == 2


def test_a_case_without_an_older_version_has_nothing_to_compare(world: World, visit: Visit) -> None:
    assert visit("reviewer").get(f"/review/cases/{add_case(world)}/versions").status_code == 200


def test_a_large_form_that_is_no_upload_is_refused(world: World, application: Flask, visit: Visit) -> None:
    answer = visit("reviewer").post(f"/review/cases/{add_case(world)}/decision", data={"opinion": "x" * MEGABYTE})
    assert answer.status_code == 413
    assert application.config["MAX_CONTENT_LENGTH"] < MEGABYTE
