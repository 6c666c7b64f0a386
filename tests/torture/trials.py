"""Trials: a night with a fault in it, the night after without one, and what must be true then."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from sqlalchemy import func, select

from flows.doctor.contents import ailments_of_contents, examine_contents
from flows.doctor.records import examine_records
from flows.workplace import Workplace
from models import accounts
from models.accounts import Role, create_account
from models.database import connect, reading, writing
from models.migrations import upgrade
from models.privacy.keys import use_keys
from models.review import state_of
from models.store import Store
from models.submissions import Submission, SubmissionState
from models.verifications import Verification, verification_of
from tests.factories import write_folder
from tests.torture.faults import NEED_SERVER, Fault, Kind
from tests.torture.night import PASSWORD, live_through
from tests.torture.yards import Ground, Yard

NOBODY = Fault(Kind.KILL_BEFORE, 0)
FOLDERS = {
    "2026-000001": (b"fine", b"fine letter"),
    "2026-000002": (b"unusable", b"second letter"),
    "2026-000003": (b"wrong", b"third letter"),
}
"""A good submission, one whose certificate cannot be used, and one at which the reader fails each time."""


@dataclass
class Report:
    """The figures of many trials."""

    trials: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    """How the broken night ended: `killed`, `failed`, or `went on`."""
    faults: list[str] = field(default_factory=list)
    """What was not as it must be afterwards."""
    seconds: float = 0.0

    @property
    def text(self) -> str:
        """For people."""
        lines = [f"{self.trials} faults in {self.seconds:.0f} s, {len(self.faults)} of them left something wrong"]
        lines += [f"  {count:5} × {kind}" for kind, count in sorted(self.by_kind.items())]
        lines += [f"  the night {how}: {count}" for how, count in sorted(self.ended.items())]
        return "\n".join([*lines, *self.faults])


def prepare(yard: Yard) -> None:
    """Accounts, and an inbox beside the home, to be copied for each trial."""
    accounts._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    ground = yard.prepared
    settings = ground.settings
    settings.home.mkdir(parents=True)
    use_keys(settings)
    engine = connect(settings.database)
    upgrade(engine)
    with writing(engine) as session:
        create_account(session, "reviewer", "李审核", Role.REVIEWER, PASSWORD)
        create_account(session, "operator", "张三", Role.OPERATOR, PASSWORD)
    engine.dispose()
    for name, (certificate, letter) in FOLDERS.items():
        person = {"relation": "new", "username": "operator", "name": "张三"}
        numbers = {"id_number": "430602199001010013", "mobile": "13800138000"}
        files = {"certificate.pdf": certificate, "letter.jpg": letter}
        write_folder(ground.inbox, name, files, operator={**person, **numbers})


def count_writes(yard: Yard) -> int:
    """The writes of a night and a morning without any fault."""
    ground = yard.lay("counted")
    return live_through(ground.settings, ground.inbox, NOBODY)


def try_all(yard: Yard, faults: Iterable[Fault]) -> Report:
    """One trial for each fault; raises nothing."""
    report, begun = Report(), time.monotonic()
    for number, fault in enumerate(faults):
        ground = yard.lay(f"trial-{number}")
        report.trials += 1
        report.by_kind[fault.kind.value] += 1
        report.ended[_in_a_child(lambda: _live(yard, ground, fault))] += 1  # noqa: B023 - called at once
        if fault.kind in NEED_SERVER:
            yard.bring_up()
        afterwards = _in_a_child(lambda: _live(yard, ground, NOBODY))  # noqa: B023 - called at once
        wrong = [] if afterwards == "went on" else [f"the next night {afterwards}"]
        report.faults += [f"{fault}: {what}" for what in [*wrong, *what_is_wrong(ground)]]
        yard.clear(ground)
    report.seconds = time.monotonic() - begun
    return report


def try_together(yard: Yard, name: str, nights: int = 2) -> list[str]:
    """Several nightly runs at the same moment on one database; gives what is wrong afterwards."""
    ground = yard.lay(name)
    children = [_start(lambda: _live(yard, ground, NOBODY)) for _ in range(nights)]
    ends = [_end_of(child) for child in children]
    afterwards = _in_a_child(lambda: _live(yard, ground, NOBODY))
    wrong = [f"a run at the same time {end}" for end in [*ends, afterwards] if end != "went on"]
    return [*wrong, *what_is_wrong(ground)]


def what_is_wrong(ground: Ground, references: Iterable[str] = FOLDERS) -> list[str]:
    """What is lost, doubled, half-decided or in no named state, of the submissions of these references."""
    settings = ground.settings
    use_keys(settings)
    workplace = Workplace(settings, connect(settings.database), Store(settings.store))
    wrong = [ailment.line for ailment in examine_records(workplace)]
    wrong += [ailment.line for ailment in ailments_of_contents(examine_contents(workplace))]
    with reading(workplace.engine) as session:
        found = {submission.reference: submission for submission in session.scalars(select(Submission))}
        if set(found) != set(references):
            wrong.append(f"submissions: {sorted(found)}")
        for submission in found.values():
            if verification_of(session, submission.id, submission.revision) is None:
                wrong.append(f"{submission.reference} is not verified")
            if state_of(session, submission) is SubmissionState.READING:
                wrong.append(f"{submission.reference} is still being read")
        doubled = select(Verification.submission_id, func.count()).group_by(
            Verification.submission_id, Verification.revision
        )
        wrong += [f"submission {row[0]} verified {row[1]} times" for row in session.execute(doubled) if row[1] > 1]
    workplace.engine.dispose()
    if list(ground.inbox.iterdir()):
        wrong.append("a folder was left in the inbox")
    return wrong


def _live(yard: Yard, ground: Ground, fault: Fault) -> None:
    live_through(ground.settings, ground.inbox, fault, yard.server)


def _in_a_child(act: Callable[[], object]) -> str:
    return _end_of(_start(act))


def _start(act: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        # What a broken night says is what it is meant to say; the figures are enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        act()
        code = 0
    finally:
        os._exit(code)


def _end_of(child: int) -> str:
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "was killed"
    return "failed" if os.waitstatus_to_exitcode(status) else "went on"
