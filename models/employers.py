"""Employers (用人单位) whose registration was approved, and the operators (经办人) who act for them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, validates

from models.accounts import Account
from models.base import Base, now
from models.identity_rule import KnownOperator
from models.privacy.columns import SealedText, id_hash


class Employer(Base):
    """A unit that may review and recommend its people."""

    __tablename__ = "employer"

    id: Mapped[int] = mapped_column(primary_key=True)
    credit_code: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    pooling_area: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class EmployerOperator(Base):
    """A person who acts for an employer by an account; the five fields of the identity rule, as they were approved."""

    __tablename__ = "employer_operator"
    __table_args__ = (UniqueConstraint("employer_id", "id_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    name: Mapped[str] = mapped_column(String(64))
    id_number: Mapped[str] = mapped_column(SealedText)
    id_hash: Mapped[str] = mapped_column(String(64), index=True)
    mobile: Mapped[str] = mapped_column(SealedText)

    @validates("id_number")
    def _hash_with(self, _name: str, number: str) -> str:
        self.id_hash = id_hash(number)
        return number


def employer_of_code(session: Session, credit_code: str) -> Employer | None:
    """The employer of that credit code, if one is registered."""
    return session.scalars(select(Employer).where(Employer.credit_code == credit_code)).first()


def employer_of_account(session: Session, account_id: int) -> Employer | None:
    """The employer that the account acts for."""
    return session.scalars(
        select(Employer)
        .join(EmployerOperator, EmployerOperator.employer_id == Employer.id)
        .where(EmployerOperator.account_id == account_id)
    ).first()


def operator_of_account(session: Session, account_id: int) -> EmployerOperator | None:
    """The operator behind the account."""
    return session.scalars(select(EmployerOperator).where(EmployerOperator.account_id == account_id)).first()


def known_operators(session: Session, credit_code: str) -> tuple[KnownOperator, ...]:
    """The operators of the unit's existing accounts, as the identity rule looks at them."""
    rows = session.execute(
        select(EmployerOperator, Account)
        .join(Employer, EmployerOperator.employer_id == Employer.id)
        .join(Account, EmployerOperator.account_id == Account.id)
        .where(Employer.credit_code == credit_code)
        .order_by(EmployerOperator.id)
    ).all()
    return tuple(
        KnownOperator(account.username, person.name, person.id_number, person.mobile, account.password_hash)
        for person, account in rows
    )
