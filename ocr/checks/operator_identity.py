"""The operator's fields (经办人): each by its own rule, and the relation to the unit's existing account.

Whether the five fields equal an existing account's is decided where accounts are known (models.identity_rule), and
comes with the case; without it, whoever claims an existing account is looked at by a person.
"""

from __future__ import annotations

from models.findings import CheckId, CheckResult, Verdict
from models.identity import IdentityFault, id_number_fault, is_mobile, is_person_name
from models.identity_rule import Ruling, judge
from models.identity_words import ruling_words
from ocr.checks.case import Case

FAULTS = {
    IdentityFault.SHAPE: "身份证号码应为18位",
    IdentityFault.BIRTH_DATE: "身份证号码中的出生日期不存在",
    IdentityFault.AGE: "身份证号码中的出生日期不合常理",
    IdentityFault.CHECK_CHARACTER: "身份证号码校验码不符",
}


def check(case: Case) -> CheckResult:
    """Fail for a field that breaks its rule."""
    operator = case.form.operator
    faults = []
    if not is_person_name(operator.name):
        faults.append(("NAME_INVALID", "姓名应为2至30个汉字"))
    if fault := id_number_fault(operator.id_number, case.today):
        faults.append(("ID_NUMBER_INVALID", FAULTS[fault]))
    if not is_mobile(operator.mobile):
        faults.append(("MOBILE_INVALID", "手机号码应为11位大陆号码"))
    if faults:
        message = f"经办人{'；'.join(words for _, words in faults)}。请更正后重新提交。"
        return CheckResult(CheckId.OPERATOR_IDENTITY, Verdict.FAIL, faults[0][0], message, confidence=1.0)
    return _beside_accounts(case)


def _beside_accounts(case: Case) -> CheckResult:
    """How the operator stands to the unit's existing accounts; where nobody knows them, only a claim is looked at."""
    judgement = case.identity
    if judgement.ruling is Ruling.NOT_CHECKED:
        judgement = judge(case.form.operator.relation, ())
    reason = "OPERATOR_VALID" if judgement.ruling is Ruling.NEW_UNIT else judgement.ruling.value
    words = ruling_words(judgement)
    return CheckResult(CheckId.OPERATOR_IDENTITY, judgement.verdict, reason, words, confidence=1.0)
