"""Figures about reviewing."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine

from models import audit, holds
from models.accounts import Role
from models.base import now
from models.database import reading, writing
from models.figures import AGES, OLDER, figures
from models.findings import CheckId, CheckResult, Verdict
from models.reasons import add_reason, reasons_in_force
from models.review import Outcome, decide, undo
from models.standing import Standing
from models.store import Store
from models.submissions import Submission
from tests.factories import new_account, new_submission, new_verification, stored_files

FAILED = CheckResult(CheckId.MARKING, Verdict.FAIL, "MARKING_MISSING", "未见用途标注。", confidence=0.9)
PASSED = CheckResult(CheckId.CREDIT_CODE, Verdict.PASS, "CODE_MATCHES", "代码一致。", confidence=1.0)
DAY = dt.timedelta(days=1)


def _case(engine: Engine, store: Store, reference: str, *checks: CheckResult) -> int:
    with writing(engine) as session:
        submission = new_submission(session, stored_files(store), reference)
        new_verification(session, submission, *checks)
        return submission.id


def _decide(engine: Engine, case: int, outcome: Outcome, reasons: tuple[int, ...] = ()) -> None:
    with writing(engine) as session:
        holds.take(session, case, 1, 60)
        actor = audit.Actor("reviewer", "reviewer", 1)
        decide(session, session.get_one(Submission, case), 1, outcome, "理由。", actor, reasons=reasons)


def test_figures_tell_the_backlog_the_pace_and_the_disagreements(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        new_account(session, Role.REVIEWER)
    overridden = _case(engine, store, "overridden", FAILED, PASSED)
    agreed = _case(engine, store, "agreed", FAILED)
    unseen = _case(engine, store, "unseen", PASSED)
    fine = _case(engine, store, "fine", PASSED)
    waiting = _case(engine, store, "waiting", PASSED)
    with writing(engine) as session:
        session.get_one(Standing, waiting).waiting_since = now() - 10 * DAY
        known = reasons_in_force(session, "returned")
        reason = (known[0].id,) if known else ()
    _decide(engine, overridden, Outcome.APPROVED)
    _decide(engine, agreed, Outcome.RETURNED, reason)
    _decide(engine, unseen, Outcome.REJECTED)
    _decide(engine, fine, Outcome.APPROVED)
    with reading(engine) as session:
        found = figures(session, now() - DAY, now(), dt.UTC, audit_share=1.0)
    assert found.backlog == {**{name: 0 for name, _ in AGES}, OLDER: 1}
    assert list(found.by_day.values()) == [{"approved": 2, "returned": 1, "rejected": 1}]
    (pace,) = found.paces
    assert (pace.reviewer, pace.decisions) == ("王小明", 4)
    assert pace.seconds is not None
    assert 0 <= pace.seconds < 60
    assert (found.straight_through, found.verified) == (3, 5)
    assert (found.silent_errors, found.green_decided) == (1, 2)
    assert (found.sample_errors, found.sample_decided) == (1, 2)
    assert pace.per_hour in (4.0, 2.0), "the clock may have struck meanwhile"
    assert (found.decisions, found.per_hour, found.seconds) == (4, pace.per_hour, pace.seconds)
    (disagreement,) = found.disagreements
    assert (disagreement.check, disagreement.flagged, disagreement.approved) == ("marking", 2, 1)
    assert [use.times for use in found.reasons] == [1] * len(reason)


def test_undone_and_older_decisions_do_not_count(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        new_account(session, Role.REVIEWER)
    case = _case(engine, store, "undone", FAILED)
    _decide(engine, case, Outcome.APPROVED)
    with reading(engine) as session:
        assert figures(session, now() + DAY, now() + DAY, dt.UTC).paces == ()
    with writing(engine) as session:
        undo(session, session.get_one(Submission, case), audit.Actor("reviewer", "reviewer", 1))
    with reading(engine) as session:
        found = figures(session, now() - DAY, now(), dt.UTC)
    assert (found.paces, found.by_day, found.disagreements) == ((), {}, ())
    assert sum(found.backlog.values()) == 1


def test_only_drawn_cases_count_as_the_sample(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        new_account(session, Role.REVIEWER)
    _decide(engine, _case(engine, store, "green", PASSED), Outcome.RETURNED)
    _decide(engine, _case(engine, store, "flagged", FAILED), Outcome.RETURNED)
    with reading(engine) as session:
        none, all_green = (figures(session, now() - DAY, now(), dt.UTC, share) for share in (0.0, 1.0))
    assert (none.sample_errors, none.sample_decided) == (0, 0)
    assert (all_green.sample_errors, all_green.sample_decided) == (1, 1)


def test_reasons_are_told_week_by_week(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        new_account(session, Role.REVIEWER)
        add_reason(session, "returned", "未见公章", "请加盖单位公章后重新上传。")
        (reason, *_) = reasons_in_force(session, "returned")
    for name in ("first", "second"):
        _decide(engine, _case(engine, store, name, FAILED), Outcome.RETURNED, (reason.id,))
    with reading(engine) as session:
        (use,) = figures(session, now() - 14 * DAY, now(), dt.UTC).reasons
    assert (use.title, use.times, len(use.by_week)) == (reason.title, 2, 3)
    assert {week.weekday() for week in use.by_week} == {0}
    assert list(use.by_week.values()) == [0, 0, 2]
