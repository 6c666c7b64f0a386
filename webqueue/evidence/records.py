"""What a bundle says about a case: plain values, personal numbers masked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.accounts import Account
from models.audit import event_content, history
from models.corrections import PERSONAL, ReadingCorrection, all_corrections_of
from models.first_approvals import FirstApproval, first_approvals_of
from models.privacy.masking import mask_id_number, mask_mobile, mask_personal
from models.review import Decision
from models.submissions import Submission
from models.verifications import Reading, Verification, verifications_of
from webqueue.cases.case import Case


def case_record(session: Session, case: Case) -> dict[str, Any]:
    """The case: what was typed, each verification with its checks, each decision, undone ones too."""
    submission, person = case.submission, case.form.operator
    return {
        "reference": submission.reference,
        "revision": submission.revision,
        "state": case.state.value,
        "received_at": _moment(submission.received_at),
        "form": {
            "credit_code": case.form.credit_code,
            "unit_name": case.form.unit_name,
            "pooling_area": case.form.pooling_area,
            "operator": {
                "username": person.username,
                "name": person.name,
                "id_number": mask_id_number(person.id_number),
                "mobile": mask_mobile(person.mobile),
            },
        },
        "documents": [
            {
                "slot": slot.value,
                "revision": document.revision,
                "file_name": document.file_name,
                "sha256": document.sha256,
                "bytes": document.size,
                "uploaded_at": _moment(document.uploaded_at),
            }
            for slot, versions in case.versions.items()
            for document in versions
        ],
        "verifications": [_verification(session, row) for row in verifications_of(session, submission.id)],
        "corrections": [_correction(session, row) for row in all_corrections_of(session, submission.id)],
        "first_approvals": [_first_approval(session, row) for row in first_approvals_of(session, submission.id)],
        "decisions": [_decision(session, row) for row in _all_decisions(session, submission)],
    }


def chain_record(session: Session, submission: Submission) -> list[dict[str, Any]]:
    """The events, each with what its hash is made of, so that anybody can recompute the chain."""
    return [{"hash": event.hash, "content": event_content(event)} for event in history(session, submission.id)]


def _all_decisions(session: Session, submission: Submission) -> tuple[Decision, ...]:
    return tuple(session.scalars(select(Decision).where(Decision.submission_id == submission.id).order_by(Decision.id)))


def _verification(session: Session, row: Verification) -> dict[str, Any]:
    readings = [row.certificate_reading_id, row.letter_reading_id]
    return {
        "revision": row.revision,
        "verdict": row.verdict,
        "verified_at": _moment(row.verified_at),
        "rules": row.rules,
        "engines": [session.get_one(Reading, number).value.engines for number in readings if number is not None],
        "checks": [
            {
                "check": check.check,
                "verdict": check.verdict,
                "reason": check.reason,
                "message": mask_personal(check.message),
                "expected": mask_personal(check.expected) if check.expected else None,
                "found": mask_personal(check.found) if check.found else None,
                "confidence": check.confidence,
                "evidence": check.evidence,
            }
            for check in row.checks
        ],
    }


def _correction(session: Session, row: ReadingCorrection) -> dict[str, Any]:
    values = {} if row.part in PERSONAL else {"old": row.old_value, "new": row.new_value}
    return {
        "revision": row.revision,
        "document": row.document_id,
        "part": row.part,
        "reviewer": session.get_one(Account, row.corrected_by).name,
        "corrected_at": _moment(row.corrected_at),
        **values,
    }


def _first_approval(session: Session, row: FirstApproval) -> dict[str, Any]:
    return {
        "revision": row.revision,
        "opinion": row.opinion,
        "reviewer": session.get_one(Account, row.reviewer_id).name,
        "given_at": _moment(row.given_at),
        "ended_at": _moment(row.ended_at) if row.ended_at else None,
        "ending": row.ending,
    }


def _decision(session: Session, row: Decision) -> dict[str, Any]:
    return {
        "revision": row.revision,
        "outcome": row.outcome,
        "opinion": row.opinion,
        "reviewer": session.get_one(Account, row.reviewer_id).name,
        "decided_at": _moment(row.decided_at),
        "confirms_first_approval": row.first_approval_id is not None,
        "undone_at": _moment(row.undone_at) if row.undone_at else None,
    }


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()
