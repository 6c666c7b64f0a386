"""Who may act for whom: operators for their own employer, and not on what is their own (回避)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.applications import TitleApplication
from models.audit import Actor
from models.employers import EmployerOperator, operator_of_account
from models.errors import PermissionDenied


@dataclass(frozen=True)
class Duties:
    """The operator who acts, and whether an own application is out of bounds."""

    actor: Actor
    operator: EmployerOperator
    separate: bool = True

    def is_own(self, application: TitleApplication) -> bool:
        """Whether the application is the operator's own, and duties are separate."""
        return self.separate and application.id_number == self.operator.id_number


def duties_of(session: Session, actor: Actor, employer_id: int, *, separate: bool) -> Duties:
    """The actor as an operator of that employer. Raises PermissionDenied for everybody else."""
    operator = operator_of_account(session, actor.account_id) if actor.account_id is not None else None
    if operator is None or operator.employer_id != employer_id:
        raise PermissionDenied
    return Duties(actor, operator, separate)
