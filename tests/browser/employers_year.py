"""One employer's year (单位事项): what was recommended, what is public now, and who is still on the way there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.application_form import typed_application
from models.applications import TitleApplication
from models.audit import Actor
from models.database import writing
from models.employers import Employer, EmployerOperator
from models.intake import keep_file
from models.life_cycles.table import Party
from models.publicities import entries_of
from models.publicity_terms import PublicityTerms
from models.registration_form import typed_registration
from models.steps import applying, objecting, publishing, recommending, registering, reviewing
from models.steps.duties import Duties, duties_of
from models.steps.objecting import ObjectionForm
from models.steps.publishing import PublicityForm
from models.steps.reviewing import Opinion, ReviewOutcome
from models.store import Store
from tests.models.steps import employers as registrations
from tests.models.steps.applications import (
    TYPED,
    all_passed,
    draft,
    id_number,
    passed,
    pending,
    published,
    superior_unit,
)
from tests.webqueue.world import CODE, FAILED_SEAL, NAME, PASSED_NAME, World

TODAY = dt.date(2026, 11, 25)
_FIRST_DAY = dt.date(2026, 11, 23)
_NEW_CODE = "52430602MJJ000020W"
_NEW_NAME = "岳阳县示例职业培训学校"
_FINISHED = ("王小明", "刘小红")
_PUBLIC = ("陈建国", "赵丽华", "孙伟")


@dataclass(frozen=True)
class EmployersYear:
    """The numbers by which the pages are opened."""

    draft: int
    waiting: int
    sent_back: int
    publicity: int
    finished_publicity: int
    planned_publicity: int
    notice: str
    recommendation: int
    code: str
    """Of the draft, for its applicant."""
    registration: str
    registration_code: str


def live_a_year(world: World) -> EmployersYear:
    """The year of the employer that `operator` acts for, seen from TODAY."""
    with writing(world.engine) as session:
        employer, by = begin_as_employer(session, world)
        superior = superior_unit(session)
        finished = [passed(session, employer, by, number, name=name) for number, name in enumerate(_FINISHED, start=1)]
        finished_batch = published(session, employer, by, finished)
        all_passed(session, finished_batch, by)
        recommendation = recommending.report(session, employer, 2026, finished[:1], superior, by)
        public = [passed(session, employer, by, number, name=name) for number, name in enumerate(_PUBLIC, start=3)]
        batch = publishing.draft_batch(session, employer, public, by)
        form = PublicityForm("李四", "0730-8880000", _FIRST_DAY, 5)
        publishing.publish(session, batch, form, PublicityTerms(), _FIRST_DAY, by)
        objection = ObjectionForm("赵六", "业绩材料与事实不符，请核查。", TODAY)
        objecting.record_objection(session, entries_of(session, batch.id)[1], objection, TODAY, by)
        planned = publishing.draft_batch(session, employer, [passed(session, employer, by, 9, name="周敏")], by)
        unfinished, code = _draft_with_code(session, employer)
        registration, registration_code = _registration(session, world.store)
        return EmployersYear(
            registration=registration,
            registration_code=registration_code,
            draft=unfinished.id,
            waiting=_waiting(session, world.store, employer).id,
            sent_back=_sent_back(session, employer, by).id,
            publicity=batch.id,
            finished_publicity=finished_batch.id,
            planned_publicity=planned.id,
            notice=batch.token,
            recommendation=recommendation.id,
            code=code,
        )


def begin_as_employer(session: Session, world: World) -> tuple[Employer, Duties]:
    """The employer that `operator` acts for, and what that one may do there."""
    employer = Employer(credit_code=CODE, name=NAME, pooling_area="岳阳楼区")
    session.add(employer)
    session.flush()
    session.add(
        EmployerOperator(
            employer_id=employer.id,
            account_id=world.operator.id,
            name=world.operator.name,
            id_number=id_number(900),
            mobile="13900139000",
        )
    )
    session.flush()
    actor = Actor("operator", "operator", world.operator.id)
    return employer, duties_of(session, actor, employer.id, separate=True)


def _registration(session: Session, store: Store) -> tuple[str, str]:
    """One whose documents were read, with its code; a check failed."""
    registration, code = registering.begin_registration(session)
    typed = {
        **registrations.TYPED,
        "credit_code": _NEW_CODE,
        "unit_name": _NEW_NAME,
        "username": "yyxpx01",
    }
    registering.fill_in(session, registration, typed_registration(typed), registrations.RULES)
    registrations.upload(session, store, registration)
    failed = replace(FAILED_SEAL, expected=_NEW_NAME, found="岳阳县民政局")
    registrations.verify(session, registration, failed, replace(PASSED_NAME, expected=_NEW_NAME, found=_NEW_NAME))
    registering.save(session, registration)
    return registration.reference, code


def _draft_with_code(session: Session, employer: Employer) -> tuple[TitleApplication, str]:
    typed = typed_application({**TYPED, "name": "吴婷", "id_number": id_number(6)})
    return applying.enter(session, employer, typed, Actor("applicant", "applicant"))


def _waiting(session: Session, store: Store, employer: Employer) -> TitleApplication:
    application = draft(session, employer, 7, name="郑强")
    by = Party.APPLICANT, applying.applicant(application)
    for kind, name in (("学历证书", "本科毕业证.jpg"), ("业绩材料", "主持项目清单.pdf")):
        applying.attach(session, application, kind, keep_file(store, f"{kind} of 郑强".encode(), name), by)
    applying.submit(session, application, by)
    return application


def _sent_back(session: Session, employer: Employer, by: Duties) -> TitleApplication:
    application = pending(session, employer, 8, name="何静")
    opinion = Opinion(ReviewOutcome.RETURNED, "学历证书不清晰，请重新拍照。")
    reviewing.review(session, application, application.revision, opinion, by)
    return application
