"""Figures about reviewing: the backlog and its age, the pace, and where the machine and the people disagree."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit_sample import drawn_decisions
from models.findings import Verdict
from models.paces import Pace, median_seconds, paces
from models.reason_use import ReasonUse, reason_uses
from models.review import Decision, Outcome
from models.standing import Standing
from models.submissions import SubmissionState
from models.verifications import Check, Verification

AGES = (("一天以内", 24.0), ("一至三天", 72.0), ("三至七天", 168.0))
"""Upper limits of how long a case has waited, in hours; older ones come after."""
OLDER = "七天以上"
_FLAGGED = (Verdict.FAIL.value, Verdict.REVIEW.value)


@dataclass(frozen=True)
class Disagreement:
    """How often one check did not pass, and how often a person approved all the same."""

    check: str
    flagged: int
    approved: int

    @property
    def share(self) -> float:
        """Of its objections, those that a person did not share."""
        return self.approved / self.flagged if self.flagged else 0.0


@dataclass(frozen=True)
class Figures:
    """All of it, from one moment back to another."""

    backlog: dict[str, int]
    """Waiting cases by age."""
    by_day: dict[dt.date, dict[str, int]]
    """Decisions by day and outcome, days without any left out."""
    paces: tuple[Pace, ...]
    verified: int
    straight_through: int
    """Verified cases whose every check passed."""
    silent_errors: int
    """Green cases that a person returned or rejected: what the machine did not see."""
    green_decided: int
    sample_errors: int
    """Of them, those that were drawn for full review (抽查): the share that can be trusted."""
    sample_decided: int
    disagreements: tuple[Disagreement, ...]
    reasons: tuple[ReasonUse, ...]
    """Most frequent first."""

    @property
    def decisions(self) -> int:
        """By everybody."""
        return sum(pace.decisions for pace in self.paces)

    @property
    def per_hour(self) -> float | None:
        """Decisions in an hour of one person's work; None without any."""
        hours = sum(pace.hours for pace in self.paces)
        return self.decisions / hours if hours else None

    @property
    def seconds(self) -> float | None:
        """For one decision."""
        return median_seconds(self.paces)


def figures(
    session: Session, since: dt.datetime, moment: dt.datetime, time_zone: dt.tzinfo, audit_share: float = 0.0
) -> Figures:
    """The figures of what happened since then; days are counted in `time_zone`, `audit_share` is that of the sample."""
    decisions = session.execute(
        select(Decision.id, Decision.outcome, Decision.decided_at, Verification.verdict)
        .join(Verification, Verification.id == Decision.verification_id)
        .where(Decision.decided_at >= since, Decision.undone_at.is_(None))
    ).all()
    green = {row.id: row.outcome for row in decisions if row.verdict == Verdict.PASS}
    sample = drawn_decisions(session, since, audit_share) & green.keys()
    verdicts = Counter(session.scalars(select(Verification.verdict).where(Verification.verified_at >= since)))
    return Figures(
        backlog=_backlog(session, moment),
        by_day=_by_day((row.outcome, row.decided_at.astimezone(time_zone).date()) for row in decisions),
        paces=paces(session, since, time_zone),
        verified=sum(verdicts.values()),
        straight_through=verdicts[Verdict.PASS.value],
        silent_errors=sum(outcome != Outcome.APPROVED for outcome in green.values()),
        green_decided=len(green),
        sample_errors=sum(green[each] != Outcome.APPROVED for each in sample),
        sample_decided=len(sample),
        disagreements=_disagreements(session, since),
        reasons=reason_uses(session, since, moment, time_zone),
    )


def _backlog(session: Session, moment: dt.datetime) -> dict[str, int]:
    counts: dict[str, int] = {}
    younger_than = moment
    for name, hours in AGES:
        limit = moment - dt.timedelta(hours=hours)
        counts[name] = _waiting(session, limit, younger_than)
        younger_than = limit
    counts[OLDER] = _waiting(session, None, younger_than)
    return counts


def _waiting(session: Session, since: dt.datetime | None, until: dt.datetime) -> int:
    query = select(func.count()).select_from(Standing)
    query = query.where(Standing.state == SubmissionState.PENDING.value, Standing.waiting_since <= until)
    if since is not None:
        query = query.where(Standing.waiting_since > since)
    return session.scalar(query) or 0


def _by_day(rows: Iterable[tuple[str, dt.date]]) -> dict[dt.date, dict[str, int]]:
    days: dict[dt.date, dict[str, int]] = {}
    for outcome, day in rows:
        counts = days.setdefault(day, {each.value: 0 for each in Outcome})
        counts[outcome] += 1
    return dict(sorted(days.items()))


def _disagreements(session: Session, since: dt.datetime) -> tuple[Disagreement, ...]:
    rows = session.execute(
        select(Check.check, Decision.outcome, func.count())
        .join(Decision, Decision.verification_id == Check.verification_id)
        .where(Decision.decided_at >= since, Decision.undone_at.is_(None), Check.verdict.in_(_FLAGGED))
        .group_by(Check.check, Decision.outcome)
    ).all()
    flagged: Counter[str] = Counter()
    approved: Counter[str] = Counter()
    for check, outcome, count in rows:
        flagged[check] += count
        approved[check] += count if outcome == Outcome.APPROVED else 0
    found = (Disagreement(check, count, approved[check]) for check, count in flagged.items())
    return tuple(sorted(found, key=lambda each: (-each.share, -each.flagged, each.check)))
