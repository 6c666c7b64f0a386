"""Registrations and employers for tests, made the way people make them; all names and numbers are fictional."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from models.accounts import Account, Role
from models.audit import Actor
from models.employers import Employer, EmployerOperator
from models.findings import CheckId, CheckResult, Slot, Verdict
from models.intake import keep_file
from models.registration_form import FieldRules, typed_registration
from models.registrations import Registration
from models.sign_in_rules import SignInRules
from models.steps import registering
from models.store import Store
from models.submissions import Submission
from tests.factories import new_account, new_verification

TODAY = dt.date(2026, 11, 24)
RULES = FieldRules(SignInRules(), TODAY)
KEPT = FieldRules(SignInRules(), TODAY, password_kept=True)
"""Where a password is kept already."""
PASSWORD = "Zh3nghe-Kai"
TYPED = {
    "registration_type": "人事人才",
    "category": "专家项目、职称、继续教育、人力资源申报",
    "credit_code": "91430602MA4TT0009T",
    "unit_name": "岳阳市示例技术有限公司",
    "pooling_area": "岳阳楼区",
    "business_category": "专家项目、职称、继续教育申报",
    "review_unit": "主管机构",
    "relation": "new",
    "username": "yyshili01",
    "password": PASSWORD,
    "name": "张三",
    "id_number": "430602199001010013",
    "mobile": "13800138000",
}
"""A form without a fault."""
FAILED = CheckResult(CheckId.CERTIFICATE_SEAL, Verdict.FAIL, "SEAL_MISSING", "未见单位公章。请盖章后重新上传。")


def filled(session: Session, changes: Mapping[str, str] | None = None) -> Registration:
    """A registration with a right form and no documents yet."""
    registration, _ = registering.begin_registration(session)
    registering.fill_in(session, registration, typed_registration({**TYPED, **(changes or {})}), RULES)
    return registration


def attached(session: Session, store: Store, changes: Mapping[str, str] | None = None) -> Registration:
    """A registration with a right form and both documents, which are still to be read."""
    registration = filled(session, changes)
    upload(session, store, registration)
    return registration


def upload(session: Session, store: Store, registration: Registration, *slots: Slot) -> None:
    """Both documents, or those of `slots`; different ones for each registration."""
    files = {
        slot: keep_file(store, f"{slot} of {registration.reference}".encode(), f"{slot}.pdf")
        for slot in slots or tuple(Slot)
    }
    registering.upload(session, registration, files)


def saved(
    session: Session, store: Store, changes: Mapping[str, str] | None = None, *results: CheckResult
) -> Registration:
    """A registration that lacks nothing but its submission: read, checked, saved."""
    registration = attached(session, store, changes)
    verify(session, registration, *results)
    registering.save(session, registration)
    return registration


def verify(session: Session, registration: Registration, *results: CheckResult) -> None:
    """What reading and checking leave behind."""
    new_verification(session, submission_of(session, registration), *results)


def submitted(session: Session, store: Store, changes: Mapping[str, str] | None = None) -> Registration:
    """A registration under review."""
    registration = saved(session, store, changes)
    registering.submit(session, registration, (changes or {}).get("password", PASSWORD))
    return registration


def submission_of(session: Session, registration: Registration) -> Submission:
    """The submission that holds its documents."""
    return session.get_one(Submission, registration.submission_id)


def reviewer(session: Session, areas: tuple[str, ...] = (), username: str = "reviewer") -> Actor:
    """A reviewer of those pooling areas, or of all."""
    account = new_account(session, Role.REVIEWER, username)
    account.areas = list(areas)
    session.flush()
    return actor(account)


def actor(account: Account) -> Actor:
    """The account's person, as history names them."""
    return Actor(account.username, account.role, account.id)


def new_employer(session: Session, name: str = "岳阳市示例技术有限公司") -> Employer:
    """An employer whose registration was approved."""
    employer = Employer(credit_code=f"{abs(hash(name)) % 10**18:018d}", name=name, pooling_area="岳阳楼区")
    session.add(employer)
    session.flush()
    return employer


def new_operator(session: Session, employer: Employer, username: str = "operator", id_number: str = "") -> Actor:
    """An operator of the employer."""
    account = new_account(session, Role.OPERATOR, username)
    number = id_number or "430602199001010021"
    session.add(
        EmployerOperator(
            employer_id=employer.id, account_id=account.id, name="李四", id_number=number, mobile="13900139000"
        )
    )
    session.flush()
    return actor(account)
