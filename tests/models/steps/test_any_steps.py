"""Whatever people do in whatever order, nothing leaves the tables, and every history replays to where its thing is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.application_form import typed_application
from models.applications import TitleApplication, publicised_content
from models.audit import Actor
from models.employers import Employer
from models.errors import ZhengheError
from models.histories import broken_steps, replayed_state
from models.life_cycles.table import Party
from models.publicities import Objection, PublicityBatch, entries_of, newest_entry
from models.recommendations import Recommendation, SuperiorUnit, people_of
from models.review import Outcome
from models.steps import applying, objecting, publishing, recommending, resulting, reviewing
from models.steps.duties import Duties
from models.steps.objecting import ObjectionForm
from models.steps.recommending import Answer
from models.steps.resulting import PublicityResult
from models.steps.reviewing import Opinion, ReviewOutcome
from tests.models.steps.applications import (
    AFTER,
    FORM,
    START,
    TERMS,
    TYPED,
    draft,
    id_number,
    operator,
    reviewed_before,
    superior_unit,
)
from tests.models.steps.employers import new_employer, reviewer

DAY_BEFORE = START - dt.timedelta(days=1)
REASONS = ("材料需要补充说明", "材料需要补充说明", "")
OUTCOMES = (*(ReviewOutcome.PASSED,) * 6, ReviewOutcome.RETURNED, ReviewOutcome.REJECTED)


class NothingThere(Exception):
    """There is nothing yet that the step could be taken on."""


@dataclass
class Office:
    """An employer, its people, and what chance decides next."""

    session: Session
    employer: Employer
    operators: tuple[Duties, ...]
    people: tuple[TitleApplication, ...]
    superior: SuperiorUnit
    above: Actor
    chance: st.DataObject
    today: dt.date = START

    def one_of(self, options: Any) -> Any:
        """One of these, by chance."""
        possible = list(options)
        if not possible:
            raise NothingThere
        return self.chance.draw(st.sampled_from(possible))

    def any_row(self, kind: Any) -> Any:
        """One of the rows there are."""
        return self.one_of(self.session.scalars(select(kind).order_by(kind.id)))

    @property
    def by(self) -> Duties:
        """One of the operators; the second is one of the applicants."""
        chosen: Duties = self.one_of(self.operators)
        return chosen


def _let_time_pass(office: Office) -> None:
    office.today = AFTER if office.today == START else START


def _edit(office: Office) -> None:
    person = office.one_of(office.people)
    number = office.people.index(person) + 1
    typed = typed_application({**TYPED, "id_number": id_number(number), "level": office.one_of(["中级", "副高级"])})
    applying.edit(office.session, person, typed, (Party.APPLICANT, applying.applicant(person)))


def _submit(office: Office) -> None:
    person = office.one_of(office.people)
    applying.submit(office.session, person, (Party.APPLICANT, applying.applicant(person)))


def _review(office: Office) -> None:
    person, by = office.one_of(office.people), office.by
    opinion = Opinion(office.one_of(OUTCOMES), office.one_of(REASONS))
    reviewing.review(office.session, person, person.revision, opinion, by)
    reviewed_before(office.session, DAY_BEFORE)


def _again(office: Office) -> None:
    step = office.one_of([reviewing.reopen, reviewing.correct, reviewing.turn_back])
    step(office.session, office.one_of(office.people), office.one_of(REASONS), office.by)


def _draft_batch(office: Office) -> None:
    chosen = office.chance.draw(st.lists(st.sampled_from(office.people), unique=True, min_size=1))
    publishing.draft_batch(office.session, office.employer, chosen, office.by)


def _publish(office: Office) -> None:
    publishing.publish(office.session, office.any_row(PublicityBatch), FORM, TERMS, office.today, office.by)


def _cancel(office: Office) -> None:
    publishing.cancel(office.session, office.any_row(PublicityBatch), office.one_of(REASONS), office.by)


def _object(office: Office) -> None:
    entry = office.one_of(entries_of(office.session, office.any_row(PublicityBatch).id))
    form = ObjectionForm("赵六", "材料与事实不符", office.today)
    objecting.record_objection(office.session, entry, form, office.today, office.by)


def _resolve(office: Office) -> None:
    objection, upheld, report = office.any_row(Objection), office.one_of([True, False]), office.one_of(REASONS)
    objecting.resolve(office.session, objection, upheld=upheld, report=report, today=office.today, by=office.by)


def _expire(office: Office) -> None:
    resulting.expire(office.session, office.any_row(PublicityBatch), office.today)


def _result(office: Office) -> None:
    batch = office.any_row(PublicityBatch)
    reason = office.one_of(REASONS)
    results = {
        entry.id: PublicityResult(office.one_of([True, True, False]), reason, reason)
        for entry in entries_of(office.session, batch.id)
    }
    resulting.save_results(office.session, batch, results, office.today, office.by)


def _report(office: Office) -> None:
    chosen = office.chance.draw(st.lists(st.sampled_from(office.people), unique=True, min_size=1))
    recommending.report(office.session, office.employer, 2026, chosen, office.superior, office.by)


def _take_back(office: Office) -> None:
    recommending.withdraw(office.session, office.any_row(Recommendation), office.by)


def _receive(office: Office) -> None:
    recommending.receive(office.session, office.any_row(Recommendation), office.above)


def _answer(office: Office) -> None:
    recommendation = office.any_row(Recommendation)
    answers = {
        entry.id: Answer(office.one_of(Outcome), office.one_of(REASONS))
        for entry in people_of(office.session, recommendation.id)
    }
    recommending.answer(office.session, recommendation, answers, office.above)


STEPS: tuple[Callable[[Office], None], ...] = (
    _let_time_pass, _edit, _submit, _review, _again, _draft_batch, _publish, _cancel, _object, _resolve, _expire,
    _result, _report, _take_back, _receive, _answer,
)  # fmt: skip
USUAL = (
    *(_submit,) * 3, *(_review,) * 4, _draft_batch, _publish, _let_time_pass, _expire, _result,
    *(_report,) * 3, _receive, _answer, _let_time_pass,
)  # fmt: skip
"""The way that leads on, among which chance puts its own steps, so that it gets far often enough."""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.data())
def test_random_steps_of_random_people(sqlite: Engine, chance: st.DataObject) -> None:
    with sqlite.connect() as connection, Session(connection) as session:
        office = open_office(session, chance)
        for step in walk(chance):
            attempt = session.begin_nested()
            try:
                step(office)
            except (ZhengheError, NothingThere):
                attempt.rollback()
                session.expire_all()
            else:
                attempt.commit()
            check(office)
        session.rollback()


def walk(chance: st.DataObject) -> Iterator[Callable[[Office], None]]:
    """The usual way twice, with steps of chance between its own."""
    for step in (*USUAL, *USUAL):
        yield from chance.draw(st.lists(st.sampled_from(STEPS), max_size=1))
        yield step


def open_office(session: Session, chance: st.DataObject) -> Office:
    """Two operators, of whom the second applies too, and three applicants."""
    employer = new_employer(session)
    operators = (operator(session, employer), operator(session, employer, "second", 3))
    people = tuple(draft(session, employer, person) for person in (1, 2, 3))
    return Office(session, employer, operators, people, superior_unit(session), reviewer(session), chance)


def check(office: Office) -> None:
    """What must hold whatever was done; the database's own guards have held at every step before."""
    session = office.session
    living: tuple[tuple[str, Any], ...] = (
        ("application", TitleApplication),
        ("publicity", PublicityBatch),
        ("recommendation", Recommendation),
    )
    for subject, kind in living:
        for row in session.scalars(select(kind)):
            assert replayed_state(session, subject, row.id) == row.state
    assert broken_steps(session) == ()
    for person in session.scalars(select(TitleApplication).where(TitleApplication.state == "reported")):
        entry = newest_entry(session, person.id)
        assert entry is not None
        assert (entry.result, entry.content_hash) == ("passed", publicised_content(session, person))
