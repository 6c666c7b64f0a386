"""Results (核验结果) as lines of JSON: the rows of a verification in the format that other programs rely on."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models.documents import Document
from models.findings import DocumentReading, Slot, to_json
from models.reading_work import ReadingWork
from models.submissions import Submission, current_documents, current_problems
from models.verifications import Check, Reading, Verification, verification_of


def result_of(session: Session, submission: Submission) -> dict[str, Any] | None:
    """The newest result of the submission as plain JSON values; None while its current revision is not verified."""
    verification = verification_of(session, submission.id, submission.revision)
    if verification is None:
        return None
    return {
        "submission": submission.reference,
        "verdict": verification.verdict,
        "seconds": round(verification.seconds, 3),
        "checks": {check.check: _check(check) for check in verification.checks},
        "documents": _documents(session, verification),
        "problems": _problems(session, submission),
    }


def write_lines(path: Path, results: Iterable[dict[str, Any]]) -> None:
    """Write one line for each result; the file appears whole or not at all. Raises OSError."""
    descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(result, ensure_ascii=False) + "\n" for result in results)
        Path(partial).chmod(0o640)
        Path(partial).replace(path)
    finally:
        Path(partial).unlink(missing_ok=True)


def document_result(slot: Slot | None, reading: DocumentReading) -> dict[str, Any]:
    """What was read on one document; a slot leaves out what its documents do not have."""
    seals = [to_json(seal) for seal in reading.seals]
    fields = {name: field.text for name, field in reading.fields.items()}
    common = {
        "type": reading.type.value,
        "pages": len(reading.pages),
        "fields": fields,
        "seals": seals,
        "signatures": [to_json(signature) for signature in reading.signatures],
    }
    if slot is Slot.LETTER:
        return common
    marking = reading.marking
    return {
        **common,
        "credit_code": reading.credit_code.text if reading.credit_code else None,
        "unit_name": reading.unit_name.text if reading.unit_name else None,
        "marking": {"found": marking.found, "text": marking.text, "similarity": marking.similarity},
        "qr": list(reading.qr),
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "verdict": check.verdict,
        "reason": check.reason,
        "message": check.message,
        "expected": check.expected,
        "found": check.found,
        "confidence": round(check.confidence, 4),
        "evidence": check.evidence,
    }


def _documents(session: Session, verification: Verification) -> dict[str, Any]:
    ids = {Slot.CERTIFICATE: verification.certificate_reading_id, Slot.LETTER: verification.letter_reading_id}
    return {
        slot.value: document_result(slot, session.get_one(Reading, identity).value)
        for slot, identity in ids.items()
        if identity is not None
    }


def _problems(session: Session, submission: Submission) -> list[dict[str, str]]:
    """What kept a part from being taken in or read, in words for its operator."""
    problems = [
        {"part": problem.part, "code": problem.code, "message": problem.message}
        for problem in current_problems(session, submission)
    ]
    troubled = {problem["part"] for problem in problems}
    for slot, document in current_documents(session, submission).items():
        failure = _failure(session, document)
        if failure is not None and slot.value not in troubled:
            problems.append({"part": slot.value, **failure})
    return problems


def _failure(session: Session, document: Document) -> dict[str, str] | None:
    work = session.get_one(ReadingWork, document.id)
    if work.failure_code is None:
        return None
    return {"code": work.failure_code, "message": work.failure_message or ""}
