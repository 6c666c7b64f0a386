"""Taking an e-mail on a case out of its outbox: only what still is so is told, and only to who may still know it."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.accounts import Account
from models.base import now
from models.case_mails import CaseMail, Mail, Occasion
from models.email_addresses import address_of
from models.outbox import claim, give_up
from models.remarks import open_question
from models.review import state_of
from models.submissions import Submission

OVERTAKEN = "Overtaken"
"""The decision was undone, the documents were replaced or the question was answered before the mail was sent."""
NO_RECEIVER = "NoReceiver"
"""The address was removed, or the account blocked."""
NO_SERVER = "NoServer"
"""The settings name no mail server."""


def claim_mail(session: Session, delivery_id: int) -> Mail | None:
    """The e-mail, to be sent by the caller alone; None where another process has it, or nobody is to get it any more.

    Nobody is told of what has changed meanwhile; what came after it has an e-mail of its own.
    """
    mail = claim(session, CaseMail, delivery_id)
    if mail is None:
        return None
    submission = session.get_one(Submission, mail.submission_id)
    address = address_of(session, mail.account_id)
    if not _still_is_so(session, submission, mail):
        give_up(session, mail, OVERTAKEN)
    elif not address or _may_not_know(session, submission, mail):
        give_up(session, mail, NO_RECEIVER)
    else:
        return Mail(mail.id, mail.tries, address, Occasion(mail.occasion), submission.id, submission.reference)
    return None


def drop_mails(session: Session) -> None:
    """Give up all that waits, where no mail server is set: once there is one, nobody is told of what is long past."""
    waiting = (CaseMail.delivered_at.is_(None), CaseMail.given_up_at.is_(None))
    session.execute(update(CaseMail).where(*waiting).values(given_up_at=now(), outcome=NO_SERVER))


def _still_is_so(session: Session, submission: Submission, mail: CaseMail) -> bool:
    if submission.revision != mail.revision:
        return False
    if mail.occasion == Occasion.ASKED:
        return open_question(session, submission) is not None
    return state_of(session, submission).value == mail.occasion


def _may_not_know(session: Session, submission: Submission, mail: CaseMail) -> bool:
    account = session.get_one(Account, mail.account_id)
    return account.blocked_at is not None or submission.operator_id != account.id
