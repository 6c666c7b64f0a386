"""The operator's fields (经办人): each by its own rule, and the relation to the unit's existing account.

Whether the five fields equal an existing account's is decided where accounts are known; here nobody is known yet, so
whoever claims an existing account is looked at by a person.
"""

from __future__ import annotations

from models.findings import CheckId, CheckResult, Verdict
from models.form import Relation
from models.identity import IdentityFault, id_number_fault, is_mobile, is_person_name
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
    if operator.relation is not Relation.NEW:
        message = "申请称本单位已有账号，系统未查到原账号，请人工核对经办人信息是否与原账号一致（或完全不同）。"
        return CheckResult(CheckId.OPERATOR_IDENTITY, Verdict.REVIEW, "ACCOUNT_UNKNOWN", message, confidence=1.0)
    return CheckResult(
        CheckId.OPERATOR_IDENTITY, Verdict.PASS, "OPERATOR_VALID", "经办人信息格式正确。", confidence=1.0
    )
