"""E-mails on cases (邮件通知): that an operator is to be told where an own case stands now; no personal data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.email_addresses import address_of
from models.outbox import Delivery, ends_one_way, waiting_index


class Occasion(StrEnum):
    """What an operator is told of."""

    APPROVED = "approved"  # 审核通过
    RETURNED = "returned"  # 退回
    REJECTED = "rejected"  # 审核不通过
    ASKED = "asked"  # 询问经办人


class CaseMail(Delivery, Base):
    """One thing that an account's person is to be told of a submission; to which address is asked when it is sent."""

    __tablename__ = "case_mail"
    __table_args__ = (
        CheckConstraint("occasion in ('approved', 'returned', 'rejected', 'asked')", name="occasion_known"),
        ends_one_way(),
        waiting_index("case_mail"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    occasion: Mapped[str] = mapped_column(String(10))


@dataclass(frozen=True)
class Mail:
    """One e-mail, as it is sent."""

    delivery_id: int
    tries: int
    address: str = field(repr=False)
    occasion: Occasion
    submission_id: int
    reference: str


def note_mail(session: Session, submission_id: int, revision: int, account_id: int | None, occasion: Occasion) -> None:
    """Put down that the operator is to be told, in the transaction of what happened; who has no address is not."""
    if account_id is not None and address_of(session, account_id):
        session.add(
            CaseMail(account_id=account_id, submission_id=submission_id, revision=revision, occasion=occasion.value)
        )
        session.flush()
