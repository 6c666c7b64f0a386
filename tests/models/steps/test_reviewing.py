"""The employer's initial review."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from models.applications import reviews_of
from models.database import writing
from models.errors import PermissionDenied
from models.life_cycles.errors import NotSubmitted, OwnApplication, ReasonRequired
from models.review import CaseChanged
from models.steps import reviewing
from models.steps.duties import duties_of
from models.steps.reviewing import DEFAULT_OPINION, Opinion, ReviewOutcome
from tests.factories import new_account
from tests.models.steps.applications import becomes_operator, draft, operator, passed, pending
from tests.models.steps.employers import actor, new_employer

REASON = "学历证书不清晰，请重新拍照。"


def test_passing_needs_no_opinion_and_gets_the_usual_one(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        application = passed(session, employer, operator(session, employer))
        (review,) = reviews_of(session, application.id)
        assert (application.state, review.opinion) == ("passed", DEFAULT_OPINION)


@pytest.mark.parametrize("outcome", [ReviewOutcome.RETURNED, ReviewOutcome.REJECTED])
def test_the_other_two_need_a_reason(engine: Engine, outcome: ReviewOutcome) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        application = pending(session, employer)
        with pytest.raises(ReasonRequired):
            reviewing.review(session, application, 1, Opinion(outcome, "  不行 "), by)
        reviewing.review(session, application, 1, Opinion(outcome, REASON, saw_details=True), by)
        (review,) = reviews_of(session, application.id)
        assert (application.state, review.outcome, review.opinion) == (outcome.value, outcome.value, REASON)
        assert (review.saw_details, review.saw_attachments) == (True, False)


def test_the_database_itself_takes_no_return_without_a_reason(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        passed(session, employer, operator(session, employer))
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("update initial_review set outcome = 'returned', opinion = '不行'"))


def test_nobody_reviews_an_own_application_where_duties_are_separate(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        application = pending(session, employer)
        becomes_operator(session, application, by)
        with pytest.raises(OwnApplication):
            reviewing.review(session, application, 1, Opinion(ReviewOutcome.PASSED), by)
        alone = duties_of(session, by.actor, employer.id, separate=False)
        reviewing.review(session, application, 1, Opinion(ReviewOutcome.PASSED), alone)


def test_operators_act_for_their_own_employer_alone(engine: Engine) -> None:
    with writing(engine) as session:
        employer, other = new_employer(session), new_employer(session, "岳阳市另一示例有限公司")
        by = operator(session, employer)
        stranger = actor(new_account(session))
        for person, unit in ((by.actor, other), (stranger, employer)):
            with pytest.raises(PermissionDenied):
                duties_of(session, person, unit.id, separate=True)


def test_a_revision_that_was_not_seen_is_not_reviewed(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        application = pending(session, employer)
        with pytest.raises(CaseChanged):
            reviewing.review(session, application, 2, Opinion(ReviewOutcome.PASSED), operator(session, employer))


def test_a_draft_is_not_reviewed(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        application = draft(session, employer)
        with pytest.raises(NotSubmitted):
            reviewing.review(session, application, 1, Opinion(ReviewOutcome.PASSED), operator(session, employer))


def test_a_review_is_reopened_with_a_reason_and_taken_anew(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        application = passed(session, employer, by)
        with pytest.raises(ReasonRequired):
            reviewing.reopen(session, application, "", by)
        reviewing.reopen(session, application, "漏看一项附件，重新审核", by)
        assert (application.state, application.revision) == ("pending", 2)
        reviewing.review(session, application, 2, Opinion(ReviewOutcome.RETURNED, REASON), by)
        assert [review.outcome for review in reviews_of(session, application.id)] == ["returned", "passed"]
