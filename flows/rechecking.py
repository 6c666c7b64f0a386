"""Checking decided cases again under today's rules (规则试算), on what was read then; nothing is written to a case.

The date is that of the verification, so that a document does not fail for having grown old since. Two checks look at
what else was known at that moment, the unit's accounts and other units' files; their results stay what they were.
Rules that need something which was not read then cannot be tried this way: those cases have to be read anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

import structlog
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from flows.logs import place_of
from flows.workplace import Workplace
from models.base import now
from models.database import reading, writing
from models.findings import CheckId, CheckResult, Slot, Verdict
from models.reading_work import ReadingWork
from models.review import Decision
from models.rule_trials import RuleTrial, waiting_trials
from models.submissions import Submission, current_documents, current_form, current_problems
from models.verifications import Reading, Verification
from ocr.checks import RULES, Case, check_submission

log = structlog.get_logger()

Checks = Callable[[Case], tuple[CheckResult, ...]]

STAY = frozenset({CheckId.OPERATOR_IDENTITY.value, CheckId.INTEGRITY.value})
"""Checks of what else was known then."""
ABSENT = ""
"""The verdict of a check that was not made."""


@dataclass(frozen=True)
class CheckChange:
    """A check that would conclude something else."""

    check: str
    before: str
    after: str
    reason: str
    """The code of the new reason."""


@dataclass(frozen=True)
class CaseChange:
    """A decided case whose verdict, or one of whose checks, would change."""

    submission: int
    outcome: str
    """What was decided."""
    before: str
    after: str
    checks: tuple[CheckChange, ...]


@dataclass(frozen=True)
class Trial:
    """What a trial found."""

    checked: int
    to_read_anew: int
    changes: tuple[CaseChange, ...]
    rules: str = RULES


def decided(session: Session, since: dt.datetime, most: int) -> tuple[int, ...]:
    """The ids of the newest decisions since then that stand on the newest version of their case, newest first."""
    return tuple(
        session.scalars(
            select(Decision.id)
            .join(Submission, (Submission.id == Decision.submission_id) & (Submission.revision == Decision.revision))
            .where(Decision.undone_at.is_(None), Decision.decided_at >= since)
            .order_by(Decision.decided_at.desc(), Decision.id.desc())
            .limit(most)
        )
    )


def try_rules(workplace: Workplace, since: dt.datetime, most: int, checks: Checks = check_submission) -> Trial:
    """Check the decided cases again; reads the database and nothing else."""
    with reading(workplace.engine) as session:
        decisions = decided(session, since, most)
    found = [_try_one(workplace, decision, checks) for decision in decisions]
    return Trial(
        checked=sum(each is not None for each in found),
        to_read_anew=sum(each is None for each in found),
        changes=tuple(change for each in found if each for change in each),
    )


def finish_trial(workplace: Workplace, trial_id: int) -> None:
    """Compute the trial that was asked for, and keep what it found; one that is finished already stays."""
    with reading(workplace.engine) as session:
        trial = session.get(RuleTrial, trial_id)
    if trial is None or trial.finished_at is not None:
        return
    result = try_rules(workplace, trial.since, trial.most_cases)
    with writing(workplace.engine) as session:
        kept = session.get_one(RuleTrial, trial_id)
        kept.rules, kept.checked, kept.to_read_anew = result.rules, result.checked, result.to_read_anew
        kept.changes, kept.finished_at = [asdict(change) for change in result.changes], now()


def finish_waiting(workplace: Workplace) -> int:
    """Compute every trial that no run has finished; gives how many."""
    with reading(workplace.engine) as session:
        waiting = waiting_trials(session)
    for trial_id in waiting:
        finish_trial(workplace, trial_id)
    return len(waiting)


def _try_one(workplace: Workplace, decision_id: int, checks: Checks) -> tuple[CaseChange, ...] | None:
    """The change of that case, if there is one; None where it would have to be read anew."""
    with reading(workplace.engine) as session:
        decision = session.get_one(Decision, decision_id)
        verification = session.get_one(Verification, decision.verification_id)
        try:
            results = checks(_case_of(session, workplace, verification))
        except ValidationError:
            return None
        except Exception as error:  # noqa: BLE001 - one case must never stop the others
            log.error(
                "rules not tried", submission=decision.submission_id, error=type(error).__name__, at=place_of(error)
            )
            return None
        return tuple(_change(decision, verification, results))


def _change(decision: Decision, verification: Verification, results: Iterable[CheckResult]) -> Iterator[CaseChange]:
    before = {check.check: check.verdict for check in verification.checks}
    stay = {check: verdict for check, verdict in before.items() if check in STAY}
    reasons = {result.check.value: result.reason for result in results}
    after = {result.check.value: result.verdict.value for result in results if result.check.value not in STAY} | stay
    changed = tuple(
        CheckChange(check, before.get(check, ABSENT), after.get(check, ABSENT), reasons.get(check, ""))
        for check in dict.fromkeys([*before, *after])
        if before.get(check, ABSENT) != after.get(check, ABSENT)
    )
    if changed:
        new = _worst(after.values())
        yield CaseChange(decision.submission_id, decision.outcome, verification.verdict, new, changed)


def _worst(verdicts: Iterable[str]) -> str:
    found = set(verdicts)
    return next((each.value for each in (Verdict.FAIL, Verdict.REVIEW) if each.value in found), Verdict.PASS.value)


def _case_of(session: Session, workplace: Workplace, verification: Verification) -> Case:
    submission = session.get_one(Submission, verification.submission_id)
    problems = current_problems(session, submission)
    troubled = {problem.part for problem in problems}
    documents = {
        slot: document
        for slot, document in current_documents(session, submission).items()
        if slot.value not in troubled
    }
    works = {slot: session.get(ReadingWork, document.id) for slot, document in documents.items()}
    numbers = {Slot.CERTIFICATE: verification.certificate_reading_id, Slot.LETTER: verification.letter_reading_id}
    return Case(
        form=current_form(session, submission.id),
        problems=tuple((problem.part, problem.code, problem.message) for problem in problems),
        documents={
            slot: session.get_one(Reading, number).value for slot, number in numbers.items() if number is not None
        },
        unusable={
            slot: (work.failure_code, work.failure_message or "")
            for slot, work in works.items()
            if work is not None and work.failure_code is not None
        },
        today=verification.verified_at.astimezone(ZoneInfo(workplace.settings.time_zone)).date(),
        letter_days=workplace.settings.letter_days,
        hashes={slot: document.sha256 for slot, document in documents.items()},
    )
