"""Showing an operator's full numbers (显示完整号码): to whoever says why, not too often, and never without a record."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import Actor, Event, record
from models.base import now
from models.errors import DecisionError, PermissionDenied
from models.form import Operator
from models.privacy.masking import mask_personal
from models.review import state_of
from models.submissions import Submission, current_form

ACTION = "disclose"
SHORTEST_REASON, LONGEST_REASON = 5, 200
"""Characters."""
MOST_AN_HOUR = 30
"""Disclosures of one person: a morning's work, and no copy of the queue."""


class DisclosureReasonMissing(DecisionError):
    """Nothing says why the numbers are needed."""

    code = "DISCLOSURE_REASON_MISSING"
    message_zh = "查看完整号码须写明用途，至少五个字。请填写后再查看。"
    message_en = "Say what the full numbers are needed for, in at least five characters, and try again."


class TooManyDisclosures(PermissionDenied):
    """One person has looked at too many within an hour."""

    code = "TOO_MANY_DISCLOSURES"
    message_zh = "一小时内查看完整号码的次数已达上限。请稍后再看；确有需要的，请联系系统管理员。"
    message_en = "Too many full numbers were shown within an hour. Try again later, or ask the administrator."


def disclose(session: Session, submission: Submission, reason: str, actor: Actor) -> Operator:
    """The operator with the full numbers; who saw them and why goes into the record in the same transaction.

    Raises DisclosureReasonMissing and TooManyDisclosures.
    """
    words = mask_personal(reason.strip())[:LONGEST_REASON]
    if len(words) < SHORTEST_REASON:
        raise DisclosureReasonMissing
    if _within_an_hour(session, actor) >= MOST_AN_HOUR:
        raise TooManyDisclosures
    state = state_of(session, submission).value
    record(session, submission.id, actor, ACTION, before=state, after=state, reason=words)
    return current_form(session, submission.id).operator


def _within_an_hour(session: Session, actor: Actor) -> int:
    recent = Event.at > now() - dt.timedelta(hours=1)
    mine = select(func.count()).where(Event.action == ACTION, Event.account_id == actor.account_id, recent)
    return session.scalar(mine) or 0
