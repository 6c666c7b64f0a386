"""A set of specimens read for a calibration, and what thresholds make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.findings import Verdict
from ocr.checks.thresholds import Calibration, Threshold, calibrated
from tests.evaluation.fitting import Fit, all_pass, fit_of, upper_bound
from tests.evaluation.judging import Outcome
from tests.evaluation.reliance import Reliance
from tests.evaluation.report import QUALITIES, share


@dataclass(frozen=True)
class Trial:
    """Outcomes of one family under thresholds."""

    family: str
    outcomes: Sequence[Outcome]
    thresholds: Mapping[Threshold, float]

    @cached_property
    def relied(self) -> list[Reliance]:
        """All confidences that were relied on."""
        return [each for outcome in self.outcomes for each in outcome.relied]

    @cached_property
    def fits(self) -> dict[Threshold, Fit]:
        """What each threshold makes of them."""
        return {threshold: fit_of(threshold, self.thresholds[threshold], self.relied) for threshold in Threshold}

    @cached_property
    def wrong_passes(self) -> list[Outcome]:
        """Wrong submissions in which every check passes."""
        return [outcome for outcome in self.outcomes if not outcome.clean and all_pass(outcome, self.thresholds)]

    def figures(self) -> dict[str, Any]:
        """What is written beside the thresholds."""
        wrong = sum(not outcome.clean for outcome in self.outcomes)
        seeds = [outcome.seed for outcome in self.outcomes]
        clean = [outcome for outcome in self.outcomes if outcome.clean]
        return {
            "family": self.family,
            "seeds": f"{min(seeds)} to {max(seeds)}",
            "specimens": len(self.outcomes),
            "wrong_passes": f"{len(self.wrong_passes)}/{wrong}",
            "wrong_passes_at_most": f"{100 * upper_bound(len(self.wrong_passes), wrong):.2f} % (one-sided, 95 %)",
            "straight_through": {
                quality: share(all_pass(outcome, self.thresholds) for outcome in clean if outcome.quality == quality)
                for quality in QUALITIES
            },
        }


def unlike_the_checks(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Outcomes of which the thresholds in force give another answer here than the checks gave; there must be none."""
    values = calibrated().values
    return [outcome for outcome in outcomes if all_pass(outcome, values) != _passed(outcome)]


def _passed(outcome: Outcome) -> bool:
    return all(verdict == Verdict.PASS for verdict in outcome.verdicts.values())


def calibration_of(fitting: Trial, checking: Trial, budget: int) -> Calibration:
    """What is written into the repository."""
    fits = {
        threshold.value: {"let_through": fit.let_through, "wrong": fit.wrong, "kept": fit.kept, "right": fit.right}
        for threshold, fit in fitting.fits.items()
    }
    return Calibration(
        thresholds=dict(fitting.thresholds),
        fitted={"budget": budget, **fitting.figures(), "confidences": fits},
        checked=checking.figures(),
    )
