"""The flows as Prefect runs them, and the deployments that start them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
from prefect.client.schemas.schedules import CronSchedule
from prefect.states import Running, Scheduled
from prefect.testing.utilities import prefect_test_harness

from flows import desk as desks
from flows import nightly, verification
from flows.deployments import deployments
from flows.intake import take_in_inbox
from flows.lost_runs import end_lost_runs
from flows.workplace import Workplace
from models.database import reading
from models.settings import Settings
from models.submissions import Submission
from models.verifications import verification_of
from tests.factories import new_workplace, write_folder


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


def test_every_flow_has_a_deployment_that_a_process_can_load() -> None:
    by_name = {deployment.name: deployment for deployment in deployments(Settings.model_validate({}))}
    assert {*by_name} == {"nightly", "intake", "verify-submission", "verify-batch"}
    assert by_name["verify-submission"].entrypoint == "flows.verification.verify_submission"
    (planned,) = list(by_name["nightly"].schedules or [])
    assert isinstance(planned.schedule, CronSchedule)
    assert (planned.schedule.cron, planned.schedule.timezone) == ("0 2 * * *", "Asia/Shanghai")
    assert by_name["nightly"].concurrency_limit == 1
