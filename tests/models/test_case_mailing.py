"""Who is told of a case by e-mail, and of what: whose case it is, as long as it is so."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from models.accounts import Role, find_account
from models.audit import SYSTEM, Actor
from models.base import now
from models.case_mailing import NO_RECEIVER, OVERTAKEN, claim_mail
from models.case_mails import CaseMail, Mail
from models.database import reading, writing
from models.email_addresses import enter_address, remove_address
from models.intake import replace_documents
from models.outbox import due
from models.remarks import RemarkKind, write_remark
from models.review import Outcome, decide
from models.store import Store
from models.submissions import Submission
from tests.factories import FORM, new_account, new_submission, new_verification, stored_files

ADDRESS = "zhang@example.com"
USERNAME = FORM["operator"]["username"]


@pytest.fixture
def case(engine: Engine, store: Store) -> int:
    """A case that waits for its reviewer; its operator has entered an address."""
    with writing(engine) as session:
        new_account(session)
        enter_address(session, new_account(session, Role.OPERATOR, USERNAME), ADDRESS, SYSTEM)
        submission = new_submission(session, stored_files(store))
        new_verification(session, submission)
        return submission.id


REVIEWER = Actor("reviewer", "reviewer", 1)


def returned(engine: Engine, case: int) -> None:
    with writing(engine) as session:
        decide(session, session.get_one(Submission, case), 1, Outcome.RETURNED, "缺公章，请补盖。", REVIEWER)


def claimed(engine: Engine) -> list[Mail | None]:
    with reading(engine) as session:
        waiting = due(session, CaseMail, 10)
    mails = []
    for delivery in waiting:
        with writing(engine) as session:
            mails.append(claim_mail(session, delivery))
    return mails


def given_up(engine: Engine) -> list[str]:
    with reading(engine) as session:
        query = select(CaseMail.outcome).where(CaseMail.given_up_at.is_not(None)).order_by(CaseMail.id)
        return list(session.scalars(query))


def test_coming_in_and_being_read_is_told_to_nobody(engine: Engine, case: int) -> None:
    assert case
    assert claimed(engine) == []


def test_of_two_processes_one_sends(engine: Engine, case: int) -> None:
    returned(engine, case)
    with reading(engine) as session:
        (delivery,) = due(session, CaseMail, 10)
    with writing(engine) as session:
        mail = claim_mail(session, delivery)
    assert mail is not None
    assert (mail.address, mail.occasion, mail.submission_id) == (ADDRESS, "returned", case)
    assert ADDRESS not in repr(mail)
    with writing(engine) as session:
        assert claim_mail(session, delivery) is None


def test_who_has_no_address_is_told_nothing(engine: Engine, case: int) -> None:
    with writing(engine) as session:
        account = find_account(session, USERNAME)
        assert account is not None
        remove_address(session, account, SYSTEM)
    returned(engine, case)
    assert claimed(engine) == []


def test_who_removed_the_address_meanwhile_is_told_nothing(engine: Engine, case: int) -> None:
    returned(engine, case)
    with writing(engine) as session:
        account = find_account(session, USERNAME)
        assert account is not None
        remove_address(session, account, SYSTEM)
    assert claimed(engine) == [None]
    assert given_up(engine) == [NO_RECEIVER]


def test_who_may_not_sign_in_any_more_is_told_nothing(engine: Engine, case: int) -> None:
    returned(engine, case)
    with writing(engine) as session:
        account = find_account(session, USERNAME)
        assert account is not None
        account.blocked_at = now()
    assert claimed(engine) == [None]
    assert given_up(engine) == [NO_RECEIVER]


def test_what_was_replaced_meanwhile_is_not_told(engine: Engine, store: Store, case: int) -> None:
    returned(engine, case)
    with writing(engine) as session:
        submission = session.get_one(Submission, case)
        replace_documents(session, submission, 1, stored_files(store, b"new", b"newer"), SYSTEM)
    assert claimed(engine) == [None]
    assert given_up(engine) == [OVERTAKEN]


def test_a_question_that_was_answered_meanwhile_is_not_told(engine: Engine, case: int) -> None:
    with writing(engine) as session:
        submission, operator = session.get_one(Submission, case), find_account(session, USERNAME)
        assert operator is not None
        write_remark(session, submission, RemarkKind.QUESTION, "是否在职？", REVIEWER)
        write_remark(session, submission, RemarkKind.ANSWER, "在职。", Actor(USERNAME, "operator", operator.id))
    assert claimed(engine) == [None]
    assert given_up(engine) == [OVERTAKEN]
