"""Applying: what an applicant may change, and when."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from models.application_form import typed_application
from models.applications import attachments_of, publicised_content
from models.database import writing
from models.histories import replayed_state, steps_of
from models.intake import keep_file
from models.life_cycles.errors import Frozen, RejectedFinal
from models.life_cycles.table import Party
from models.steps import applying, reviewing
from models.steps.reviewing import Opinion, ReviewOutcome
from models.store import Store
from tests.models.steps.applications import TYPED, draft, id_number, operator, pending
from tests.models.steps.employers import new_employer

REASON = "学历证书不清晰，请重新拍照。"


def test_one_person_applies_once_a_year_and_series(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        draft(session, employer)
        with pytest.raises(applying.ApplicationExists):
            draft(session, employer)
        draft(session, employer, series="经济")
        draft(session, employer, year="2025")
        other = new_employer(session, "岳阳市另一示例有限公司")
        draft(session, other)


def test_a_draft_is_changed_and_a_submitted_one_is_not(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        application = draft(session, new_employer(session))
        by = (Party.APPLICANT, applying.applicant(application))
        changed = typed_application({**TYPED, "id_number": id_number(1), "speciality": "电气工程"})
        applying.edit(session, application, changed, by)
        assert application.speciality == "电气工程"
        applying.submit(session, application, by)
        with pytest.raises(Frozen):
            applying.edit(session, application, changed, by)
        with pytest.raises(Frozen):
            applying.attach(session, application, "学历证书", keep_file(store, b"a", "a.jpg"), by)


def test_attachments_belong_to_what_is_publicised(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        application = draft(session, new_employer(session))
        by = (Party.APPLICANT, applying.applicant(application))
        without = publicised_content(session, application)
        attachment = applying.attach(session, application, "学历证书", keep_file(store, b"a", "a.jpg"), by)
        assert publicised_content(session, application) != without
        with pytest.raises(applying.AttachmentExists):
            applying.attach(session, application, "学历证书", keep_file(store, b"a", "b.jpg"), by)
        applying.detach(session, application, attachment, by)
        assert attachments_of(session, application.id) == ()
        assert publicised_content(session, application) == without
        applying.attach(session, application, "学历证书", keep_file(store, b"a", "a.jpg"), by)
        assert [one.kind for one in attachments_of(session, application.id)] == ["学历证书"]


def test_a_returned_one_comes_again_as_a_new_revision(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        application = pending(session, employer)
        assert application.revision == 1
        reviewing.review(session, application, 1, Opinion(ReviewOutcome.RETURNED, REASON), operator(session, employer))
        applying.submit(session, application, (Party.APPLICANT, applying.applicant(application)))
        assert (application.state, application.revision) == ("pending", 2)
        assert replayed_state(session, "application", application.id) == "pending"


def test_a_rejected_one_does_not_come_again(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        application = pending(session, employer)
        reviewing.review(session, application, 1, Opinion(ReviewOutcome.REJECTED, REASON), operator(session, employer))
        with pytest.raises(RejectedFinal):
            applying.submit(session, application, (Party.APPLICANT, applying.applicant(application)))


def test_no_personal_value_is_told_to_the_history(engine: Engine) -> None:
    with writing(engine) as session:
        application = pending(session, new_employer(session))
        told = str([(step.actor, step.details) for step in steps_of(session, "application", application.id)])
        assert not any(value in told for value in (id_number(1), TYPED["mobile"], TYPED["name"]))
