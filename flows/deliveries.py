"""Telling others of changed statuses (状态推送): webhooks and operators one by one, people by a notice of numbers."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Collection, Mapping

import structlog
from prefect import flow

from flows.mails import send_mails
from flows.notices import send_notice
from flows.outbox import Answer, work_off
from flows.outgoing import AddressForbidden, NotSent, post
from flows.run_records import recorded
from flows.workplace import Workplace, open_for_run
from models.base import now
from models.case_mailing import drop_mails
from models.case_mails import CaseMail
from models.database import reading, writing
from models.outbox import due
from models.webhooks import Parcel, WebhookDelivery, claim_delivery, take_unnoticed

log = structlog.get_logger()

MOST_AT_ONCE = 200
STATES = {
    "reading": "核验中 Being read",
    "pending": "待审核 Waiting",
    "approved": "审核通过 Approved",
    "returned": "退回 Returned",
    "rejected": "审核不通过 Rejected",
}
Send = Callable[[str, bytes, Mapping[str, str], Collection[str]], int]


@flow(name="deliveries", persist_result=False, validate_parameters=False)
def deliveries() -> None:
    """Tell webhooks, operators and people what has changed; leaves no record where there was nothing to tell."""
    workplace = open_for_run()
    with reading(workplace.engine) as session:
        webhooks, mails = (due(session, outbox, MOST_AT_ONCE) for outbox in (WebhookDelivery, CaseMail))
    if mails and not workplace.settings.sends_mail:
        with writing(workplace.engine) as session:
            drop_mails(session)
        mails = ()
    if webhooks or mails:
        with recorded(workplace, "deliveries") as counts:
            counts.update(deliver(workplace, webhooks))
            counts.update(send_mails(workplace, mails))
    tell_people(workplace)


def deliver(workplace: Workplace, waiting: Collection[int], send: Send = post) -> dict[str, int]:
    """Tell webhooks what waits for them; gives the numbers."""
    counts = {"delivered": 0, "failed": 0}

    def tell(parcel: Parcel) -> Answer:
        outcome = _outcome(parcel, workplace.settings.webhook_host_names, send)
        return Answer(outcome, outcome.isdecimal() and outcome.startswith("2"))

    for parcel, answer in work_off(workplace.engine, WebhookDelivery, waiting, claim_delivery, tell):
        counts["delivered" if answer.delivered else "failed"] += 1
        if not answer.delivered:
            log.warning("webhook not told", delivery=parcel.delivery_id, tries=parcel.tries, outcome=answer.outcome)
    return counts


def tell_people(workplace: Workplace) -> None:
    """Send the numbers of what has changed since the last time, to the addresses of the settings."""
    with writing(workplace.engine) as session:
        counts = take_unnoticed(session)
    rows = [(title, counts[state]) for state, title in STATES.items() if counts.get(state)]
    if rows:
        addresses = {"notice_addresses": workplace.settings.change_notice_addresses}
        send_notice(workplace.settings.model_copy(update=addresses), "证核：申请状态变化", rows)


def signed_headers(parcel: Parcel, body: bytes, moment: int) -> dict[str, str]:
    """The headers of a delivery: the signature covers the moment and the body, so that neither can be changed."""
    signature = hmac.new(parcel.secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Zhenghe-Webhook/1",
        "Zhenghe-Event": str(parcel.content["type"]),
        "Zhenghe-Delivery": str(parcel.delivery_id),
        "Zhenghe-Signature": f"t={moment},v1={signature}",
    }


def _outcome(parcel: Parcel, internal_hosts: Collection[str], send: Send) -> str:
    body = json.dumps(parcel.content, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        return str(send(parcel.url, body, signed_headers(parcel, body, int(now().timestamp())), internal_hosts))
    except AddressForbidden:
        return "AddressForbidden"
    except NotSent as error:
        return str(error)
