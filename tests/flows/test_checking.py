"""Checking: once all documents of a revision are settled, exactly once, and never in the way of others."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from flows.checking import unverified, verify, verify_settled
from flows.results import result_of
from flows.workplace import Workplace
from models import audit, reading_work
from models.database import reading, writing
from models.errors import StorageError
from models.findings import CheckId, CheckResult, DocumentType, Slot, Verdict, to_json
from models.intake import Problem
from models.submissions import Submission, current_documents
from models.verifications import Reading, Verification
from ocr.checks import Case
from tests.factories import new_reading, new_submission, new_workplace, stored_files

PASSED = CheckResult(CheckId.CREDIT_CODE, Verdict.PASS, "CODE_MATCHES", "代码一致。", confidence=1.0)


class Checks:
    """Checks that remember what they were asked about."""

    def __init__(self, *results: CheckResult) -> None:
        self.cases: list[Case] = []
        self._results = results or (PASSED,)

    def __call__(self, case: Case) -> tuple[CheckResult, ...]:
        self.cases.append(case)
        return self._results


def settle(workplace: Workplace, slot: Slot, kind: DocumentType = DocumentType.BUSINESS_LICENCE) -> None:
    """Mark the newest document of the slot as read."""
    with writing(workplace.engine) as session:
        submission = session.scalars(select(Submission)).first()
        assert submission is not None
        document = current_documents(session, submission)[slot]
        assert reading_work.claim(session, document.id, "reader", 60)
        session.add(Reading(document_id=document.id, seconds=1.0, findings=to_json(new_reading(kind))))
        assert reading_work.finish(session, document.id, "reader")


def give_up(workplace: Workplace, slot: Slot) -> None:
    """Mark the newest document of the slot as one that cannot be read."""
    with writing(workplace.engine) as session:
        document = current_documents(session, session.scalars(select(Submission)).one())[slot]
        assert reading_work.claim(session, document.id, "reader", 60)
        assert reading_work.give_up(session, document.id, "reader", "PDF_ENCRYPTED", "该PDF设有打开密码。请取消。")


@pytest.fixture
def submission(workplace: Workplace) -> int:
    """A submission of two documents that are still to be read."""
    with writing(workplace.engine) as session:
        return new_submission(session, stored_files(workplace.store)).id


def count(workplace: Workplace) -> int:
    with reading(workplace.engine) as session:
        return session.scalar(select(func.count()).select_from(Verification)) or 0


def test_nothing_is_checked_before_all_documents_are_settled(workplace: Workplace, submission: int) -> None:
    checks = Checks()
    settle(workplace, Slot.LETTER)
    assert not verify(workplace, submission, checks)
    settle(workplace, Slot.CERTIFICATE)
    assert verify(workplace, submission, checks)
    assert len(checks.cases) == 1


def test_the_verification_is_bound_to_what_it_looked_at(workplace: Workplace, submission: int) -> None:
    settle(workplace, Slot.CERTIFICATE)
    settle(workplace, Slot.LETTER, DocumentType.COMMITMENT_LETTER)
    assert verify(workplace, submission, Checks())
    with reading(workplace.engine) as session:
        found = session.scalars(select(Verification)).one()
        assert found.certificate_reading_id == session.scalars(select(Reading.id)).all()[0]
        assert found.letter_reading_id == session.scalars(select(Reading.id)).all()[1]
        assert found.seconds >= 2.0
        assert [event.action for event in audit.history(session, submission)] == ["take_in", "verify"]
        assert audit.broken_links(session) == ()


def test_of_many_that_check_at_once_one_verifies(workplace: Workplace, submission: int) -> None:
    settle(workplace, Slot.CERTIFICATE)
    settle(workplace, Slot.LETTER)
    with ThreadPoolExecutor(4) as workers:
        won = list(workers.map(lambda _: verify(workplace, submission, Checks()), range(4)))
    assert won.count(True) == 1
    assert count(workplace) == 1


def test_a_document_that_cannot_be_read_reaches_the_checks_with_its_reason(
    workplace: Workplace, submission: int
) -> None:
    checks = Checks()
    settle(workplace, Slot.LETTER)
    give_up(workplace, Slot.CERTIFICATE)
    assert verify(workplace, submission, checks)
    (case,) = checks.cases
    assert case.unusable == {Slot.CERTIFICATE: ("PDF_ENCRYPTED", "该PDF设有打开密码。请取消。")}
    assert set(case.documents) == {Slot.LETTER}
    with reading(workplace.engine) as session:
        result = result_of(session, session.get_one(Submission, submission))
    assert result is not None
    assert [problem["code"] for problem in result["problems"]] == ["PDF_ENCRYPTED"]


def test_a_submission_without_documents_is_verified_by_the_next_run(workplace: Workplace) -> None:
    with writing(workplace.engine) as session:
        problems = [Problem(slot.value, "SLOT_MISSING", "缺少附件。请补充上传。") for slot in Slot]
        submission = new_submission(session, {}, problems=problems).id
    assert verify_settled(workplace, [submission]) == 1
    with reading(workplace.engine) as session:
        assert unverified(session) == ()


def test_a_document_that_was_taken_out_later_is_no_longer_what_was_handed_in(workplace: Workplace) -> None:
    checks = Checks()
    files = stored_files(workplace.store)
    with writing(workplace.engine) as session:
        submission = new_submission(session, files).id
        missing = Problem("letter", "SLOT_MISSING", "缺少附件。请补充上传。")
        new_submission(session, {Slot.CERTIFICATE: files[Slot.CERTIFICATE]}, problems=[missing])
    settle(workplace, Slot.CERTIFICATE)
    assert verify(workplace, submission, checks)
    assert set(checks.cases[0].documents) == {Slot.CERTIFICATE}
    assert checks.cases[0].problems == (("letter", "SLOT_MISSING", "缺少附件。请补充上传。"),)


def test_a_file_that_another_unit_handed_in_is_told_to_the_checks(workplace: Workplace, submission: int) -> None:
    checks = Checks()
    files = stored_files(workplace.store)
    with writing(workplace.engine) as session:
        new_submission(session, files, "same-unit")
        new_submission(session, files, "other-unit", credit_code="91430602MA4TT0017L")
    settle(workplace, Slot.CERTIFICATE)
    settle(workplace, Slot.LETTER)
    assert verify(workplace, submission, checks)
    assert checks.cases[0].reused == dict.fromkeys(Slot, ("other-unit",))


def test_a_check_that_fails_stops_no_other_submission_and_is_tried_again(workplace: Workplace, submission: int) -> None:
    def broken(_case: Case) -> tuple[CheckResult, ...]:
        raise ZeroDivisionError

    settle(workplace, Slot.CERTIFICATE)
    settle(workplace, Slot.LETTER)
    assert not verify(workplace, submission, broken)
    assert verify(workplace, submission, Checks())


def test_two_results_of_one_check_are_refused_and_nothing_is_kept(workplace: Workplace, submission: int) -> None:
    settle(workplace, Slot.CERTIFICATE)
    settle(workplace, Slot.LETTER)
    assert not verify(workplace, submission, Checks(PASSED, PASSED))
    assert count(workplace) == 0


def test_a_database_that_takes_nothing_leaves_the_submission_for_later(
    workplace: Workplace, submission: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError

    settle(workplace, Slot.CERTIFICATE)
    settle(workplace, Slot.LETTER)
    with monkeypatch.context() as patch:
        patch.setattr("flows.checking._record", full)
        assert not verify(workplace, submission, Checks())
    assert count(workplace) == 0
    assert verify(workplace, submission, Checks())


def test_today_is_counted_in_the_time_zone_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.workplace.now", lambda: dt.datetime(2026, 11, 23, 17, 0, tzinfo=dt.UTC))
    assert new_workplace(tmp_path / "here").today == dt.date(2026, 11, 24)
    assert new_workplace(tmp_path / "there", time_zone="UTC").today == dt.date(2026, 11, 23)
