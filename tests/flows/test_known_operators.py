"""Checking beside the unit's existing accounts: the rule of the five fields, as far as it can be known."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from flows.checking import verify
from flows.workplace import Workplace
from models.accounts import Role
from models.database import reading, writing
from models.employers import Employer, EmployerOperator
from models.findings import CheckId, Verdict
from models.form import read_form
from models.intake import take_in
from models.verifications import Check
from tests.factories import FORM, form_json, new_account, new_workplace

OPERATOR = FORM["operator"]
OTHER = {"username": "yyshili02", "name": "赵六", "id_number": "430602199001010021", "mobile": "13900139000"}


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A workplace that knows an operator of the unit."""
    workplace = new_workplace(tmp_path / "home")
    with writing(workplace.engine) as session:
        account = new_account(session, Role.OPERATOR, OPERATOR["username"])
        employer = Employer(credit_code=FORM["credit_code"], name=FORM["unit_name"], pooling_area="岳阳楼区")
        session.add(employer)
        session.flush()
        known = {name: OPERATOR[name] for name in ("name", "id_number", "mobile")}
        session.add(EmployerOperator(employer_id=employer.id, account_id=account.id, **known))
    return workplace


@pytest.mark.parametrize(
    ("relation", "person", "verdict", "reason"),
    [
        ("same", {}, Verdict.PASS, "SAME_OPERATOR"),
        ("same", {"mobile": "13900139000"}, Verdict.FAIL, "FIELDS_DIFFER"),
        ("different", OTHER, Verdict.PASS, "OTHER_OPERATOR"),
        ("different", {**OTHER, "mobile": OPERATOR["mobile"]}, Verdict.FAIL, "FIELDS_COINCIDE"),
        ("different", {}, Verdict.FAIL, "SAME_PERSON"),
        ("new", {}, Verdict.REVIEW, "INFERRED_SAME"),
        ("new", OTHER, Verdict.REVIEW, "INFERRED_DIFFERENT"),
        ("new", {**OTHER, "name": OPERATOR["name"]}, Verdict.FAIL, "PARTLY_EQUAL"),
    ],
)
def test_the_operator_is_held_against_the_known_one(
    workplace: Workplace, relation: str, person: dict[str, str], verdict: Verdict, reason: str
) -> None:
    form = read_form(form_json(operator={**OPERATOR, **person, "relation": relation}))
    with writing(workplace.engine) as session:
        submission, _ = take_in(session, "2026-000777", form, {})
    assert verify(workplace, submission.id)
    with reading(workplace.engine) as session:
        found = session.scalars(select(Check).where(Check.check == CheckId.OPERATOR_IDENTITY.value)).one()
    assert (found.verdict, found.reason) == (verdict.value, reason)
    assert "密码" not in found.message
    assert OPERATOR["mobile"] not in found.message
