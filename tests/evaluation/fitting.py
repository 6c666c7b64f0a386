"""Finding thresholds: the lowest that let through no more wrong ones than the budget allows, with a margin.

For each threshold the confidences that checks relied on are known, and whether it was right to rely on each. The
highest wrong ones beyond the budget decide; the threshold lies where the odds are twice theirs, so that what was not
among the specimens has room. It never lies below its floor, however well the specimens did, and it is not lowered at
all before enough wrong submissions were seen, nor where no right confidence would be gained: without a reason to change
it, the number in force stays.

Why the floors stand where they do. A confidence is a share of odds: ½ says that another character is as likely, ⅓ that
it is twice as likely.

- `code`, `field`: ½. A number that was copied wrongly is what the check is for, so nothing speaks for the typed one.
- `name`, `marking`: ⅓. Beforehand far more than twice as many units hand in their own name and the words that the guide
  prescribes as hand in ones that differ by a single character. Below it a reading never takes what was expected
  (ocr.borne_out, ocr.marking), so that nothing lower is ever asked for.
- `seal`: 0.4, from where a ring takes the expected name (ocr.seals.expected). A badly pressed one may read like that
  name though it is not as sure, and more than twice as many look-alikes reach ⅓ (`python -m
  tests.evaluation.look_alikes`).
- `different`, `another`: 0.9. They fail a submission, and who is accused wrongly is nine times worse off than who waits
  for a reviewer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.findings import Verdict
from ocr.checks.thresholds import FixedThresholds, Threshold
from tests.evaluation.judging import Outcome
from tests.evaluation.reliance import TO_FAIL, Reliance

FLOORS = {
    Threshold.CODE: 0.5,
    Threshold.NAME: 0.33,
    Threshold.FIELD: 0.5,
    Threshold.SEAL: 0.4,
    Threshold.MARKING: 0.33,
    Threshold.DIFFERENT: 0.9,
    Threshold.ANOTHER: 0.9,
}
CEILING_TO_PASS, CEILING_TO_FAIL = 0.99, 0.999
"""Above them a wrong one is no matter of a threshold any more, which would stop nearly everything: it is misread. More
may be asked for to fail, since what falls short of it is looked at by a person all the same."""
MARGIN = 2.0
"""Times the odds of the highest wrong confidence."""
ENOUGH = 59
"""Wrong submissions, of which none that passes bounds their share at 5 %."""
UNSURE = 0.05
"""One minus how sure a bound is."""


@dataclass(frozen=True)
class Fit:
    """One threshold, and what it makes of the confidences that it is for."""

    number: float
    right: int
    """Confidences that it is right to rely on."""
    kept: int
    """Those of them that reach it."""
    wrong: int
    let_through: int
    """Wrong ones that reach it all the same."""
    highest_wrong: float
    """Among all of them; 0 where there is none."""


def fitted(outcomes: Sequence[Outcome], in_force: Mapping[Threshold, float], budget: int = 0) -> dict[Threshold, float]:
    """The number of each threshold, for at most `budget` wrong ones let through by each."""
    relied = [each for outcome in outcomes for each in outcome.relied]
    enough = sum(not outcome.clean for outcome in outcomes) >= ENOUGH
    numbers = {threshold: _number(threshold, relied, budget) for threshold in Threshold}
    return {
        each: number if enough and _gains(each, number, in_force[each], relied) else max(number, in_force[each])
        for each, number in numbers.items()
    }


def _gains(threshold: Threshold, number: float, in_force: float, relied: Iterable[Reliance]) -> bool:
    """Whether right confidences that the threshold in force stops would reach `number`."""
    return any(each.threshold is threshold and each.right and number <= each.confidence < in_force for each in relied)


def _number(threshold: Threshold, relied: Iterable[Reliance], budget: int) -> float:
    ceiling = CEILING_TO_FAIL if threshold in TO_FAIL else CEILING_TO_PASS
    wrong = [each.confidence for each in relied if each.threshold is threshold and each.right is False]
    stopped = sorted((confidence for confidence in wrong if confidence < ceiling), reverse=True)[budget:]
    if not stopped:
        return FLOORS[threshold]
    wanted = with_margin(stopped[0])
    # Rounding up keeps what lies just below the number out.
    return min(ceiling, max(FLOORS[threshold], math.ceil(wanted * 1000) / 1000))


def with_margin(confidence: float) -> float:
    """The confidence whose odds are `MARGIN` times those of `confidence`."""
    return MARGIN * confidence / (1 + (MARGIN - 1) * confidence)


def fit_of(threshold: Threshold, number: float, relied: Iterable[Reliance]) -> Fit:
    """What `number` makes of the confidences that `threshold` is for."""
    mine = [each for each in relied if each.threshold is threshold]
    right = [each.confidence for each in mine if each.right]
    wrong = [each.confidence for each in mine if each.right is False]
    return Fit(
        number,
        len(right),
        sum(confidence >= number for confidence in right),
        len(wrong),
        sum(confidence >= number for confidence in wrong),
        max(wrong, default=0.0),
    )


def passes(outcome: Outcome, check: str, thresholds: Mapping[Threshold, float]) -> bool:
    """Whether a check of the specimen passes under `thresholds`."""
    fixed = FixedThresholds(thresholds)
    return outcome.at_best[check] == Verdict.PASS and all(
        fixed.reached(each.threshold, each.confidence, each.value)
        for each in outcome.relied
        if each.check == check and each.passes
    )


def all_pass(outcome: Outcome, thresholds: Mapping[Threshold, float]) -> bool:
    """Whether every check does."""
    return all(passes(outcome, check, thresholds) for check in outcome.at_best)


def upper_bound(wrong: int, among: int) -> float:
    """The share that is exceeded with a chance of 5 % at most, after `wrong` were seen `among` so many (exact)."""
    if wrong >= among:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if _chance_of_at_most(wrong, among, middle) > UNSURE:
            low = middle
        else:
            high = middle
    return high


def _chance_of_at_most(wrong: int, among: int, share: float) -> float:
    return math.fsum(math.comb(among, k) * share**k * (1 - share) ** (among - k) for k in range(wrong + 1))
