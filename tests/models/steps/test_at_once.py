"""Two people at once: one of them takes the step, the other is told, and the history has it once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.applications import TitleApplication
from models.database import reading, writing
from models.employers import Employer
from models.errors import ZhengheError
from models.histories import broken_steps, replayed_state, steps_of
from models.publicities import PublicityEntry
from models.recommendations import SuperiorUnit
from models.registrations import Registration
from models.steps import publishing, recommending, registering, reviewing
from models.steps.duties import Duties
from models.steps.reviewing import Opinion, ReviewOutcome
from models.store import Store
from tests.models.steps.applications import operator, passed, pending, recommendable, superior_unit
from tests.models.steps.employers import PASSWORD, new_employer, saved

Step = Callable[[Session], object]


def both_at_once(engine: Engine, step: Step) -> list[bool]:
    """Whether each of two people who take the same step at the same time succeeded."""
    together = Barrier(2)

    def take(_: int) -> bool:
        together.wait()
        try:
            with writing(engine) as session:
                step(session)
        except ZhengheError:
            return False
        return True

    with ThreadPoolExecutor(2) as people:
        return sorted(people.map(take, range(2)))


def test_a_registration_is_handed_in_once(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        number = saved(session, store).id
    assert both_at_once(
        engine, lambda session: registering.submit(session, session.get_one(Registration, number), PASSWORD)
    ) == [False, True]
    with reading(engine) as session:
        assert replayed_state(session, "registration", number) == "submitted"
        assert broken_steps(session) == ()


def test_an_application_is_reviewed_once(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by, number = operator(session, employer), pending(session, employer).id

    def review(session: Session) -> None:
        application = session.get_one(TitleApplication, number)
        reviewing.review(session, application, 1, Opinion(ReviewOutcome.PASSED), by)

    assert both_at_once(engine, review) == [False, True]
    with reading(engine) as session:
        assert [step.action for step in steps_of(session, "application", number)] == ["begin", "submit", "pass"]


def test_a_person_stands_in_one_batch(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        number = passed(session, employer, by).id
    assert both_at_once(engine, lambda session: _draft(session, employer.id, number, by)) == [False, True]
    with reading(engine) as session:
        assert len(session.scalars(select(PublicityEntry)).all()) == 1


def _draft(session: Session, employer: int, number: int, by: Duties) -> None:
    people = [session.get_one(TitleApplication, number)]
    publishing.draft_batch(session, session.get_one(Employer, employer), people, by)


def test_a_person_is_recommended_once(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        (person,) = recommendable(session, employer, by)
        unit, number = superior_unit(session).id, person.id

    def report(session: Session) -> None:
        people = [session.get_one(TitleApplication, number)]
        superior = session.get_one(SuperiorUnit, unit)
        recommending.report(session, session.get_one(Employer, employer.id), 2026, people, superior, by)

    assert both_at_once(engine, report) == [False, True]
    with reading(engine) as session:
        assert session.get_one(TitleApplication, number).state == "reported"
        assert broken_steps(session) == ()
