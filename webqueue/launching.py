"""Starting a verification: the one way from the pages to the flows."""

from __future__ import annotations

import logging

from flows.launch import engine_answers, start_trial, start_verification

__all__ = ["engine_answers", "launch", "launch_trial"]

logger = logging.getLogger(__name__)


def launch(submission_id: int) -> bool:
    """Begin reading the submission; False where it has to wait for the next run.

    What was uploaded is kept already, so nothing that goes wrong here may become an error page.
    """
    try:
        return start_verification(submission_id)
    except Exception as error:  # noqa: BLE001 - whatever the engine raises, the next run takes the submission up
        logger.error("verification of submission %d not started: %s", submission_id, type(error).__name__)
        return False


def launch_trial(trial_id: int) -> bool:
    """Begin the trial of the rules; False where it has to wait for the next run."""
    try:
        return start_trial(trial_id)
    except Exception as error:  # noqa: BLE001 - whatever the engine raises, the next run takes the trial up
        logger.error("trial %d not started: %s", trial_id, type(error).__name__)
        return False
