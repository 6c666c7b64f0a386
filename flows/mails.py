"""E-mails to operators (邮件通知) on their own cases: what happened and the way to it, in Chinese and in English.

No name, no unit, no reason and no number of a person is in them: those are for who has signed in.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

import structlog

from flows.notices import send
from flows.outbox import Answer, work_off
from flows.workplace import Workplace
from models.case_mailing import claim_mail
from models.case_mails import CaseMail, Mail, Occasion
from models.privacy.masking import mask_personal
from models.settings import Settings

log = structlog.get_logger()

TITLES = {
    Occasion.APPROVED: "证核：申请审核通过 Zhenghe: your submission was approved",
    Occasion.RETURNED: "证核：申请已退回 Zhenghe: your submission was returned",
    Occasion.REJECTED: "证核：申请审核不通过 Zhenghe: your submission was rejected",
    Occasion.ASKED: "证核：审核人有询问 Zhenghe: the reviewer has a question",
}
CHINESE = {
    Occasion.APPROVED: "您的申请审核通过。",
    Occasion.RETURNED: "您的申请已退回，请按审核意见修改后重新提交。",
    Occasion.REJECTED: "您的申请审核不通过，请查看审核意见。",
    Occasion.ASKED: "审核人对您的申请有询问，请答复。",
}
ENGLISH = {
    Occasion.APPROVED: "Your submission was approved.",
    Occasion.RETURNED: "Your submission was returned. See why, mend it and send it again.",
    Occasion.REJECTED: "Your submission was rejected. See why.",
    Occasion.ASKED: "The reviewer has a question on your submission. Please answer it.",
}


def send_mails(workplace: Workplace, waiting: Collection[int]) -> dict[str, int]:
    """Send these e-mails; gives the numbers."""
    counts = {"mailed": 0, "not_mailed": 0}

    def tell(mail: Mail) -> Answer:
        settings = workplace.settings
        sent = send((_address(settings, mail),), TITLES[mail.occasion], text_of(settings, mail))
        return Answer("sent" if sent else "NotSent", sent)

    for mail, answer in work_off(workplace.engine, CaseMail, waiting, claim_mail, tell):
        counts["mailed" if answer.delivered else "not_mailed"] += 1
        if not answer.delivered:
            log.warning("operator not told", delivery=mail.delivery_id, tries=mail.tries)
    return counts


def text_of(settings: Settings, mail: Mail) -> str:
    """What the e-mail says."""
    home = settings.public_address.rstrip("/")
    reference = mask_personal(mail.reference)
    return (
        f"{CHINESE[mail.occasion]}\n编号：{reference}\n\n{ENGLISH[mail.occasion]}\nReference: {reference}\n\n"
        f"{home}/submissions/{mail.submission_id}\n\n"
        f"不再接收邮件，请在此处删除邮箱。To get no more e-mails, remove your address here:\n{home}/email/\n"
    )


def _address(settings: Settings, mail: Mail) -> str:
    """The server of the settings, and to whom it is to bring the e-mail, as Apprise writes both."""
    server = settings.mail_server.get_secret_value()
    return f"{server}{'&' if '?' in server else '?'}format=text&to={quote(mail.address, safe='')}"
