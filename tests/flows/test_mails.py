"""What operators are told by e-mail: brought to a real server, once, again where it was not taken; nothing personal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from flows import deliveries
from flows.mails import send_mails
from flows.workplace import Workplace
from models.accounts import Role
from models.audit import SYSTEM, Actor
from models.base import now
from models.case_mails import CaseMail
from models.database import reading, writing
from models.email_addresses import enter_address
from models.outbox import PAUSES, due
from models.remarks import RemarkKind, write_remark
from models.review import Outcome, decide, undo
from models.submissions import Submission
from tests.factories import FORM, new_account, new_submission, new_verification, new_workplace, stored_files
from tests.mail_server import MailServer, mail_server

ADDRESS = "zhang.san+work@mail.example.com"
OPINION = "张三的身份证号码与证书不符，请更正。"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def workplace(tmp_path: Path, server: MailServer) -> Workplace:
    return new_workplace(tmp_path / "home", mail_server=server.address, public_address="https://zhenghe.example/queue/")


@pytest.fixture
def case(workplace: Workplace) -> int:
    """A case that waits for its reviewer; its operator has entered an e-mail address."""
    with writing(workplace.engine) as session:
        new_account(session)
        operator = new_account(session, Role.OPERATOR, FORM["operator"]["username"])
        enter_address(session, operator, ADDRESS, SYSTEM)
        submission = new_submission(session, stored_files(workplace.store))
        new_verification(session, submission)
        return submission.id


REVIEWER = Actor("reviewer", "reviewer", 1)


def decided(workplace: Workplace, case: int, outcome: Outcome = Outcome.RETURNED) -> None:
    with writing(workplace.engine) as session:
        decide(session, session.get_one(Submission, case), 1, outcome, OPINION, REVIEWER)


def sent(workplace: Workplace) -> dict[str, int]:
    """The numbers of one round."""
    with reading(workplace.engine) as session:
        waiting = due(session, CaseMail, 100)
    return send_mails(workplace, waiting)


def outcomes(workplace: Workplace) -> list[tuple[str, bool, bool]]:
    """Of every e-mail: what came of it, whether it was delivered, whether it was given up."""
    with reading(workplace.engine) as session:
        mails = session.scalars(select(CaseMail).order_by(CaseMail.id)).all()
        return [(mail.outcome, mail.delivered_at is not None, mail.given_up_at is not None) for mail in mails]


@pytest.mark.parametrize(
    ("outcome", "chinese", "english"),
    [
        (Outcome.APPROVED, "审核通过", "approved"),
        (Outcome.RETURNED, "退回", "returned"),
        (Outcome.REJECTED, "审核不通过", "rejected"),
    ],
)
def test_a_decision_is_told_once_in_two_languages_with_the_way_to_the_case(
    workplace: Workplace, server: MailServer, case: int, outcome: Outcome, chinese: str, english: str
) -> None:
    decided(workplace, case, outcome)
    assert sent(workplace) == {"mailed": 1, "not_mailed": 0}
    assert sent(workplace) == {"mailed": 0, "not_mailed": 0}
    (mail,) = server.mails
    assert (server.receivers, mail["To"]) == ([f"<{ADDRESS}>"], ADDRESS)
    text = mail.get_content()
    for words in (mail["Subject"], text):
        assert chinese in words
        assert english in words
    assert f"https://zhenghe.example/queue/submissions/{case}\r\n" in text
    assert "https://zhenghe.example/queue/email/" in text
    assert outcomes(workplace) == [("sent", True, False)]


def test_nothing_personal_and_no_reason_is_in_it(workplace: Workplace, server: MailServer, case: int) -> None:
    decided(workplace, case)
    sent(workplace)
    written = server.mails[0]["Subject"] + server.mails[0].get_content()
    operator = FORM["operator"]
    private = (operator["name"], operator["id_number"], operator["mobile"], FORM["unit_name"], "身份证号码")
    assert [words for words in private if words in written] == []


def test_a_question_is_told(workplace: Workplace, server: MailServer, case: int) -> None:
    with writing(workplace.engine) as session:
        write_remark(session, session.get_one(Submission, case), RemarkKind.QUESTION, "张三是否在职？", REVIEWER)
        write_remark(session, session.get_one(Submission, case), RemarkKind.NOTE, "内部备注", REVIEWER)
    assert sent(workplace) == {"mailed": 1, "not_mailed": 0}
    text = server.mails[0].get_content()
    assert "询问" in text
    assert "question" in text
    assert "在职" not in text


def test_what_the_server_does_not_take_is_tried_again_after_longer_and_longer_and_then_given_up(
    workplace: Workplace, server: MailServer, case: int, capfd: pytest.CaptureFixture[str]
) -> None:
    server.is_full = True
    decided(workplace, case)
    for tries in range(1, len(PAUSES) + 2):
        assert sent(workplace) == {"mailed": 0, "not_mailed": 1}
        assert sent(workplace) == {"mailed": 0, "not_mailed": 0}
        assert outcomes(workplace) == [("NotSent", False, tries > len(PAUSES))]
        with writing(workplace.engine) as session:
            session.execute(update(CaseMail).values(next_try_at=now()))
    assert (sent(workplace), server.mails) == ({"mailed": 0, "not_mailed": 0}, [])
    said = "".join(capfd.readouterr())
    assert "operator not told" in said
    assert ADDRESS not in said


def test_once_the_server_takes_it_again_it_is_brought(workplace: Workplace, server: MailServer, case: int) -> None:
    server.is_full = True
    decided(workplace, case)
    sent(workplace)
    server.is_full = False
    with writing(workplace.engine) as session:
        session.execute(update(CaseMail).values(next_try_at=now()))
    assert sent(workplace) == {"mailed": 1, "not_mailed": 0}
    assert len(server.mails) == 1


def test_a_decision_that_was_undone_before_anybody_was_told_is_not_told(
    workplace: Workplace, server: MailServer, case: int
) -> None:
    decided(workplace, case)
    with writing(workplace.engine) as session:
        undo(session, session.get_one(Submission, case), REVIEWER)
    decided(workplace, case, Outcome.APPROVED)
    assert sent(workplace) == {"mailed": 1, "not_mailed": 0}
    assert ["approved" in mail["Subject"] for mail in server.mails] == [True]
    assert outcomes(workplace) == [("Overtaken", False, True), ("sent", True, False)]


def _run_of_the_flow(workplace: Workplace, monkeypatch: pytest.MonkeyPatch, **settings: object) -> None:
    changed = Workplace(workplace.settings.model_copy(update=settings), workplace.engine, workplace.store)
    monkeypatch.setattr(deliveries, "open_for_run", lambda: changed)
    deliveries.deliveries.fn()


def test_the_flow_sends_them(
    workplace: Workplace, server: MailServer, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(workplace, case)
    _run_of_the_flow(workplace, monkeypatch)
    assert len(server.mails) == 1


def test_without_a_server_nothing_is_kept_for_later(
    workplace: Workplace, server: MailServer, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(workplace, case)
    _run_of_the_flow(workplace, monkeypatch, mail_server=SecretStr(""))
    assert outcomes(workplace) == [("NoServer", False, True)]
    _run_of_the_flow(workplace, monkeypatch)
    assert server.mails == []
