"""Registering: from an empty form to a frozen submission, and back to the operator."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import reading_work
from models.accounts import Role, password_matches
from models.database import reading, writing
from models.errors import DecisionError
from models.findings import Slot
from models.histories import replayed_state, steps_of
from models.identity_rule import Ruling
from models.intake import keep_file
from models.life_cycles.errors import (
    ChecksFailed,
    Frozen,
    IdentityRuleBroken,
    OtherApplicationOpen,
    ReadingUnfinished,
    SaveBeforeAttached,
    SubmitBeforeSave,
    UploadBeforeComplete,
)
from models.registration_form import typed_registration
from models.registrations import Registration
from models.review import NotHandedIn, Outcome, decide
from models.standing import Standing
from models.steps import registering
from models.store import Store
from models.submissions import Submission, current_documents, current_form
from tests.factories import new_account
from tests.models.steps.employers import (
    FAILED,
    KEPT,
    PASSWORD,
    RULES,
    TYPED,
    attached,
    filled,
    new_employer,
    new_operator,
    reviewer,
    saved,
    submission_of,
    submitted,
    upload,
    verify,
)


def standing(session: Session, registration: Registration) -> str | None:
    """Where it stands in the reviewers' queue; None where they see nothing of it."""
    return session.scalar(select(Standing.state).where(Standing.submission_id == registration.submission_id))


def test_whoever_begins_gets_a_number_and_a_code_of_which_only_the_hash_is_kept(engine: Engine) -> None:
    with writing(engine) as session:
        registration, code = registering.begin_registration(session)
        other, other_code = registering.begin_registration(session)
        assert registration.reference != other.reference
        assert code != other_code
        assert registration.access_hash == registering.access_hash(code)
        assert code not in str(registration.__dict__)


def test_what_was_typed_is_kept_even_where_it_is_wrong(engine: Engine) -> None:
    with writing(engine) as session:
        registration = filled(session, {"credit_code": "91430602MA4TT0009A"})
        assert registration.state == "draft"
        assert registration.credit_code == "91430602MA4TT0009A"
        assert registering.typed_of(registration).mobile == TYPED["mobile"]


def test_a_password_is_kept_as_a_hash_and_only_where_it_may_be_chosen(engine: Engine) -> None:
    with writing(engine) as session:
        registration = filled(session, {"password": "P@ssw0rd"})
        assert registration.password_hash is None
        registration = filled(session)
        assert registration.password_hash is not None
        assert password_matches(registration.password_hash, PASSWORD)
        assert PASSWORD not in str(registration.__dict__)


def test_no_document_before_the_form_is_right(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = filled(session, {"mobile": ""})
        with pytest.raises(UploadBeforeComplete):
            upload(session, store, registration)


def test_documents_are_read_at_once_and_reviewers_see_nothing_of_them(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = filled(session)
        upload(session, store, registration, Slot.CERTIFICATE)
        assert registration.state == "form_complete"
        upload(session, store, registration, Slot.LETTER)
        assert registration.state == "attached"
        assert len(reading_work.unfinished(session)) == 2
        assert standing(session, registration) is None
        submission = submission_of(session, registration)
        assert submission.is_draft
        assert current_form(session, submission.id) == registration.form


def test_a_draft_is_not_decided_on(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = saved(session, store)
        with pytest.raises(NotHandedIn):
            decide(session, submission_of(session, registration), 1, Outcome.APPROVED, "", reviewer(session))


def test_a_changed_form_has_the_documents_read_again(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = saved(session, store)
        typed = typed_registration({**TYPED, "unit_name": "岳阳市另一示例有限公司", "password": ""})
        registering.fill_in(session, registration, typed, KEPT)
        assert registration.state == "attached"
        submission = submission_of(session, registration)
        assert {document.revision for document in current_documents(session, submission).values()} == {2}


def test_a_replaced_picture_has_to_be_saved_again(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = saved(session, store)
        registering.upload(session, registration, {Slot.LETTER: keep_file(store, b"better", "letter.jpg")})
        assert registration.state == "attached"


def test_save_comes_after_upload_and_submit_after_save(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = filled(session)
        with pytest.raises(SaveBeforeAttached):
            registering.save(session, registration)
        upload(session, store, registration)
        with pytest.raises(SubmitBeforeSave):
            registering.submit(session, registration, PASSWORD)


def test_what_is_handed_in_is_frozen_and_reviewers_see_it(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        assert registration.state == "submitted"
        assert registration.snapshot_hash is not None
        assert standing(session, registration) == "pending"
        with pytest.raises(Frozen):
            registering.fill_in(session, registration, typed_registration(TYPED), RULES)
        with pytest.raises(Frozen):
            upload(session, store, registration)


def test_nothing_is_handed_in_before_it_is_read(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = attached(session, store)
        registering.save(session, registration)
        with pytest.raises(ReadingUnfinished):
            registering.submit(session, registration, PASSWORD)


def test_a_failed_check_stands_in_the_way_unless_there_is_a_reason(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = saved(session, store, None, FAILED)
        with pytest.raises(ChecksFailed):
            registering.submit(session, registration, PASSWORD)
        registering.submit(session, registration, PASSWORD, "单位更名，新章在刻")
        assert registration.override == "单位更名，新章在刻"
        assert steps_of(session, "registration", registration.id)[-1].details["override"] == "单位更名，新章在刻"


def test_the_password_is_typed_once_more(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = saved(session, store)
        with pytest.raises(registering.PasswordDiffers):
            registering.submit(session, registration, "another")


def test_one_unit_and_operator_have_one_application_under_review(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        submitted(session, store)
    with pytest.raises(OtherApplicationOpen), writing(engine) as session:
        submitted(session, store, {"username": "yyshili02"})


def test_a_name_that_somebody_signs_in_under_is_taken(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        new_account(session, Role.OPERATOR, "yyshili01")
        registration = saved(session, store)
        with pytest.raises(registering.UsernameTaken):
            registering.submit(session, registration, PASSWORD)


@pytest.mark.parametrize("relation", ["same", "different", "new"])
def test_an_operator_that_is_half_the_known_one_is_refused(engine: Engine, store: Store, relation: str) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        employer.credit_code = TYPED["credit_code"]
        new_operator(session, employer, "yyshili01", TYPED["id_number"])
        registration = saved(session, store, {"relation": relation})
        with pytest.raises(IdentityRuleBroken):
            registering.submit(session, registration, PASSWORD)
        assert registering.identity_judgement(session, registration, PASSWORD).fields != ()


def test_whoever_is_wholly_another_has_to_say_so(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        employer.credit_code = TYPED["credit_code"]
        new_operator(session, employer)
        undeclared = saved(session, store)
        assert registering.identity_judgement(session, undeclared, PASSWORD).ruling is Ruling.INFERRED_DIFFERENT
        with pytest.raises(IdentityRuleBroken):
            registering.submit(session, undeclared, PASSWORD)
        declared = saved(session, store, {"relation": "different"})
        registering.submit(session, declared, PASSWORD)
        assert declared.state == "submitted"


def test_a_withdrawn_one_is_gone_from_the_queue_and_can_be_handed_in_again(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        registering.withdraw(session, registration)
        assert standing(session, registration) is None
        upload(session, store, registration, Slot.LETTER)
        verify_again(session, registration)
        registering.save(session, registration)
        registering.submit(session, registration, PASSWORD)
        assert standing(session, registration) == "pending"
        assert replayed_state(session, "registration", registration.id) == "submitted"


def test_registering_again_takes_over_what_was_typed_under_a_new_number(engine: Engine) -> None:
    with writing(engine) as session:
        first = filled(session)
        second, _ = registering.begin_registration(session, first)
        assert second.reference != first.reference
        assert registering.typed_of(second) == registering.typed_of(first)
        assert (second.earlier_id, second.state, second.submission_id) == (first.id, "draft", None)


def test_no_personal_value_is_told_to_the_history(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        told = str([step.details for step in steps_of(session, "registration", registration.id)])
        assert not any(TYPED[name] in told for name in ("id_number", "mobile", "name", "password"))


def test_two_that_submit_at_once_are_one(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration_id = saved(session, store).id
    with reading(engine) as session:
        stale = session.get_one(Registration, registration_id)
    with writing(engine) as session:
        registering.submit(session, session.get_one(Registration, registration_id), PASSWORD)
    with pytest.raises(DecisionError), writing(engine) as session:
        registering.submit(session, session.merge(stale, load=False), PASSWORD)


def verify_again(session: Session, registration: Registration) -> None:
    """The new documents are read where they changed."""
    submission = session.get_one(Submission, registration.submission_id)
    if submission.revision > 1:
        verify(session, registration)
