"""What the registration's page shows: the form with its problems, the documents, the findings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.findings import Slot, Verdict
from models.identity_rule import Judgement, OperatorField, Ruling
from models.life_cycles.registration import REGISTRATION, RegistrationState
from models.registration_form import LABELS, FieldRules, TypedRegistration, form_problems
from models.registrations import Registration
from models.settings import Settings
from models.sign_in_rules import sign_in_rules
from models.steps.registering import typed_of
from models.submissions import Submission
from webqueue import clock
from webqueue.cases.case import Case, assemble_case

_EDITABLE = {
    RegistrationState.DRAFT,
    RegistrationState.FORM_COMPLETE,
    RegistrationState.ATTACHED,
    RegistrationState.SAVED,
    RegistrationState.RETURNED,
    RegistrationState.WITHDRAWN,
}
_RULINGS = {
    Ruling.FIELDS_DIFFER: (
        "您选择了“与原经办人相同”，但以下信息与原账号不一致：{fields}。"
        "五项须完全一致；换人办理的，请选择“与原经办人不同”。"
    ),
    Ruling.FIELDS_COINCIDE: "您选择了“与原经办人不同”，但以下信息与已有账号相同：{fields}。五项须完全不同，请修改。",
    Ruling.SAME_PERSON: "身份证号码与已有经办人相同，即为同一人。请选择“与原经办人相同”，并使五项信息完全一致。",
    Ruling.NAMESAKE: "姓名与已有经办人相同。如确为同名不同人，请联系审核单位人工处理。",
    Ruling.PARTLY_EQUAL: (
        "部分信息与已有账号相同：{fields}。同一经办人请使五项完全一致并选择“与原经办人相同”；"
        "换人请使五项完全不同并选择“与原经办人不同”。"
    ),
    Ruling.INFERRED_SAME: "本单位已有该经办人的账号。请在“经办人关系”中选择“与原经办人相同”以确认。",
    Ruling.INFERRED_DIFFERENT: "本单位已有其他经办人的账号。请在“经办人关系”中选择“与原经办人不同”以确认。",
}
_LOGIN = "登录信息"


@dataclass(frozen=True)
class RegistrationPage:
    """The page of one registration."""

    registration: Registration
    typed: TypedRegistration
    problems: dict[str, str]
    """By field; none where nothing is typed yet."""
    case: Case | None
    """Documents and findings, once something was uploaded."""

    @property
    def state(self) -> RegistrationState:
        """Where it stands."""
        return RegistrationState(self.registration.state)

    @property
    def state_words(self) -> str:
        """Where it stands, in words."""
        return REGISTRATION.states[self.state]

    @property
    def editable(self) -> bool:
        """Whether the operator works on it."""
        return self.state in _EDITABLE

    @property
    def may_upload(self) -> bool:
        """Whether all mandatory fields are right (附件在必填项完成后开放)."""
        return self.editable and self.state is not RegistrationState.DRAFT

    @property
    def may_save(self) -> bool:
        """Whether both documents are there."""
        return self.state in (RegistrationState.ATTACHED, RegistrationState.SAVED)

    @property
    def may_submit(self) -> bool:
        """Whether it is saved, and read."""
        return self.state is RegistrationState.SAVED and self.is_read

    @property
    def is_read(self) -> bool:
        """Whether the documents are read and checked."""
        return self.case is not None and self.case.verification is not None

    @property
    def has_failed(self) -> bool:
        """Whether some check failed."""
        return self.case is not None and self.case.verdict is Verdict.FAIL

    @property
    def slots_filled(self) -> frozenset[Slot]:
        """The slots that hold a document."""
        return frozenset(self.case.documents) if self.case else frozenset()


def field_rules(settings: Settings, registration: Registration) -> FieldRules:
    """What the fields are held against now."""
    return FieldRules(sign_in_rules(settings), clock.today(), password_kept=registration.password_hash is not None)


def registration_page(session: Session, registration: Registration, settings: Settings) -> RegistrationPage:
    """The page as it stands."""
    typed = typed_of(registration)
    touched = bool(typed.registration_type or typed.credit_code)
    problems = form_problems(typed, field_rules(settings, registration)) if touched else {}
    submission = session.get(Submission, registration.submission_id) if registration.submission_id else None
    return RegistrationPage(
        registration, typed, problems, assemble_case(session, submission) if submission is not None else None
    )


def ruling_words(judgement: Judgement) -> str:
    """What the rule of the five fields asks for, in words that name fields and never values; empty where it is kept."""
    names = [_LOGIN if name is OperatorField.PASSWORD else LABELS[name.value] for name in judgement.fields]
    return _RULINGS.get(judgement.ruling, "").format(fields="、".join(names) or _LOGIN)
