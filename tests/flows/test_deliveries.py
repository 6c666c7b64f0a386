"""What is told of changed statuses: written with the change, signed, tried a bounded number of times."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from flows import deliveries
from flows.deliveries import deliver, tell_people
from flows.outgoing import AddressForbidden, NotSent
from flows.workplace import Workplace
from models.accounts import Role
from models.audit import Actor
from models.base import now
from models.database import reading, writing
from models.outbox import PAUSES
from models.outbox import due as due_in
from models.review import Outcome, decide
from models.webhooks import StatusChange, Webhook, WebhookDelivery, claim_delivery, close_webhook, open_webhook
from tests.factories import new_account, new_submission, new_verification, new_workplace, stored_files


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    return new_workplace(tmp_path / "home", change_notice_addresses="json://127.0.0.1:9/")


class Receiver:
    """Stands for the program that is told."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.told: list[tuple[str, bytes, Mapping[str, str]]] = []

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], _hosts: Collection[str]) -> int:
        self.told.append((url, body, headers))
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer


def administrator(workplace: Workplace) -> Actor:
    with writing(workplace.engine) as session:
        account = new_account(session, Role.ADMINISTRATOR)
    return Actor(account.username, account.role, account.id)


def told_to(workplace: Workplace) -> tuple[int, str]:
    """A webhook; its id and its secret."""
    actor = administrator(workplace)
    with writing(workplace.engine) as session:
        webhook, secret = open_webhook(session, "https://hr.example/zhenghe", (), actor)
        return webhook.id, secret


def decided(workplace: Workplace) -> None:
    """A submission comes in, is verified, and is returned."""
    with writing(workplace.engine) as session:
        reviewer = new_account(session)
        submission = new_submission(session, stored_files(workplace.store))
        new_verification(session, submission)
        decide(
            session,
            submission,
            1,
            Outcome.RETURNED,
            "证书上未见单位公章，请补盖。",
            Actor("reviewer", "reviewer", reviewer.id),
        )


def due(workplace: Workplace) -> tuple[int, ...]:
    with reading(workplace.engine) as session:
        return due_in(session, WebhookDelivery, 100)


def test_each_change_is_told_in_its_order_and_signed(workplace: Workplace) -> None:
    _, secret = told_to(workplace)
    decided(workplace)
    receiver = Receiver()
    assert deliver(workplace, due(workplace), receiver) == {"delivered": 3, "failed": 0}
    contents = [json.loads(body) for _, body, _ in receiver.told]
    assert [(one["before"], one["after"]) for one in contents] == [
        (None, "reading"),
        ("reading", "pending"),
        ("pending", "returned"),
    ]
    _, body, headers = receiver.told[0]
    moment, signature = (part.split("=", 1)[1] for part in headers["Zhenghe-Signature"].split(","))
    assert signature == hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert "岳阳" not in body.decode()
    assert due(workplace) == ()


def test_a_change_that_was_undone_is_told_to_nobody(workplace: Workplace) -> None:
    told_to(workplace)
    with pytest.raises(RuntimeError):
        _take_in_and_fail(workplace)
    assert due(workplace) == ()


def _take_in_and_fail(workplace: Workplace) -> None:
    with writing(workplace.engine) as session:
        new_submission(session, stored_files(workplace.store))
        raise RuntimeError


@pytest.mark.parametrize("answer", [500, 302, NotSent("ConnectError"), AddressForbidden()])
def test_what_is_not_taken_is_tried_again_after_longer_and_longer_and_then_given_up(
    workplace: Workplace, answer: Any
) -> None:
    told_to(workplace)
    with writing(workplace.engine) as session:
        new_submission(session, stored_files(workplace.store))
    (delivery,) = due(workplace)
    for tries in range(1, len(PAUSES) + 2):
        assert deliver(workplace, (delivery,), Receiver(answer)) == {"delivered": 0, "failed": 1}
        assert due(workplace) == ()
        with writing(workplace.engine) as session:
            kept = session.get_one(WebhookDelivery, delivery)
            assert (kept.tries, kept.given_up_at is None) == (tries, tries <= len(PAUSES))
            session.execute(update(WebhookDelivery).values(next_try_at=now()))
    assert due(workplace) == ()


def test_of_two_processes_one_sends(workplace: Workplace) -> None:
    told_to(workplace)
    decided(workplace)
    first = due(workplace)[0]
    with writing(workplace.engine) as session:
        assert claim_delivery(session, first) is not None
    with writing(workplace.engine) as session:
        assert claim_delivery(session, first) is None
    assert deliver(workplace, (first,), Receiver()) == {"delivered": 0, "failed": 0}


def test_a_closed_webhook_is_told_nothing_any_more(workplace: Workplace) -> None:
    webhook_id, _ = told_to(workplace)
    decided(workplace)
    with writing(workplace.engine) as session:
        administrator_id = session.scalars(select(Webhook.created_by)).one()
        actor = Actor("administrator", "administrator", administrator_id)
        close_webhook(session, session.get_one(Webhook, webhook_id), actor)
        close_webhook(session, session.get_one(Webhook, webhook_id), actor)
    assert due(workplace) == ()


def test_people_are_sent_numbers_once(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(
        deliveries, "send_notice", lambda settings, _title, rows: sent.append((settings.notice_addresses, rows))
    )
    decided(workplace)
    tell_people(workplace)
    tell_people(workplace)
    assert [rows for _, rows in sent] == [
        [("核验中 Being read", 1), ("待审核 Waiting", 1), ("退回 Returned", 1)],
    ]
    assert sent[0][0].get_secret_value() == "json://127.0.0.1:9/"
    with reading(workplace.engine) as session:
        assert session.scalars(select(StatusChange.id).where(StatusChange.noticed_at.is_(None))).all() == []
