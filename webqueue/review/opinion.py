"""The opinion (审核意见) before the reviewer edits it, and sentences to put into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.reasons import Reason
from models.submissions import IntakeProblem
from webqueue.cases.advice import sentence_for_operator
from webqueue.cases.checks import CheckShown
from webqueue.review.deciding import Proposal


@dataclass(frozen=True)
class OfferedReason:
    """A reason of the catalogue on the page."""

    reason: Reason
    fits: bool
    """Whether a check that did not pass suggests it."""
    chosen: bool


def suggested_opinion(checks: Iterable[CheckShown], problems: Iterable[IntakeProblem]) -> str:
    """What is wrong, numbered, in the words of the checks that did not pass and of what could not be taken in."""
    sentences = [problem.message for problem in problems]
    sentences.extend(sentence_for_operator(check) for check in checks if check.flagged)
    different = list(dict.fromkeys(sentences))
    if len(different) < 2:
        return "".join(different)
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(different, 1))


def offered_reasons(
    reasons: Iterable[Reason], checks: Iterable[CheckShown], proposal: Proposal | None
) -> tuple[OfferedReason, ...]:
    """The catalogue as the page offers it: what was chosen before stays chosen."""
    chosen = set(proposal.reasons) if proposal else set()
    failed = {check.id.value for check in checks if check.flagged}
    offered = (OfferedReason(reason, reason.check in failed, reason.id in chosen) for reason in reasons)
    return tuple(sorted(offered, key=lambda offer: not offer.fits))
