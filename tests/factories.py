"""Submissions, accounts and readings for tests, made the way the application makes them; all names are fictional."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from flows.workplace import Workplace
from models import accounts
from models.accounts import Account, Role
from models.database import connect
from models.findings import CheckId, CheckResult, DocumentReading, DocumentType, PagePicture, Slot, Verdict, verdict_of
from models.form import FormReading, read_form
from models.intake import Problem, StoredFile, keep_file, take_in
from models.migrations import upgrade
from models.review import state_of
from models.settings import Settings
from models.standing import restate
from models.store import Store
from models.submissions import Submission
from models.verifications import Verification, check_row

FORM: dict[str, Any] = {
    "credit_code": "91430602MA4TT0009T",
    "unit_name": "岳阳市示例技术有限公司",
    "pooling_area": "岳阳楼区",
    "operator": {
        "relation": "new",
        "username": "yyshili01",
        "name": "张三",
        "id_number": "430602199001010013",
        "mobile": "13800138000",
    },
}
"""A form.json without a fault."""


@cache
def _empty_database() -> bytes:
    """A SQLite database with all tables and no rows, made once a process: it takes every migration there is."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "zhenghe.db"
        engine = connect(f"sqlite:///{file}")
        upgrade(engine)
        engine.dispose()
        return file.read_bytes()


def new_database(folder: Path) -> Engine:
    """A SQLite database with all tables and no rows, in a folder that has none."""
    file = folder / "zhenghe.db"
    with file.open("xb") as empty:
        empty.write(_empty_database())
    return connect(f"sqlite:///{file}")


def new_workplace(home: Path, **settings: Any) -> Workplace:
    """A workplace in an empty folder, with one reading process unless `settings` say otherwise."""
    # Neither the environment nor a file has a say in tests.
    chosen = Settings.model_validate({"home": home, "workers": 1, "document_seconds": 20.0, **settings})
    home.mkdir(parents=True, exist_ok=True)
    return Workplace(chosen, new_database(home), Store(chosen.store))


def form_json(**changes: Any) -> bytes:
    """The bytes of a form.json; `changes` go over the fields of FORM, None takes one out."""
    values = {**FORM, **changes}
    return json.dumps({name: value for name, value in values.items() if value is not None}).encode()


def form_reading(**changes: Any) -> FormReading:
    """A form as it is read."""
    return read_form(form_json(**changes))


def stored_files(
    store: Store, certificate: bytes = b"certificate", letter: bytes = b"letter"
) -> dict[Slot, StoredFile]:
    """A file for each slot, in the store."""
    return {
        Slot.CERTIFICATE: keep_file(store, certificate, "certificate.pdf"),
        Slot.LETTER: keep_file(store, letter, "letter.jpg"),
    }


def new_submission(
    session: Session,
    files: Mapping[Slot, StoredFile],
    reference: str = "2026-000123",
    problems: Sequence[Problem] = (),
    **form: Any,
) -> Submission:
    """A submission as the intake leaves it: its documents are still to be read."""
    submission, _ = take_in(session, reference, form_reading(**form), files, problems)
    return submission


def new_reading(kind: DocumentType = DocumentType.BUSINESS_LICENCE, pages: int = 1, **findings: Any) -> DocumentReading:
    """What was read on a document: nothing but its type and pages, apart from `findings`."""
    pictures = tuple(PagePicture(number, f"{number:064x}", width=1654, height=2339) for number in range(1, pages + 1))
    return DocumentReading(type=kind, pages=pictures, **findings)


def new_verification(session: Session, submission: Submission, *results: CheckResult) -> Verification:
    """A verification of the submission's current revision; with no results, one check that passed."""
    results = results or (CheckResult(CheckId.CREDIT_CODE, Verdict.PASS, "CODE_MATCHES", "代码一致。", confidence=1.0),)
    verification = Verification(
        submission_id=submission.id,
        revision=submission.revision,
        verdict=verdict_of(results).value,
        seconds=1.5,
        rules="test",
        checks=[check_row(result) for result in results],
    )
    session.add(verification)
    restate(session, submission, state_of(session, submission))
    return verification


def new_account(
    session: Session, role: Role = Role.REVIEWER, username: str = "", password: str = "correct horse"
) -> Account:
    """An account; its username is its role unless another is given."""
    return accounts.create_account(session, username or role.value, "王小明", role, password)


def write_folder(inbox: Path, name: str, files: Mapping[str, bytes] | None = None, **form: Any) -> Path:
    """A complete submission folder: a certificate and a letter unless `files` are given, and the form last."""
    folder = inbox / name
    folder.mkdir(parents=True)
    for file_name, content in ({"certificate.pdf": b"a", "letter.jpg": b"b"} if files is None else files).items():
        (folder / file_name).write_bytes(content)
    (folder / "form.json").write_bytes(form_json(**form))
    return folder
