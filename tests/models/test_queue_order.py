"""The queue's order is told by indexes, page by page, whatever is asked for."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from models.audit import Actor
from models.base import now
from models.database import reading, writing
from models.findings import CheckId, CheckResult, Verdict
from models.queue import QueueFilter, candidates, count_all, count_cases, list_cases
from models.review import Outcome, decide
from models.standing import FlaggedCheck, Standing, restate
from models.store import Store
from models.submissions import Submission, SubmissionState
from tests.factories import new_account, new_submission, new_verification, stored_files

AREAS = ("岳阳楼区", "云溪区")
OVERDUE = now() - dt.timedelta(hours=50)


def _result(check: CheckId, verdict: Verdict) -> CheckResult:
    return CheckResult(check, verdict, "REASON", "说明。", confidence=0.9)


@pytest.fixture
def cases(engine: Engine, store: Store) -> Engine:
    """Waiting cases of every verdict and area, old and new, and some that are settled."""
    files = stored_files(store)
    with writing(engine) as session:
        reviewer = new_account(session)
        ways = itertools.product(Verdict, AREAS, range(3))
        for number, (verdict, area, days) in enumerate(ways):
            submission = new_submission(session, files, f"case {number}", pooling_area=area)
            new_verification(
                session, submission, _result(CheckId.MARKING, verdict), _result(CheckId.CREDIT_CODE, Verdict.PASS)
            )
            session.flush()
            waiting = now() - dt.timedelta(days=days + 1)
            for table in (Standing, FlaggedCheck):
                session.query(table).filter_by(submission_id=submission.id).update({"waiting_since": waiting})
            if number % 5 == 0:
                decide(session, submission, 1, Outcome.APPROVED, "同意", Actor("reviewer", "reviewer", reviewer.id))
    return engine


FILTERS = [
    QueueFilter(),
    QueueFilter(overdue_before=OVERDUE),
    QueueFilter(verdict=Verdict.REVIEW, overdue_before=OVERDUE),
    QueueFilter(pooling_area="云溪区", overdue_before=OVERDUE),
    QueueFilter(verdict=Verdict.FAIL, pooling_area="云溪区", overdue_before=OVERDUE),
    QueueFilter(check="marking", overdue_before=OVERDUE),
    QueueFilter(check="marking", verdict=Verdict.FAIL),
    QueueFilter(check="marking", pooling_area="云溪区", overdue_before=OVERDUE),
    QueueFilter(check="marking", state=None),
    QueueFilter(areas=AREAS[:1], overdue_before=OVERDUE),
    QueueFilter(state=SubmissionState.APPROVED),
    QueueFilter(state=None),
    QueueFilter(search="91430602", overdue_before=OVERDUE),
]


def test_pages_one_after_the_other_are_the_whole_list_in_its_order(cases: Engine) -> None:
    for wanted in FILTERS:
        with reading(cases) as session:
            whole = list_cases(session, wanted, limit=100)
            assert _page_by_page(session, wanted) == [entry.submission.id for entry in whole], wanted
            assert len(whole) == count_cases(session, wanted) > 0, wanted
        keys = [(entry.place.segment, entry.place.rank, entry.place.since) for entry in whole]
        assert keys == sorted(keys, reverse=wanted.state in (None, SubmissionState.APPROVED)), wanted


def _page_by_page(session: Session, wanted: QueueFilter) -> list[int]:
    found: list[int] = []
    after = None
    while page := list_cases(session, wanted, limit=4, after=after):
        found += [entry.submission.id for entry in page]
        after = page[-1].place
    return found


def test_all_counts_come_with_one_question(cases: Engine) -> None:
    asked = dict(enumerate(FILTERS))
    with reading(cases) as session:
        assert count_all(session, asked) == {number: count_cases(session, wanted) for number, wanted in asked.items()}
        assert count_all(session, {}) == {}


def test_checks_that_did_not_pass_stand_where_their_case_stands(cases: Engine) -> None:
    with reading(cases) as session:
        rows = session.execute(
            select(FlaggedCheck, Standing).join(Standing, Standing.submission_id == FlaggedCheck.submission_id)
        ).all()
        assert rows
        for flag, standing in rows:
            assert flag.check == "marking"
            assert standing.verdict in ("fail", "review")
            for name in ("state", "rank", "waiting_since", "pooling_area"):
                assert getattr(flag, name) == getattr(standing, name)


def test_a_draft_has_no_place_in_any_list(cases: Engine) -> None:
    with writing(cases) as session:
        submission = session.scalars(
            select(Submission).join(FlaggedCheck, FlaggedCheck.submission_id == Submission.id).limit(1)
        ).one()
        submission.is_draft = True
        restate(session, submission, SubmissionState.PENDING)
        assert session.query(FlaggedCheck).filter_by(submission_id=submission.id).count() == 0


def test_a_verdict_that_only_checks_have_finds_no_case(cases: Engine) -> None:
    with reading(cases) as session:
        for check in ("", CheckId.MARKING.value):
            wanted = QueueFilter(verdict=Verdict.NOT_CHECKED, check=check)
            assert count_cases(session, wanted) == 0
            assert list_cases(session, wanted) == ()


def _named(wanted: QueueFilter) -> str:
    """The same in every process, whenever it began."""
    shown = (wanted.state, wanted.verdict, wanted.check, wanted.pooling_area, wanted.overdue_before and "overdue")
    return "-".join(str(part) for part in shown if part) or "all"


@pytest.mark.parametrize("wanted", [wanted for wanted in FILTERS if not wanted.search and not wanted.areas], ids=_named)
def test_no_list_is_sorted_or_walked_through(sqlite: Engine, wanted: QueueFilter) -> None:
    if wanted.state not in (None, SubmissionState.PENDING):
        wanted = QueueFilter()
    with sqlite.connect() as connection:
        for query in candidates(wanted):
            compiled = query.limit(1).compile(sqlite, compile_kwargs={"literal_binds": True})
            plan = [str(row[-1]) for row in connection.execute(text(f"explain query plan {compiled}"))]
            assert not [line for line in plan if "TEMP B-TREE" in line or line == "SCAN standing"], plan
