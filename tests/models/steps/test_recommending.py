"""Recommending: whom, to whom, until when it is taken back, and where each answer leads."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from models.application_form import typed_application
from models.audit import content_hash
from models.database import writing
from models.errors import DecisionError
from models.histories import broken_steps, replayed_state
from models.life_cycles.errors import (
    AlreadyReceived,
    NobodyChosen,
    NotReceived,
    OwnApplication,
    PublicityFailed,
    PublicityRequired,
    ReasonRequired,
    SuperiorUnknown,
    YearDiffers,
)
from models.life_cycles.table import Party
from models.publicities import entries_of
from models.recommendations import people_of
from models.review import Outcome
from models.steps import applying, recommending, resulting, reviewing
from models.steps.recommending import Answer
from models.steps.reviewing import Opinion, ReviewOutcome
from tests.models.steps.applications import (
    AFTER,
    START,
    TYPED,
    all_passed,
    becomes_operator,
    id_number,
    operator,
    passed,
    published,
    recommendable,
    reviewed_before,
    superior_unit,
)
from tests.models.steps.employers import new_employer, reviewer
from tests.models.steps.test_resulting import FAILED

REASON = "业绩材料未加盖公章，请补盖。"


def test_whoever_passed_the_publicity_is_found_by_year_and_reported(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        people = recommendable(session, employer, by, 1, 2)
        assert list(recommending.recommendable(session, employer.id, 2026)) == people
        assert recommending.recommendable(session, employer.id, 2025) == ()
        done = recommending.report(session, employer, 2026, people, superior_unit(session), by)
        assert (done.state, {person.state for person in people}) == ("reported", {"reported"})
        assert done.summary is not None
        assert done.summary_hash == content_hash(done.summary)
        assert id_number(1) not in str(done.summary)
        assert replayed_state(session, "recommendation", done.id) == "reported"


def test_who_may_not_be_reported(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by, superior = operator(session, employer), superior_unit(session)
        with pytest.raises(NobodyChosen):
            recommending.report(session, employer, 2026, [], superior, by)
        reviewed = passed(session, employer, by, 1)
        with pytest.raises(PublicityRequired):
            recommending.report(session, employer, 2026, [reviewed], superior, by)
        batch = published(session, employer, by, [reviewed])
        with pytest.raises(PublicityRequired):
            recommending.report(session, employer, 2026, [reviewed], superior, by)
        resulting.save_results(session, batch, {entries_of(session, batch.id)[0].id: FAILED}, AFTER, by)
        with pytest.raises(PublicityFailed):
            recommending.report(session, employer, 2026, [reviewed], superior, by)


def test_the_year_has_to_be_the_applications(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        people = recommendable(session, employer, by)
        with pytest.raises(YearDiffers):
            recommending.report(session, employer, 2025, people, superior_unit(session), by)


@pytest.mark.parametrize(("name", "is_open"), [("已撤销的主管部门", False), ("岳阳市示例技术有限公司", True)])
def test_the_superior_unit_is_in_the_list_and_another_one(engine: Engine, name: str, *, is_open: bool) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        people = recommendable(session, employer, by)
        superior = superior_unit(session, name)
        superior.is_open = is_open
        with pytest.raises(SuperiorUnknown):
            recommending.report(session, employer, 2026, people, superior, by)


def test_an_operator_does_not_report_an_own_application(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        people = recommendable(session, employer, by)
        becomes_operator(session, people[0], by)
        with pytest.raises(OwnApplication):
            recommending.report(session, employer, 2026, people, superior_unit(session), by)


def test_it_is_taken_back_until_it_is_received(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by, superior = operator(session, employer), superior_unit(session)
        people = recommendable(session, employer, by)
        first = recommending.report(session, employer, 2026, people, superior, by)
        recommending.withdraw(session, first, by)
        assert (first.state, people[0].state) == ("withdrawn", "publicity_passed")
        second = recommending.report(session, employer, 2026, people, superior, by)
        recommending.receive(session, second, reviewer(session))
        with pytest.raises(AlreadyReceived):
            recommending.withdraw(session, second, by)


def test_every_answer_leads_somewhere_and_the_last_one_closes_the_list(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by, above = operator(session, employer), reviewer(session)
        people = recommendable(session, employer, by, 1, 2, 3)
        done = recommending.report(session, employer, 2026, people, superior_unit(session), by)
        first, second, third = (entry.id for entry in people_of(session, done.id))
        with pytest.raises(NotReceived):
            recommending.answer(session, done, {first: Answer(Outcome.APPROVED)}, above)
        recommending.receive(session, done, above)
        recommending.answer(session, done, {first: Answer(Outcome.APPROVED)}, above)
        assert done.state == "received"
        with pytest.raises(ReasonRequired):
            recommending.answer(session, done, {second: Answer(Outcome.RETURNED)}, above)
        both = {second: Answer(Outcome.RETURNED, REASON), third: Answer(Outcome.REJECTED, REASON)}
        recommending.answer(session, done, both, above)
        assert done.state == "answered"
        assert [person.state for person in people] == ["upper_approved", "upper_returned", "upper_rejected"]
        assert broken_steps(session) == ()


def test_after_a_return_from_above_the_unchanged_are_reported_again(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by, above, superior = operator(session, employer), reviewer(session), superior_unit(session)
        people = recommendable(session, employer, by)
        done = recommending.report(session, employer, 2026, people, superior, by)
        recommending.receive(session, done, above)
        (entry,) = people_of(session, done.id)
        recommending.answer(session, done, {entry.id: Answer(Outcome.RETURNED, REASON)}, above)
        again = recommending.report(session, employer, 2026, people, superior, by)
        assert (again.state, people[0].state) == ("reported", "reported")


def test_changed_content_repeats_review_and_publicity(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by, above, superior = operator(session, employer), reviewer(session), superior_unit(session)
        (person,) = recommendable(session, employer, by)
        done = recommending.report(session, employer, 2026, [person], superior, by)
        recommending.receive(session, done, above)
        (entry,) = people_of(session, done.id)
        recommending.answer(session, done, {entry.id: Answer(Outcome.RETURNED, REASON)}, above)
        reviewing.turn_back(session, person, "按上级意见修改专业", by)
        applicant = (Party.APPLICANT, applying.applicant(person))
        changed = typed_application({**TYPED, "id_number": id_number(1), "speciality": "电气工程"})
        applying.edit(session, person, changed, applicant)
        applying.submit(session, person, applicant)
        with pytest.raises(DecisionError):
            recommending.report(session, employer, 2026, [person], superior, by)
        reviewing.review(session, person, person.revision, Opinion(ReviewOutcome.PASSED), by)
        with pytest.raises(PublicityRequired):
            recommending.report(session, employer, 2026, [person], superior, by)
        reviewed_before(session, START)
        all_passed(session, published(session, employer, by, [person]), by)
        assert recommending.report(session, employer, 2026, [person], superior, by).state == "reported"


def test_content_that_changed_past_the_rules_is_not_reported(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        (person,) = recommendable(session, employer, by)
        person.level = "正高级"
        session.flush()
        with pytest.raises(PublicityRequired):
            recommending.report(session, employer, 2026, [person], superior_unit(session), by)
