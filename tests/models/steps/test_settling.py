"""What a decision makes of a registration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models.accounts import Account, Role, find_account, password_matches
from models.audit import SYSTEM, Actor
from models.case_mails import CaseMail
from models.database import reading, writing
from models.email_addresses import address_of, enter_address
from models.employers import Employer, EmployerOperator, employer_of_account
from models.errors import DecisionError
from models.histories import broken_steps, replayed_state
from models.life_cycles.errors import AccountOpened, ForeignArea, ReadingUnfinished, ReasonRequired
from models.queue import list_cases
from models.queue_order import QueueFilter
from models.registrations import Registration
from models.review import Outcome, decide, undo
from models.steps import registering
from models.steps.settling import close, reconsider, resume, settle, suspend
from models.store import Store
from tests.factories import new_account, new_submission, new_verification, stored_files
from tests.models.steps.employers import (
    KEPT,
    PASSWORD,
    TYPED,
    actor,
    reviewer,
    submission_of,
    submitted,
    upload,
    verify,
)

REASON = "承诺书未盖公章，请盖章后重新上传。"


def decide_on(session: Session, registration: Registration, outcome: Outcome, by: Actor, opinion: str = "") -> None:
    """The decision and what it makes of the registration, as the queue takes it."""
    submission = submission_of(session, registration)
    decide(session, submission, submission.revision, outcome, opinion, by)
    settle(session, submission, outcome, opinion, by)


def test_approval_makes_the_employer_and_an_operator_who_can_sign_in(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.APPROVED, reviewer(session))
    with reading(engine) as session:
        account = find_account(session, TYPED["username"])
        assert account is not None
        assert (account.role, account.name) == ("operator", TYPED["name"])
        assert password_matches(account.password_hash, PASSWORD)
        employer = employer_of_account(session, account.id)
        assert employer is not None
        assert (employer.credit_code, employer.name) == (TYPED["credit_code"], TYPED["unit_name"])
        registration = session.scalars(select(Registration)).one()
        assert (registration.state, registration.account_id) == ("approved", account.id)
        assert submission_of(session, registration).operator_id == account.id
        assert replayed_state(session, "registration", registration.id) == "approved"
        assert broken_steps(session) == ()


def test_an_approved_one_stands_among_the_own_cases_of_its_operator(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.APPROVED, reviewer(session))
        own = QueueFilter(state=None, operator_id=registration.account_id)
        assert [entry.submission.reference for entry in list_cases(session, own, limit=10)] == [registration.reference]


def test_an_operator_who_was_known_is_told_by_e_mail_of_the_approval(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        by = reviewer(session)
        first = submitted(session, store)
        decide_on(session, first, Outcome.APPROVED, by)
        account = session.get_one(Account, first.account_id)
        enter_address(session, account, "zhang@example.com", SYSTEM)
        again = submitted(session, store, {"relation": "same"})
        decide_on(session, again, Outcome.APPROVED, by)
        mails = session.execute(select(CaseMail.account_id, CaseMail.submission_id, CaseMail.occasion)).all()
        assert [tuple(mail) for mail in mails] == [(account.id, again.submission_id, "approved")]


@pytest.mark.parametrize("end", [suspend, close])
def test_who_may_not_sign_in_any_more_has_no_e_mail_address(
    engine: Engine, store: Store, end: Callable[[Session, Registration, str, Actor], None]
) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.APPROVED, reviewer(session))
        account = session.get_one(Account, registration.account_id)
        enter_address(session, account, "zhang@example.com", SYSTEM)
        administrator = actor(new_account(session, Role.ADMINISTRATOR))
        end(session, registration, "单位已注销。", administrator)
        assert address_of(session, account.id) == ""


def test_a_returned_one_is_mended_and_comes_again(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        by = reviewer(session)
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.RETURNED, by, REASON)
        assert registration.state == "returned"
        upload(session, store, registration)
        renamed = replace(registering.typed_of(registration), unit_name="岳阳市示例技术有限责任公司")
        registering.fill_in(session, registration, renamed, KEPT)
        verify(session, registration)
        registering.save(session, registration)
        registering.submit(session, registration, PASSWORD)
        decide_on(session, registration, Outcome.APPROVED, by)
        assert registration.state == "approved"


def test_a_returned_one_that_comes_again_unchanged_is_read_and_decided_on_anew(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        by = reviewer(session)
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.RETURNED, by, REASON)
        upload(session, store, registration)
        assert submission_of(session, registration).revision == 1
        registering.save(session, registration)
        assert submission_of(session, registration).revision == 2
        with pytest.raises(ReadingUnfinished):
            registering.submit(session, registration, PASSWORD)
        verify(session, registration)
        registering.submit(session, registration, PASSWORD)
        decide_on(session, registration, Outcome.APPROVED, by)
        assert registration.state == "approved"


def test_a_returned_one_is_out_of_sight_as_soon_as_it_is_worked_on(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.RETURNED, reviewer(session), REASON)
        registering.fill_in(session, registration, registering.typed_of(registration), KEPT)
        assert registration.state == "attached"
        assert submission_of(session, registration).is_draft


def test_a_return_of_a_few_characters_is_no_reason(engine: Engine, store: Store) -> None:
    with pytest.raises(ReasonRequired), writing(engine) as session:
        decide_on(session, submitted(session, store), Outcome.RETURNED, reviewer(session), "不行")
    with reading(engine) as session:
        assert session.scalars(select(Registration)).all() == []


def test_reviewers_decide_on_their_own_areas(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        registration = submitted(session, store)
        with pytest.raises(ForeignArea):
            decide_on(session, registration, Outcome.APPROVED, reviewer(session, ("云溪区",)))


def test_the_same_operator_keeps_the_account(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        by = reviewer(session)
        first = submitted(session, store)
        decide_on(session, first, Outcome.APPROVED, by)
        second = submitted(session, store, {"relation": "same"})
        decide_on(session, second, Outcome.APPROVED, by)
        assert second.account_id == first.account_id
        assert session.scalar(select(func.count()).select_from(EmployerOperator)) == 1


def test_another_operator_gets_an_account_of_the_same_employer(engine: Engine, store: Store) -> None:
    other = {
        "relation": "different",
        "username": "yyshili02",
        "name": "赵六",
        "id_number": "430602199001010021",
        "mobile": "13900139000",
        "password": "Another-Kai9",
    }
    with writing(engine) as session:
        by = reviewer(session)
        decide_on(session, submitted(session, store), Outcome.APPROVED, by)
        decide_on(session, submitted(session, store, other), Outcome.APPROVED, by)
        assert session.scalar(select(func.count()).select_from(Employer)) == 1
        assert session.scalar(select(func.count()).select_from(EmployerOperator)) == 2


def test_a_name_that_was_taken_meanwhile_undoes_the_approval(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        submitted(session, store)
        new_account(session, Role.OPERATOR, TYPED["username"])
        by = reviewer(session)
    with pytest.raises(registering.UsernameTaken), writing(engine) as session:
        decide_on(session, session.scalars(select(Registration)).one(), Outcome.APPROVED, by)
    with reading(engine) as session:
        assert session.scalars(select(Registration)).one().state == "submitted"
        assert session.scalar(select(func.count()).select_from(Employer)) == 0


def test_submissions_of_the_inbox_have_no_registration_to_settle(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        submission = new_submission(session, stored_files(store))
        new_verification(session, submission)
        assert settle(session, submission, Outcome.APPROVED, "", reviewer(session)) is None
        assert session.scalar(select(func.count()).select_from(Employer)) == 0


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.REJECTED])
def test_a_decision_that_is_undone_puts_it_under_review_again(engine: Engine, store: Store, outcome: Outcome) -> None:
    with writing(engine) as session:
        by = reviewer(session)
        registration = submitted(session, store)
        decide_on(session, registration, outcome, by, REASON)
        undo(session, submission_of(session, registration), by)
        reconsider(session, submission_of(session, registration), by)
        assert registration.state == "submitted"


def test_an_approval_is_not_taken_back(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        by = reviewer(session)
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.APPROVED, by)
        with pytest.raises(AccountOpened):
            reconsider(session, submission_of(session, registration), by)


def test_a_return_that_is_being_mended_is_not_taken_back(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        by = reviewer(session)
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.RETURNED, by, REASON)
        upload(session, store, registration)
        with pytest.raises(DecisionError):
            reconsider(session, submission_of(session, registration), by)


def test_an_account_is_suspended_resumed_and_closed(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        administrator = actor(new_account(session, Role.ADMINISTRATOR))
        registration = submitted(session, store)
        decide_on(session, registration, Outcome.APPROVED, reviewer(session))
        account = session.get_one(Account, registration.account_id)
        blocked = []
        for step in (suspend, resume, close):
            step(session, registration, "按单位申请办理", administrator)
            blocked.append(account.blocked_at is not None)
        assert blocked == [True, False, True]
        with pytest.raises(DecisionError):
            resume(session, registration, "单位申请恢复账号", administrator)
