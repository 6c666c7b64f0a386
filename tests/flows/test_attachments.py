"""Applicants' attachments are read like every other document, each a bounded number of times."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import desk as desks
from flows.attachments import read_attachments
from flows.workplace import Workplace
from models.attachment_readings import readings_of, unread_attachments
from models.database import reading, writing
from models.intake import keep_file
from models.life_cycles.table import Party
from models.reading_work import MOST_TRIES
from models.steps import applying
from tests.factories import new_workplace
from tests.models.steps.applications import draft
from tests.models.steps.employers import new_employer


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    """A workplace with the stand-in reader."""
    monkeypatch.setattr(desks, "READING_FUNCTIONS", "tests.flows.stand_in")
    return new_workplace(tmp_path / "home")


def attach(workplace: Workplace, *contents: str) -> list[int]:
    """An application with these attachments; gives their ids."""
    with writing(workplace.engine) as session:
        application = draft(session, new_employer(session))
        by = (Party.APPLICANT, applying.applicant(application))
        files = [keep_file(workplace.store, content.encode(), "degree.jpg") for content in contents]
        return [applying.attach(session, application, "学历证书", file, by).id for file in files]


def test_what_was_attached_is_read_once(workplace: Workplace) -> None:
    (number,) = attach(workplace, "degree")
    assert read_attachments(workplace) == 1
    assert read_attachments(workplace) == 0
    with reading(workplace.engine) as session:
        found = readings_of(session, [number])[number]
        assert (found.verdict, found.reason) == ("pass", "READ")
        assert found.value is not None
        assert len(found.value.pages) == 1


def test_a_file_that_cannot_be_used_does_not_stop_the_others(workplace: Workplace) -> None:
    broken, right = attach(workplace, "unusable", "degree")
    assert read_attachments(workplace) == 2
    with reading(workplace.engine) as session:
        found = readings_of(session, [broken, right])
    assert (found[broken].verdict, found[broken].reason) == ("fail", "STAND_IN_UNUSABLE")
    assert found[right].verdict == "pass"


def test_a_poisoned_one_is_tried_a_bounded_number_of_times(workplace: Workplace) -> None:
    (number,) = attach(workplace, "wrong")
    assert [read_attachments(workplace) for _ in range(MOST_TRIES)] == [0] * (MOST_TRIES - 1) + [1]
    with reading(workplace.engine) as session:
        assert unread_attachments(session) == ()
        assert readings_of(session, [number])[number].verdict == "review"


def test_one_that_was_taken_out_is_not_read(workplace: Workplace) -> None:
    with writing(workplace.engine) as session:
        application = draft(session, new_employer(session))
        by = (Party.APPLICANT, applying.applicant(application))
        file = keep_file(workplace.store, b"degree", "degree.jpg")
        applying.detach(session, application, applying.attach(session, application, "学历证书", file, by), by)
    assert read_attachments(workplace) == 0
