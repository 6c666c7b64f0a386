"""Webhooks (状态推送): programs elsewhere are told of each change of a submission's status.

What is to be told is written in the transaction of the change (models.outbox), and sent by a flow.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from sqlalchemy import CheckConstraint, CursorResult, ForeignKey, Index, String, UniqueConstraint, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.audit import Actor
from models.base import Base, now
from models.errors import DecisionError
from models.histories import record_step
from models.outbox import Delivery, claim, ends_one_way, waiting_index
from models.privacy.columns import SealedText

SUBJECT = "webhook"
LONGEST_URL = 500
_SECRET_BYTES = 32
_OPEN, _CLOSED = "open", "closed"


class AddressUnusable(DecisionError):
    """The address is not one that can be told."""

    code = "WEBHOOK_ADDRESS"
    message_zh = "推送地址应为 https:// 开头的完整地址（不超过500字），不含用户名和密码。请更正后再保存。"
    message_en = (
        "The address must be a whole one that begins with https://, of at most 500 characters, without a name and "
        "password in it. Correct it and save again."
    )


class Webhook(Base):
    """Where changes are told; one that is not used any more stays, closed."""

    __tablename__ = "webhook"
    __table_args__ = (CheckConstraint("(closed_at is null) = (closed_by is null)", name="closed_by_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(String(LONGEST_URL))
    secret: Mapped[str] = mapped_column(SealedText)
    """What signs; it is needed at each delivery, so it is encrypted and not hashed."""
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[dt.datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class StatusChange(Base):
    """That a submission came to stand elsewhere; no personal data."""

    __tablename__ = "status_change"
    __table_args__ = (
        Index(
            "ix_status_change_untold",
            "id",
            sqlite_where=text("noticed_at is null"),
            postgresql_where=text("noticed_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    revision: Mapped[int]
    before: Mapped[str] = mapped_column(String(10))
    """Empty for a new submission."""
    after: Mapped[str] = mapped_column(String(10))
    at: Mapped[dt.datetime] = mapped_column(default=now)
    noticed_at: Mapped[dt.datetime | None]
    """When people were sent a notice that counts it."""


class WebhookDelivery(Delivery, Base):
    """One change that one webhook is to be told; the outcome is a status of HTTP, or why there was none."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "change_id"),
        ends_one_way(),
        waiting_index("webhook_delivery"),
    )

    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    change_id: Mapped[int] = mapped_column(ForeignKey("status_change.id"))


@dataclass(frozen=True)
class Parcel:
    """One delivery, as it is sent."""

    delivery_id: int
    tries: int
    url: str
    secret: str = field(repr=False)
    content: dict[str, Any]


def open_webhook(session: Session, url: str, internal_hosts: Iterable[str], actor: Actor) -> tuple[Webhook, str]:
    """A new webhook and its secret, which is shown this once. Raises AddressUnusable."""
    url = url.strip()
    if not is_usable(url, internal_hosts) or actor.account_id is None:
        raise AddressUnusable
    webhook = Webhook(url=url, secret=secrets.token_urlsafe(_SECRET_BYTES), created_by=actor.account_id)
    session.add(webhook)
    session.flush()
    record_step(session, SUBJECT, webhook.id, actor, ("create", "", _OPEN), {"host": urlsplit(url).hostname})
    return webhook, webhook.secret


def is_usable(url: str, internal_hosts: Iterable[str]) -> bool:
    """Whether the address is whole, and encrypted unless its host is one of the house's own."""
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    schemes = {"https", "http"} if parts.hostname in set(internal_hosts) else {"https"}
    named = parts.hostname is not None and parts.username is None and parts.password is None
    return named and parts.scheme in schemes and port != 0


def close_webhook(session: Session, webhook: Webhook, actor: Actor) -> None:
    """Tell it nothing any more; what still waits for it is given up."""
    changed = session.execute(
        update(Webhook)
        .where(Webhook.id == webhook.id, Webhook.closed_at.is_(None))
        .values(closed_at=now(), closed_by=actor.account_id)
        .execution_options(synchronize_session=False)
    )
    if cast(CursorResult[Any], changed).rowcount != 1:
        return
    waiting = (WebhookDelivery.webhook_id == webhook.id, WebhookDelivery.delivered_at.is_(None))
    session.execute(
        update(WebhookDelivery)
        .where(*waiting, WebhookDelivery.given_up_at.is_(None))
        .values(given_up_at=now())
        .execution_options(synchronize_session=False)
    )
    record_step(session, SUBJECT, webhook.id, actor, ("close", _OPEN, _CLOSED), {})


def note_change(session: Session, submission_id: int, revision: int, before: str, after: str) -> None:
    """Put down that a submission came to stand elsewhere, for every webhook, in the transaction of the change."""
    change = StatusChange(submission_id=submission_id, revision=revision, before=before, after=after)
    session.add(change)
    session.flush()
    for webhook_id in session.scalars(select(Webhook.id).where(Webhook.closed_at.is_(None))):
        session.add(WebhookDelivery(webhook_id=webhook_id, change_id=change.id))
    session.flush()


def claim_delivery(session: Session, delivery_id: int) -> Parcel | None:
    """The delivery, to be sent by the caller alone; None where another process has it, or it is done."""
    delivery = claim(session, WebhookDelivery, delivery_id)
    if delivery is None:
        return None
    webhook = session.get_one(Webhook, delivery.webhook_id)
    change = session.get_one(StatusChange, delivery.change_id)
    return Parcel(delivery.id, delivery.tries, webhook.url, webhook.secret, _content(change))


def take_unnoticed(session: Session) -> dict[str, int]:
    """How many submissions came to stand where since people were last sent a notice; the next one begins after it."""
    changed = session.execute(
        update(StatusChange)
        .where(StatusChange.noticed_at.is_(None))
        .values(noticed_at=now())
        .returning(StatusChange.after)
        .execution_options(synchronize_session=False)
    )
    counts: dict[str, int] = {}
    for (state,) in changed:
        counts[state] = counts.get(state, 0) + 1
    return counts


def _content(change: StatusChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "type": "submission.status_changed",
        "submission": change.submission_id,
        "revision": change.revision,
        "before": change.before or None,
        "after": change.after,
        "at": change.at.isoformat(),
    }
