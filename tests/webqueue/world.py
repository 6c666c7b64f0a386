"""A small world for the pages: accounts, and cases as intake, reading and checks would leave them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

import models.verifications as verification_models
from models import audit
from models.accounts import Account, Role, create_account
from models.base import now
from models.database import reading, writing
from models.documents import Page
from models.findings import (
    CheckId,
    CheckResult,
    CodeReading,
    DocumentReading,
    DocumentType,
    Evidence,
    FieldReading,
    PagePicture,
    Seal,
    SealColour,
    SealOwner,
    SealShape,
    Slot,
    Verdict,
    to_json,
    verdict_of,
)
from models.form import read_form
from models.intake import keep_file, replace_documents, take_in
from models.reading_work import ReadingWork, WorkState
from models.review import Outcome, decide, state_of
from models.settings import Settings
from models.standing import restate
from models.store import Store
from models.submissions import Submission, current_documents
from models.verifications import Verification, check_row
from tests.factories import new_database
from tests.webqueue.pictures import SIZES, draw_page, draw_ring

PASSWORD = "正确-horse-电池"
CODE = "91430602MA4TT0009T"
NAME = "岳阳市示例技术有限公司"
ID_NUMBER = "430602199001010013"
OTHER_ID_NUMBER = "430602199001010018"
"""As the letter has it."""
MOBILE = "13800138000"
AUTHORITY = "岳阳市市场监督管理局"
SEAL_BOX = (752, 492, 142, 142)
ID_NUMBER_BOX = (161, 296, 141, 25)

AUTHORITY_SEAL = Seal(SealOwner.AUTHORITY, SealShape.ROUND, SealColour.RED, AUTHORITY, SEAL_BOX, 1, confidence=0.97)
FAILED_SEAL = CheckResult(
    CheckId.CERTIFICATE_SEAL,
    Verdict.FAIL,
    "SEAL_OF_AUTHORITY_ONLY",
    "登记证书复印件上只有登记机关印章，未见本单位公章。请加盖单位公章后重新上传。",
    expected=NAME,
    found=AUTHORITY,
    confidence=0.97,
    evidence=(Evidence(Slot.CERTIFICATE, 1, SEAL_BOX),),
)
DOUBTFUL_LETTER = CheckResult(
    CheckId.LETTER_FIELDS,
    Verdict.REVIEW,
    "FIELD_UNCLEAR",
    "承诺书上的身份证号码与申请表不一致。请核对后重新填写。",
    expected=ID_NUMBER,
    found=OTHER_ID_NUMBER,
    confidence=0.62,
    evidence=(Evidence(Slot.LETTER, 1, ID_NUMBER_BOX),),
)
PASSED_NAME = CheckResult(
    CheckId.UNIT_NAME, Verdict.PASS, "SAME", "证书上的单位名称与填写一致。", expected=NAME, found=NAME, confidence=0.99
)


@dataclass(frozen=True)
class World:
    """Settings, database and store in one folder, and who works there."""

    settings: Settings
    engine: Engine
    store: Store
    reviewer: Account
    operator: Account
    stranger: Account
    """Another operator."""
    faraway: Account
    """A reviewer of another pooling area."""
    supervisor: Account
    administrator: Account
    auditor: Account
    blocked: Account
    """Somebody who left."""

    def state(self, submission_id: int) -> Submission:
        """The submission as it stands now."""
        with reading(self.engine) as session:
            return session.get_one(Submission, submission_id)


def make_world(home: Path, **settings: Any) -> World:
    """A world with its people and no cases."""
    chosen = Settings(**{"home": home, "_env_file": None, **settings})
    home.mkdir(parents=True, exist_ok=True)
    engine = new_database(home)
    with writing(engine) as session:
        people = [
            create_account(session, username, name, role, PASSWORD)
            for username, name, role in (
                ("reviewer", "李审核", Role.REVIEWER),
                ("operator", "张三", Role.OPERATOR),
                ("stranger", "王五", Role.OPERATOR),
                ("faraway", "孙审核", Role.REVIEWER),
                ("supervisor", "钱主管", Role.SUPERVISOR),
                ("administrator", "赵管理", Role.ADMINISTRATOR),
                ("auditor", "周审计", Role.AUDITOR),
                ("formerly", "吴离职", Role.REVIEWER),
            )
        ]
        people[3].areas = ["汨罗市"]
        people[7].blocked_at = now()
    return World(chosen, engine, Store(chosen.store), *people)


_numbers = itertools.count(1)


def form_bytes(username: str = "operator", **changes: str) -> bytes:
    """A `form.json`."""
    form = {"credit_code": CODE, "unit_name": NAME, "pooling_area": "岳阳楼区", **changes}
    person = {"username": username, "name": "张三", "id_number": ID_NUMBER, "mobile": MOBILE}
    return json.dumps({**form, "operator": person}).encode()


def add_case(
    world: World,
    checks: Sequence[CheckResult] = (FAILED_SEAL, DOUBTFUL_LETTER, PASSED_NAME),
    username: str = "operator",
    **form: str,
) -> int:
    """A case that was read and checked; gives the submission's id."""
    number = next(_numbers)
    files = {slot: keep_file(world.store, f"original {number} {slot}".encode(), f"{slot} 原件.pdf") for slot in Slot}
    with writing(world.engine) as session:
        submission, _ = take_in(session, f"2026-{number:06d}", read_form(form_bytes(username, **form)), files)
    verify(world, submission.id, checks)
    return submission.id


def page_of(slot: Slot, _checks: Sequence[CheckResult], shade: int) -> bytes:
    """A plain page, whatever the checks say of it."""
    return draw_page(shade, SIZES[slot])


def seals_on(slot: Slot, _checks: Sequence[CheckResult]) -> tuple[Seal, ...]:
    """The authority's seal on the certificate, whatever the checks say of it."""
    return (AUTHORITY_SEAL,) if slot is Slot.CERTIFICATE else ()


def verify(world: World, submission_id: int, checks: Sequence[CheckResult]) -> None:
    """What reading and checking leave behind for the current revision."""
    with writing(world.engine) as session:
        submission = session.get_one(Submission, submission_id)
        readings = {}
        for slot, document in current_documents(session, submission).items():
            work = session.get_one(ReadingWork, document.id)
            if work.state != WorkState.DONE.value:
                picture = world.store.put(page_of(slot, checks, 255 - document.id % 40))
                width, height = SIZES[slot]
                session.add(Page(document_id=document.id, number=1, sha256=picture, width=width, height=height))
                work.state = WorkState.DONE.value
            finding = _finding(world, slot, checks)
            row = verification_models.Reading(document_id=document.id, seconds=0.5, findings=to_json(finding))
            session.add(row)
            session.flush()
            readings[slot] = row.id
        session.add(
            Verification(
                submission_id=submission.id,
                revision=submission.revision,
                verdict=verdict_of(tuple(checks)).value,
                seconds=1.5,
                rules="1",
                certificate_reading_id=readings.get(Slot.CERTIFICATE),
                letter_reading_id=readings.get(Slot.LETTER),
                checks=[check_row(check) for check in checks],
            )
        )
        audit.record(session, submission.id, audit.SYSTEM, "verify", "reading", "pending", revision=submission.revision)
        restate(session, submission, state_of(session, submission))


def correct(world: World, submission_id: int, checks: Sequence[CheckResult]) -> None:
    """The operator's corrected certificate, read and checked."""
    files = {Slot.CERTIFICATE: keep_file(world.store, f"corrected {next(_numbers)}".encode(), "更正后的证书.pdf")}
    with writing(world.engine) as session:
        submission = session.get_one(Submission, submission_id)
        operator = audit.Actor("operator", "operator", world.operator.id)
        replace_documents(session, submission, submission.revision, files, operator)
    verify(world, submission_id, checks)


def decide_case(
    world: World, submission_id: int, outcome: Outcome, opinion: str = "1. 未见单位公章。\n2. 号码不一致。"
) -> None:
    """The reviewer's decision on the current revision."""
    with writing(world.engine) as session:
        submission = session.get_one(Submission, submission_id)
        reviewer = audit.Actor("reviewer", "reviewer", world.reviewer.id)
        decide(session, submission, submission.revision, outcome, opinion, reviewer)


def _finding(world: World, slot: Slot, checks: Sequence[CheckResult]) -> DocumentReading:
    ring = world.store.put(draw_ring()) if slot is Slot.CERTIFICATE else None
    seals = tuple(replace(seal, unrolled=ring if seal is AUTHORITY_SEAL else None) for seal in seals_on(slot, checks))
    pages = (PagePicture(1, "0" * 64, *SIZES[slot]),)
    if slot is Slot.LETTER:
        fields = {"unit_name": FieldReading(NAME, 0.9), "id_number": FieldReading(OTHER_ID_NUMBER, 0.6)}
        return DocumentReading(DocumentType.COMMITMENT_LETTER, pages, fields=fields, seals=seals)
    return DocumentReading(
        DocumentType.BUSINESS_LICENCE,
        pages,
        credit_code=CodeReading(CODE, 0.99),
        unit_name=FieldReading(NAME, 0.98),
        seals=seals,
    )
