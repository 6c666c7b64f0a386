"""The page of the system's status, what programs may ask, and the measurements."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from models.database import writing
from models.migrations import downgrade
from models.operation import WorkPaused, pause_in_force, sign_in_process
from models.runs import RunLost, begin_run, end_run
from models.store import Store
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSWORD, World, add_case
from webqueue.application import create_application

TOKEN = "a-token-for-the-measurements"


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("administrator")


def _record(world: World, name: str, *, fails: bool = False, **counts: int) -> None:
    with writing(world.engine) as session:
        run = begin_run(session, name, "reader-1:7:0.00")
        end_run(session, run.id, counts, RunLost() if fails else None)


def test_runs_workers_and_failures_stand_on_the_page_with_the_way_out(world: World, client: FlaskClient) -> None:
    page = client.get("/system/").text
    for words in ("没有工作进程", "最近两天没有成功的备份", "还没有批次"):
        assert words in page
    with writing(world.engine) as session:
        sign_in_process(session, "reader-1:7:0.00", 3)
    _record(world, "nightly", verified=12)
    _record(world, "intake", fails=True)
    _record(world, "backup")
    page = client.get("/system/").text
    for words in ("reader-1", "核验完毕 12", "RUN_LOST", "未完成的部分将由下一批次继续", "夜间核验"):
        assert words in page
    for words in ("没有工作进程", "最近两天没有成功的备份"):
        assert words not in page


def test_runs_that_did_nothing_during_a_pause_are_no_failures(world: World, client: FlaskClient) -> None:
    client.post("/system/pause", data={"reason": "更换磁盘"})
    with writing(world.engine) as session:
        run = begin_run(session, "intake", "reader-1:7:0.00")
        end_run(session, run.id, {}, WorkPaused())
    assert "WORK_PAUSED" not in client.get("/system/").text
    _record(world, "intake", fails=True)
    assert "RUN_LOST" in client.get("/system/").text


@pytest.mark.parametrize("answers", [True, False])
def test_an_engine_that_does_not_answer_is_told(world: World, *, answers: bool) -> None:
    application = create_application(world.settings, engine_answers=lambda: answers)
    application.config["WTF_CSRF_ENABLED"] = False
    client = application.test_client()
    client.post("/sign-in", data={"username": "administrator", "password": PASSWORD})
    assert ("后台任务服务没有应答" in client.get("/system/").text) is not answers


def test_a_pause_is_told_everywhere_until_it_is_resumed(world: World, visit: Visit, client: FlaskClient) -> None:
    refused = client.post("/system/pause", data={"reason": " "})
    assert refused.status_code == 422
    assert "还没有填写暂停的原因" in refused.text
    client.post("/system/pause", data={"reason": "更换磁盘"})
    page = client.get("/system/").text
    assert "赵管理" in page
    assert "更换磁盘" in page
    assert "系统已由管理员暂停" in visit("reviewer").get("/review/").text
    assert "zhenghe_held_back 1.0" in client.get("/metrics").text
    client.post("/system/resume")
    with writing(world.engine) as session:
        assert pause_in_force(session) is None
    assert "系统已由管理员暂停" not in visit("reviewer").get("/review/").text


def test_readiness_needs_database_store_and_space(
    world: World, application: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = application.test_client()
    assert client.get("/ready").get_json() == {"status": "ok"}
    full = create_application(world.settings.model_copy(update={"least_free_megabytes": 10**9}))
    assert full.test_client().get("/ready").status_code == 503
    with monkeypatch.context() as patch:
        patch.setattr(Store, "answers", lambda _: False)
        assert client.get("/ready").status_code == 503
    assert client.get("/ready").status_code == 200
    downgrade(world.engine, "0520")
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200


def test_the_measurements_are_those_of_the_database_and_name_nobody(
    world: World, visit: Visit, application: Flask
) -> None:
    submission_id = add_case(world)
    _record(world, "nightly", fails=True)
    _record(world, "backup")
    visit("reviewer").get(f"/review/cases/{submission_id}")
    text = application.test_client().get("/metrics").text
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["zhenghe_submissions", "pending"] == 1
    assert found["zhenghe_documents", "waiting"] + found["zhenghe_documents", "reading"] >= 0
    assert found["zhenghe_run_failed", "nightly"] == 1
    assert found["zhenghe_backup_timestamp_seconds",] > 0
    assert found["zhenghe_disk_free_bytes",] > 0
    assert found["zhenghe_requests_total", "review.case", "200"] == 1
    assert not re.search(r"岳阳|9143|reviewer|/review/cases", text)


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP"])
def test_without_a_token_this_machine_alone_reads_them_and_never_through_a_proxy(
    application: Flask, header: str
) -> None:
    client = application.test_client()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404


def test_with_a_token_whoever_shows_it_reads_them(world: World) -> None:
    client = create_application(world.settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})).test_client()
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer 口令"}).status_code in (400, 404)
    shown = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "192.0.2.7"}
    assert client.get("/metrics", headers=shown).status_code == 200
