"""Account registrations (账号注册申请), as they are stored: from the draft to the account."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, validates

from models.base import Base, now
from models.form import Form, Operator, Relation
from models.life_cycles.registration import RegistrationState
from models.privacy.columns import SealedText, id_hash

_HANDED_IN = "('submitted', 'approved', 'returned', 'rejected', 'withdrawn', 'suspended', 'closed')"
_WITH_ACCOUNT = "('approved', 'suspended', 'closed')"
_ONE_UNDER_REVIEW = text("state = 'submitted'")


class Registration(Base):
    """One registration; what was typed stands here, what was uploaded hangs on its submission."""

    __tablename__ = "registration"
    __table_args__ = (
        CheckConstraint(
            f"state in ({', '.join(repr(state.value) for state in RegistrationState)})", name="state_known"
        ),
        CheckConstraint(f"state not in {_HANDED_IN} or snapshot_hash is not null", name="frozen_when_handed_in"),
        CheckConstraint(f"state not in {_HANDED_IN} or submission_id is not null", name="documents_when_handed_in"),
        CheckConstraint(f"state not in {_WITH_ACCOUNT} or account_id is not null", name="account_when_approved"),
        CheckConstraint("relation in ('new', 'same', 'different')", name="relation_known"),
        Index(
            "uq_registration_under_review",
            "credit_code",
            "id_hash",
            unique=True,
            sqlite_where=_ONE_UNDER_REVIEW,
            postgresql_where=_ONE_UNDER_REVIEW,
        ),
        Index(None, "state", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    """申请号, for people."""
    access_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the access code (查询码), by which whoever began it comes back to it."""
    state: Mapped[str] = mapped_column(String(20), default=RegistrationState.DRAFT.value)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    changed_at: Mapped[dt.datetime] = mapped_column(default=now)
    registration_type: Mapped[str] = mapped_column(String(64), default="")
    category: Mapped[str] = mapped_column(String(64), default="")
    business_category: Mapped[str] = mapped_column(String(64), default="")
    review_unit: Mapped[str] = mapped_column(String(64), default="")
    credit_code: Mapped[str] = mapped_column(String(255), default="")
    unit_name: Mapped[str] = mapped_column(String(255), default="")
    pooling_area: Mapped[str] = mapped_column(String(255), default="")
    relation: Mapped[str] = mapped_column(String(10), default=Relation.NEW.value)
    username: Mapped[str] = mapped_column(String(255), default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(255), default="")
    id_number: Mapped[str] = mapped_column(SealedText, default="")
    id_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    mobile: Mapped[str] = mapped_column(SealedText, default="")
    override: Mapped[str] = mapped_column(Text, default="")
    """Why it was submitted although a check failed."""
    snapshot_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of form and documents as they were handed in."""
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"), unique=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    """The rejected one in whose place it stands (重新注册)."""

    @validates("id_number")
    def _hash_with(self, _name: str, number: str) -> str:
        self.id_hash = id_hash(number)
        return number

    @property
    def form(self) -> Form:
        """What was typed, as the documents are checked against it."""
        return Form(
            credit_code=self.credit_code,
            unit_name=self.unit_name,
            pooling_area=self.pooling_area,
            registration_type=self.registration_type,
            business_category=self.business_category,
            review_unit=self.review_unit,
            operator=Operator(Relation(self.relation), self.username, self.name, self.id_number, self.mobile),
        )


def registration_of_reference(session: Session, reference: str) -> Registration | None:
    """The registration of that number."""
    return session.scalars(select(Registration).where(Registration.reference == reference)).first()


def registration_of_submission(session: Session, submission_id: int) -> Registration | None:
    """The registration whose documents the submission holds; None for submissions of the inbox."""
    return session.scalars(select(Registration).where(Registration.submission_id == submission_id)).first()
