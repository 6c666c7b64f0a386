"""What the registration's page shows: the form with its problems, the documents, the findings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.findings import CheckId, Slot, Verdict
from models.life_cycles.registration import REGISTRATION, RegistrationState
from models.registration_form import FieldRules, TypedRegistration, form_problems
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
    def suggested_area(self) -> str:
        """The pooling area (统筹区) that the certificate's authority and address suggest; empty while none is known."""
        checks = self.case.checks if self.case else ()
        return next((check.expected or "" for check in checks if check.id is CheckId.POOLING_AREA), "")

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
