"""Trials of the rules: decided cases checked again on what was read then, and nothing written to them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select, text

from flows.commands.recheck import recheck
from flows.rechecking import Trial, finish_trial, finish_waiting, try_rules
from flows.workplace import Workplace
from models.base import now
from models.database import reading, writing
from models.findings import CheckId, CheckResult, Verdict
from models.review import Outcome
from models.rule_trials import RuleTrial, ask_trial
from models.submissions import Submission
from models.verifications import Reading, Verification
from ocr.checks import RULES, Case
from tests.webqueue.world import FAILED_SEAL, PASSED_NAME, World, add_case, decide_case, make_world

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
IDENTITY = CheckResult(CheckId.OPERATOR_IDENTITY, Verdict.REVIEW, "SAME_PERSON_DIFFERS", "须核对。", confidence=0.9)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path / "home")


@pytest.fixture
def workplace(world: World) -> Workplace:
    return Workplace(world.settings, world.engine, world.store)


def _decided(world: World, *checks: CheckResult, outcome: Outcome = Outcome.RETURNED) -> int:
    case = add_case(world, list(checks))
    decide_case(world, case, outcome)
    return case


def _strict(case: Case) -> tuple[CheckResult, ...]:
    """Rules that take no name, and know nothing of the operator."""
    assert case.form.unit_name
    return (CheckResult(CheckId.UNIT_NAME, Verdict.FAIL, "NAME_REFUSED", "不一致。", confidence=1.0),)


def _rows(engine: Engine) -> list[tuple[object, ...]]:
    tables = ("submission", "verification", "check_result", "reading", "decision", "event", "standing")
    with engine.connect() as connection:
        return [tuple(row) for table in tables for row in connection.execute(text(f"select * from {table}"))]


def test_who_would_change_is_told_by_check_and_nothing_is_written(world: World, workplace: Workplace) -> None:
    case = _decided(world, PASSED_NAME, IDENTITY, outcome=Outcome.APPROVED)
    _decided(world, CheckResult(CheckId.UNIT_NAME, Verdict.FAIL, "NAME_REFUSED", "不一致。"))
    add_case(world, [PASSED_NAME])
    before = _rows(world.engine)
    trial = try_rules(workplace, LONG_AGO, 10, _strict)
    assert _rows(world.engine) == before
    assert (trial.checked, trial.to_read_anew) == (2, 0)
    (change,) = trial.changes
    assert (change.submission, change.outcome, change.before, change.after) == (case, "approved", "review", "fail")
    (check,) = change.checks
    assert (check.check, check.before, check.after, check.reason) == ("unit_name", "pass", "fail", "NAME_REFUSED")


def test_only_decisions_since_then_and_only_so_many(world: World, workplace: Workplace) -> None:
    cases = [_decided(world, PASSED_NAME) for _ in range(3)]
    assert try_rules(workplace, now() + dt.timedelta(minutes=1), 10, _strict).checked == 0
    assert [change.submission for change in try_rules(workplace, LONG_AGO, 2, _strict).changes] == cases[:0:-1]


def test_the_rules_of_today_see_the_day_of_the_verification(world: World, workplace: Workplace) -> None:
    case = _decided(world, PASSED_NAME)
    with writing(world.engine) as session:
        session.scalars(select(Verification)).one().verified_at = dt.datetime(2026, 3, 1, 20, 0, tzinfo=dt.UTC)
    seen: list[Case] = []

    def look(checked: Case) -> tuple[CheckResult, ...]:
        seen.append(checked)
        return ()

    (change,) = try_rules(workplace, LONG_AGO, 10, look).changes
    assert seen[0].today == dt.date(2026, 3, 2)
    assert (change.submission, change.checks[0].after) == (case, "")


def test_what_cannot_be_checked_on_stored_readings_is_counted(world: World, workplace: Workplace) -> None:
    _decided(world, PASSED_NAME)
    with writing(world.engine) as session:
        for row in session.scalars(select(Reading)):
            row.findings = {"type": "no such type"}
    assert try_rules(workplace, LONG_AGO, 10) == Trial(checked=0, to_read_anew=1, changes=())


def test_a_trial_that_was_asked_for_is_computed_once(world: World, workplace: Workplace) -> None:
    _decided(world, FAILED_SEAL)
    with writing(world.engine) as session:
        trial = ask_trial(session, world.supervisor.id, LONG_AGO, 10**9).id
    assert finish_waiting(workplace) == 1
    with reading(world.engine) as session:
        kept = session.get_one(RuleTrial, trial)
        assert (kept.checked, kept.rules, kept.most_cases) == (1, RULES, 5000)
        assert kept.changes is not None
        assert kept.changes[0]["before"] == "fail"
        finished = kept.finished_at
    finish_trial(workplace, trial)
    with reading(world.engine) as session:
        assert session.get_one(RuleTrial, trial).finished_at == finished
    assert finish_waiting(workplace) == 0


@pytest.fixture
def home(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("ZHENGHE_HOME", str(world.settings.home))
    return world


def test_the_command_lists_who_would_change(home: World) -> None:
    case = _decided(home, PASSED_NAME)
    with reading(home.engine) as session:
        reference = session.get_one(Submission, case).reference
    result = CliRunner().invoke(recheck, ["--limit", "5"], standalone_mode=False)
    assert result.exception is None
    assert f"{reference} [returned] pass → fail" in result.output
    assert "certificate_seal: – → fail" in result.output
    result = CliRunner().invoke(recheck, ["--since", "2999-01-01", "--json"], standalone_mode=False)
    assert "checked: 0" in result.output
