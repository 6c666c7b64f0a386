"""The flows as Prefect runs them, and the deployments that start them."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterName,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.events import emit_event
from prefect.states import Completed, Pending, Running, Scheduled
from prefect.testing.utilities import prefect_test_harness

from flows import desk as desks
from flows import nightly, spreading, upkeep, verification
from flows.deployments import deployments
from flows.engine_events import spare_lost_servers
from flows.intake import take_in_inbox
from flows.lost_runs import end_lost_runs, end_unbegun_runs
from flows.pool import WATCH, deploy_to_pool
from flows.workplace import Workplace
from models.database import reading
from models.operation import DiskFull
from models.runs import newest_runs
from models.settings import Settings, load_settings
from models.submissions import Submission
from models.verifications import verification_of
from tests.factories import new_workplace, write_folder

SCHEDULED = StateType.SCHEDULED


@pytest.fixture(scope="module", autouse=True)
def engine() -> Iterator[None]:
    """A Prefect server for these tests."""
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """A workplace that the flows find through the environment, with the stand-in reader."""
    monkeypatch.setattr(desks, "READING_FUNCTIONS", "tests.flows.stand_in")
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHENGHE_WORKERS", "1")
    return new_workplace(tmp_path / "home")


def test_the_nightly_run_takes_in_reads_and_reports(at_work: Workplace) -> None:
    inbox = at_work.settings.inbox_folder
    write_folder(inbox, "2026-1")
    write_folder(inbox, "2026-2", {"certificate.pdf": b"memory", "letter.jpg": b"c"})
    write_folder(inbox, "2026-3", {})
    report = nightly.nightly()
    assert (report.taken, report.deferred, report.documents, report.verified, report.unfinished) == (3, 0, 4, 3, 0)
    assert list(inbox.iterdir()) == []
    assert nightly.nightly().documents == 0


def test_one_submission_is_read_and_checked_by_its_number(at_work: Workplace, inbox: Path) -> None:
    write_folder(inbox, "13800138000")
    (taken,) = take_in_inbox(at_work, inbox).taken
    verification.verify_submission(taken.submission_id)
    with reading(at_work.engine) as session:
        assert verification_of(session, taken.submission_id, session.get_one(Submission, taken.submission_id).revision)
    assert_only_ids_are_recorded()


def test_signs_of_life_are_still_sent_after_a_run_has_spared_lost_servers() -> None:
    spare_lost_servers()
    assert emit_event("sign of life", resource={"prefect.resource.id": "zhenghe.run"}) is not None


def assert_only_ids_are_recorded() -> None:
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_run_filter=FlowRunFilter(name=FlowRunFilterName(any_=None)))
        tasks = client.read_task_runs()
    assert runs
    told = json.dumps([run.model_dump(mode="json") for run in (*runs, *tasks)])
    assert "13800138000" not in told
    assert "岳阳" not in told
    assert all(isinstance(value, (int, list)) for run in runs for value in run.parameters.values())


def test_a_process_that_loads_the_flows_alone_knows_every_table() -> None:
    program = "import flows.verification\nfrom models.base import Base\nprint(len(Base.metadata.sorted_tables))"
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_a_submission_that_cannot_be_finished_makes_its_run_fail(
    at_work: Workplace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(inbox, "2026-1", {})
    (taken,) = take_in_inbox(at_work, inbox).taken
    monkeypatch.setattr(verification, "verify", lambda *_: False)
    with pytest.raises(verification.SubmissionUnfinished):
        verification.verify_submission(taken.submission_id)


def test_a_run_that_was_lost_gives_its_place_free() -> None:
    with get_client(sync_client=True) as client:
        lost = client.create_flow_run(nightly.intake, state=Running())
        planned = client.create_flow_run(nightly.intake, state=Scheduled())
        assert end_lost_runs() == 1
        assert client.read_flow_run(lost.id).state_name == "Crashed"
        assert client.read_flow_run(planned.id).state_name == "Scheduled"
    assert end_lost_runs() == 0


def test_a_run_whose_machine_was_lost_before_it_began_gives_its_place_free() -> None:
    with get_client(sync_client=True) as client:
        lost = client.create_flow_run(nightly.intake, state=Pending())
        begun = client.create_flow_run(nightly.intake, state=Running())
        assert end_unbegun_runs() == 0
        assert end_unbegun_runs(longest_start=dt.timedelta()) == 1
        assert client.read_flow_run(lost.id).state_name == "Crashed"
        assert client.read_flow_run(begun.id).state_name == "Running"
    assert end_lost_runs() == 1


def test_every_flow_has_a_deployment_that_a_process_can_load() -> None:
    by_name = {deployment.name: deployment for deployment in deployments(Settings.model_validate({}))}
    by_clock = {"nightly", "intake", "publicity-clock", "housekeeping", "deliveries"}
    assert {*by_name} == {*by_clock, "verify-submission", "verify-batch", "try-rules"}
    assert all(by_name[name].concurrency_limit == 1 for name in by_clock)
    assert by_name["verify-submission"].entrypoint == "flows.verification.verify_submission"
    (planned,) = list(by_name["nightly"].schedules or [])
    assert isinstance(planned.schedule, CronSchedule)
    assert (planned.schedule.cron, planned.schedule.timezone) == ("0 2 * * *", "Asia/Shanghai")


def test_with_a_work_pool_its_machines_take_the_chunks_and_the_nightly_run_waits_for_them(
    at_work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGHE_WORK_POOL", "machines")
    write_folder(at_work.settings.inbox_folder, "2026-1")
    deployed = deploy_to_pool(load_settings())
    assert deploy_to_pool(load_settings()) == deployed
    with get_client(sync_client=True) as client:
        assert len(client.read_automations_by_name(WATCH)) == 1
    taken: list[list[int]] = []

    def machine(_seconds: float) -> None:
        with get_client(sync_client=True) as client:
            for run in client.read_flow_runs(
                flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[SCHEDULED])))
            ):
                if run.parameters.get("document_ids"):
                    taken.append(run.parameters["document_ids"])
                    verification.verify_batch.fn(run.parameters["document_ids"])
                    client.set_flow_run_state(run.id, Completed(), force=True)

    monkeypatch.setattr(spreading, "rest", machine)
    report = nightly.nightly()
    assert (report.documents, report.verified, report.unfinished) == (2, 1, 0)
    assert [len(chunk) for chunk in taken] == [2]


def test_what_holds_back_is_why_a_run_fails_and_time_passes_all_the_same(
    at_work: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGHE_LEAST_FREE_MEGABYTES", str(10**9))
    write_folder(at_work.settings.inbox_folder, "2026-1")
    for flow in (nightly.nightly, nightly.intake):
        with pytest.raises(DiskFull):
            flow()
    assert (at_work.settings.inbox_folder / "2026-1").exists()
    upkeep.publicity_clock()
    upkeep.housekeeping()
    with reading(at_work.engine) as session:
        codes = {run.name: run.failure_code for run in newest_runs(session, 5)}
    assert codes == {"nightly": "DISK_FULL", "intake": "DISK_FULL", "publicity-clock": None, "housekeeping": None}
