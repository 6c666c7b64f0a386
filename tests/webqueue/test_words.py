"""Everything that can be shown has a name."""

from __future__ import annotations

import datetime as dt

import pytest

from models.findings import CheckId, DocumentType, SealColour, SealOwner, SealShape, Slot, Verdict
from models.form import Relation
from models.reading_work import WorkState
from models.review import Outcome
from models.submissions import SubmissionState
from webqueue import words
from webqueue.cases.advice import HOW_TO_MEND
from webqueue.moments import age, local_time


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (CheckId, words.CHECKS),
        (CheckId, HOW_TO_MEND),
        (Verdict, words.VERDICTS),
        (SubmissionState, words.STATES),
        (Outcome, words.OUTCOMES),
        (Slot, words.SLOTS),
        (DocumentType, words.DOCUMENT_TYPES),
        (SealOwner, words.SEAL_OWNERS),
        (SealShape, words.SEAL_SHAPES),
        (SealColour, words.SEAL_COLOURS),
        (Relation, words.RELATIONS),
        (WorkState, words.WORK_STATES),
    ],
)
def test_no_member_is_without_a_name(kind: object, names: object) -> None:
    assert set(names) == set(kind)  # type: ignore[call-overload]


def test_confidence_in_words_falls_with_the_figure() -> None:
    spoken = [words.confidence_words(confidence) for confidence in (1.0, 0.95, 0.9, 0.6, 0.2, 0.0)]
    assert spoken == ["很有把握", "很有把握", "较有把握", "把握不大", "没有把握", "没有把握"]


def test_ages_are_said_in_their_largest_unit() -> None:
    moment = dt.datetime(2026, 10, 8, 1, 30, tzinfo=dt.UTC)
    later = [moment + dt.timedelta(seconds=seconds) for seconds in (5, 60, 7300, 90000)]
    assert [age(moment, now) for now in later] == ["刚刚", "1分钟前", "2小时前", "1天前"]


def test_moments_are_shown_in_the_time_zone_of_the_settings() -> None:
    assert local_time(dt.datetime(2026, 10, 8, 17, 30, tzinfo=dt.UTC), "Asia/Shanghai") == "2026-10-09 01:30"
