"""One case in one pair of hands at a time."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import audit, holds
from models.accounts import Role
from models.base import now
from models.database import reading, writing
from models.findings import Slot
from models.intake import keep_file, replace_documents
from models.queue import QueueFilter, candidates
from models.review import Outcome, decide, state_of, undo
from models.standing import UNRANKED, Ending, Hold, Standing
from models.store import Store
from models.submissions import Submission
from tests.factories import new_account, new_submission, new_verification, stored_files
from tests.models import at_once

SECONDS = 60.0


def _people(engine: Engine, *usernames: str, role: Role = Role.REVIEWER) -> list[int]:
    with writing(engine) as session:
        return [new_account(session, role, username).id for username in usernames]


def _cases(engine: Engine, store: Store, count: int) -> list[int]:
    files = stored_files(store)
    with writing(engine) as session:
        submissions = [new_submission(session, files, f"{number:06d}") for number in range(count)]
        for submission in submissions:
            new_verification(session, submission)
        return [submission.id for submission in submissions]


def _next(engine: Engine, reviewer: int) -> int | None:
    with writing(engine) as session:
        return holds.take_first(session, candidates(QueueFilter()), reviewer, SECONDS)


def _expire(session: Session, submission_id: int) -> None:
    past = now() - dt.timedelta(seconds=1)
    session.execute(update(Standing).where(Standing.submission_id == submission_id).values(held_until=past))
    session.execute(update(Hold).where(Hold.submission_id == submission_id).values(until=past))


def _endings(engine: Engine, submission_id: int) -> list[str | None]:
    with reading(engine) as session:
        return list(session.scalars(select(Hold.ending).where(Hold.submission_id == submission_id).order_by(Hold.id)))


def test_two_reviewers_get_two_cases_in_the_order_of_the_queue(engine: Engine, store: Store) -> None:
    first, second = _cases(engine, store, 2)
    li, wang, chen = _people(engine, "li", "wang", "chen")
    assert [_next(engine, li), _next(engine, wang), _next(engine, chen)] == [first, second, None]
    with reading(engine) as session:
        assert (holds.held_by(session, li), holds.held_by(session, chen)) == (first, None)
        holder = holds.holder_of(session, second)
        assert holder is not None
        assert (holder.account_id, holder.until > now()) == (wang, True)


def test_what_is_held_is_kept_by_asking_again_and_refused_to_others(engine: Engine, store: Store) -> None:
    (case,) = _cases(engine, store, 1)
    li, wang = _people(engine, "li", "wang")
    with writing(engine) as session:
        assert holds.take(session, case, li, SECONDS)
        assert holds.take(session, case, li, 2 * SECONDS)
        assert not holds.take(session, case, wang, SECONDS)
        with pytest.raises(holds.HeldByAnother):
            holds.keep_from_others(session, case, wang, SECONDS)
        holder = holds.holder_of(session, case)
        assert holder is not None
        assert holder.until > now() + dt.timedelta(seconds=1.5 * SECONDS)
        assert session.scalars(select(Hold.until)).one() == holder.until


def test_letting_go_gives_the_case_back_and_only_the_holder_can(engine: Engine, store: Store) -> None:
    (case,) = _cases(engine, store, 1)
    li, wang = _people(engine, "li", "wang")
    assert _next(engine, li) == case
    with writing(engine) as session:
        assert not holds.release(session, case, wang)
        assert holds.release(session, case, li)
    assert _next(engine, wang) == case
    assert _endings(engine, case) == [Ending.RELEASED, None]


def test_an_expired_hold_is_free_for_others_and_lost_to_its_holder(engine: Engine, store: Store) -> None:
    (case,) = _cases(engine, store, 1)
    li, wang = _people(engine, "li", "wang")
    assert _next(engine, li) == case
    with writing(engine) as session:
        _expire(session, case)
    with reading(engine) as session:
        assert holds.held_by(session, li) is None
        assert holds.holder_of(session, case) is None
    assert _next(engine, wang) == case
    with writing(engine) as session:
        assert not holds.take(session, case, li, SECONDS)
    assert _endings(engine, case) == [Ending.EXPIRED, None]


def test_deciding_ends_the_hold_and_the_case_is_nobodys(engine: Engine, store: Store) -> None:
    (case,) = _cases(engine, store, 1)
    (li,) = _people(engine, "li")
    assert _next(engine, li) == case
    with writing(engine) as session:
        submission = session.get_one(Submission, case)
        decide(session, submission, 1, Outcome.APPROVED, "", audit.Actor("li", "reviewer", li))
    with writing(engine) as session:
        assert holds.holder_of(session, case) is None
        assert not holds.take(session, case, li, SECONDS)
        holds.keep_from_others(session, case, li, SECONDS)
    assert _next(engine, li) is None
    assert _endings(engine, case) == [Ending.CLOSED]


def test_taking_over_is_on_record(engine: Engine, store: Store) -> None:
    (case,) = _cases(engine, store, 1)
    (li,) = _people(engine, "li")
    (qian,) = _people(engine, "qian", role=Role.SUPERVISOR)
    assert _next(engine, li) == case
    with writing(engine) as session:
        holds.take_over(session, case, audit.Actor("qian", "supervisor", qian), SECONDS)
    with reading(engine) as session:
        assert (holds.held_by(session, qian), holds.held_by(session, li)) == (case, None)
        event = audit.history(session, case)[-1]
        assert (event.action, event.actor, event.details["holder"]) == ("take_over", "qian", "王小明")
    assert _endings(engine, case) == [Ending.TAKEN_OVER, None]


def test_what_is_settled_cannot_be_taken_over(engine: Engine, store: Store) -> None:
    (qian,) = _people(engine, "qian", role=Role.SUPERVISOR)
    with writing(engine) as session:
        case = new_submission(session, stored_files(store)).id
    with pytest.raises(holds.NothingToHold), writing(engine) as session:
        holds.take_over(session, case, audit.Actor("qian", "supervisor", qian), SECONDS)


def test_the_database_takes_no_second_open_hold(engine: Engine, store: Store) -> None:
    (case,) = _cases(engine, store, 1)
    li, wang = _people(engine, "li", "wang")
    assert _next(engine, li) == case
    second = Hold(submission_id=case, revision=1, reviewer_id=wang, taken_at=now(), until=now())
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.add(second)


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Processes that work at the same time."""
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        yield processes


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("database", "reviewers"), [("sqlite", 20), ("postgresql", 200)])
def test_no_two_of_many_reviewers_get_the_same_case(
    request: pytest.FixtureRequest, store: Store, processes: ProcessPoolExecutor, database: str, reviewers: int
) -> None:
    engine: Engine = request.getfixturevalue(database)
    cases = _cases(engine, store, reviewers)
    people = _people(engine, *(f"reviewer{number}" for number in range(reviewers)))
    url = engine.url.render_as_string(hide_password=False)
    share = reviewers // 4
    begin = time.time() + 5
    parts = [
        processes.submit(at_once.take_next, url, begin, people[start : start + share])
        for start in range(0, reviewers, share)
    ]
    taken = [case for part in parts for case in part.result()]
    assert sorted(case for case in taken if case is not None) == cases


def test_where_a_case_stands_is_what_its_history_comes_to(engine: Engine, store: Store) -> None:
    returned, corrected, undone, waiting = _cases(engine, store, 4)
    _people(engine, "li")
    actor = audit.Actor("li", "reviewer", 1)
    with writing(engine) as session:
        for case in (returned, corrected, undone):
            decide(session, session.get_one(Submission, case), 1, Outcome.RETURNED, "缺公章。", actor)
        files = {Slot.LETTER: keep_file(store, b"corrected", "new.pdf")}
        replace_documents(session, session.get_one(Submission, corrected), 1, files, actor)
        undo(session, session.get_one(Submission, undone), actor)
    with reading(engine) as session:
        for case in (returned, corrected, undone, waiting):
            submission, standing = session.get_one(Submission, case), session.get_one(Standing, case)
            assert standing.state == state_of(session, submission)
            assert standing.revision == submission.revision
        assert session.get_one(Standing, corrected).rank == UNRANKED
