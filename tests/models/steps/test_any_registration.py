"""Whatever operator and reviewer do in whatever order, a registration stays on its table and nothing gets stuck."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.accounts import find_account
from models.audit import Actor, broken_links
from models.errors import ZhengheError
from models.findings import Slot
from models.histories import broken_steps, replayed_state
from models.intake import StoredFile, keep_file
from models.registration_form import typed_registration
from models.registrations import Registration
from models.review import Outcome, decide, undo
from models.standing import Standing
from models.steps import registering
from models.steps.settling import reconsider, settle
from models.store import Store
from models.verifications import verification_of
from tests.factories import new_verification
from tests.models.steps.employers import FAILED, KEPT, PASSWORD, TYPED, reviewer, submission_of

REASON = "材料需要补充说明"


@dataclass
class Counter:
    """One registration, who works on it, and what chance decides next."""

    session: Session
    files: tuple[StoredFile, ...]
    registration: Registration
    reviewer: Actor
    chance: st.DataObject

    def either(self, *options: object) -> object:
        """One of these, by chance."""
        return self.chance.draw(st.sampled_from(options))


def _fill(counter: Counter) -> None:
    changes = {"mobile": counter.either("13800138000", "13800138001", "")}
    typed = typed_registration({**TYPED, **{name: str(value) for name, value in changes.items()}})
    registering.fill_in(counter.session, counter.registration, typed, KEPT)


def _upload(counter: Counter) -> None:
    slot = Slot(str(counter.either(*Slot)))
    file = counter.chance.draw(st.sampled_from(counter.files))
    registering.upload(counter.session, counter.registration, {slot: file})


def _save(counter: Counter) -> None:
    registering.save(counter.session, counter.registration)


def _read(counter: Counter) -> None:
    """The machine reads and checks what is unread."""
    if counter.registration.submission_id is not None:
        submission = submission_of(counter.session, counter.registration)
        if verification_of(counter.session, submission.id, submission.revision) is None:
            results = (FAILED,) if counter.either("well", "well", "badly") == "badly" else ()
            new_verification(counter.session, submission, *results)


def _submit(counter: Counter) -> None:
    registering.submit(counter.session, counter.registration, PASSWORD, str(counter.either("", REASON)))


def _withdraw(counter: Counter) -> None:
    registering.withdraw(counter.session, counter.registration)


def _decide(counter: Counter) -> None:
    if counter.registration.submission_id is None:
        return
    submission = submission_of(counter.session, counter.registration)
    outcome = Outcome(str(counter.either(*Outcome)))
    decide(counter.session, submission, submission.revision, outcome, REASON, counter.reviewer)
    settle(counter.session, submission, outcome, REASON, counter.reviewer)


def _take_back(counter: Counter) -> None:
    if counter.registration.submission_id is None:
        return
    submission = submission_of(counter.session, counter.registration)
    undo(counter.session, submission, counter.reviewer)
    reconsider(counter.session, submission, counter.reviewer)


STEPS: tuple[Callable[[Counter], None], ...] = (
    _fill, _upload, _upload, _save, _read, _submit, _withdraw, _decide, _take_back,
)  # fmt: skip
USUAL = (_fill, _upload, _upload, _upload, _upload, _read, _save, _read, _submit, _decide)


@pytest.fixture
def files(tmp_path: Path) -> tuple[StoredFile, ...]:
    """A few documents, kept once."""
    store = Store(str(tmp_path / "store"))
    return tuple(keep_file(store, f"document {number}".encode(), "a.pdf") for number in range(4))


# Without shrinking: each example is a whole history, and the first that fails tells enough.
@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(chance=st.data())
def test_random_steps_on_a_registration(sqlite: Engine, files: tuple[StoredFile, ...], chance: st.DataObject) -> None:
    with sqlite.connect() as connection, Session(connection) as session:
        registration, _ = registering.begin_registration(session)
        registering.fill_in(session, registration, typed_registration(TYPED), KEPT)
        counter = Counter(session, files, registration, reviewer(session), chance)
        for step in walk(chance):
            attempt = session.begin_nested()
            try:
                step(counter)
            except ZhengheError:
                attempt.rollback()
                session.expire_all()
            else:
                attempt.commit()
            check(counter)
        session.rollback()


def walk(chance: st.DataObject) -> Iterator[Callable[[Counter], None]]:
    """The usual way twice, with steps of chance between its own."""
    for step in USUAL * 2:
        yield from chance.draw(st.lists(st.sampled_from(STEPS), max_size=1))
        yield step


def check(counter: Counter) -> None:
    """What must hold whatever was done."""
    session, registration = counter.session, counter.registration
    assert replayed_state(session, "registration", registration.id) == registration.state
    assert broken_steps(session) == ()
    assert broken_links(session) == ()
    account = find_account(session, TYPED["username"])
    assert (account is not None) == (registration.state == "approved")
    if registration.submission_id is None:
        return
    standing = session.scalar(select(Standing.state).where(Standing.submission_id == registration.submission_id))
    seen = {"submitted": "pending", "approved": "approved", "returned": "returned", "rejected": "rejected"}
    assert standing == seen.get(registration.state)
