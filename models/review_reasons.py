"""The usual reasons of an initial review (审核意见), by outcome; the authority may keep its own file of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from models.errors import ConfigurationError

BETWEEN = "；"


class _ReasonTable(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", str_min_length=1)

    returned: tuple[str, ...]
    rejected: tuple[str, ...]


_OWN_FILE: list[Path] = []
"""The file that takes the place of the packaged one, if there is one; set once when a process begins."""


def use_review_reasons(path: Path | None) -> None:
    """Take the reasons from `path` from now on, or from the packaged file. Raises ConfigurationError."""
    before = list(_OWN_FILE)
    _OWN_FILE[:] = [path] if path is not None else []
    usual_reasons.cache_clear()
    try:
        usual_reasons()
    except (OSError, ValueError) as error:
        _OWN_FILE[:] = before
        usual_reasons.cache_clear()
        raise ConfigurationError(setting="ZHENGHE_REVIEW_REASONS") from error


@cache
def usual_reasons() -> dict[str, tuple[str, ...]]:
    """The reasons for a return (退回) and for a rejection (审核不通过)."""
    packaged = files("models").joinpath("review_reasons.json")
    text = (_OWN_FILE[0] if _OWN_FILE else packaged).read_text(encoding="utf-8")
    table = _ReasonTable.model_validate_json(text)
    return {"returned": table.returned, "rejected": table.rejected}


def opinion_of(outcome: str, chosen: list[str], words: str) -> str:
    """The opinion: the chosen reasons that belong to `outcome`, in their order, and then the operator's own words."""
    reasons = [reason for reason in usual_reasons().get(outcome, ()) if reason in chosen]
    return BETWEEN.join([*reasons, *([words.strip()] if words.strip() else [])])
