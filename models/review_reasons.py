"""The usual reasons of an initial review (审核意见), by outcome; their words may be changed in review_reasons.json."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

BETWEEN = "；"


@cache
def usual_reasons() -> dict[str, tuple[str, ...]]:
    """The reasons for a return (退回) and for a rejection (审核不通过)."""
    text = files("models").joinpath("review_reasons.json").read_text(encoding="utf-8")
    table: dict[str, list[str]] = json.loads(text)
    return {outcome: tuple(reasons) for outcome, reasons in table.items()}


def opinion_of(outcome: str, chosen: list[str], words: str) -> str:
    """The opinion: the chosen reasons that belong to `outcome`, in their order, and then the operator's own words."""
    reasons = [reason for reason in usual_reasons().get(outcome, ()) if reason in chosen]
    return BETWEEN.join([*reasons, *([words.strip()] if words.strip() else [])])
