"""How sure the machine is of each character, as a reviewer sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import writing
from models.findings import Agreement, CheckId, CodeReading, DocumentReading, SealOwner, Slot, to_json
from models.submissions import Submission, current_documents
from models.verifications import Reading
from tests.webqueue.conftest import Visit
from tests.webqueue.world import CODE, NAME, World, add_case
from webqueue.cases.case import assemble_case

SURE = 0.97


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _certificate(world: World, case: int, **changes: object) -> tuple[list[str], list[str]]:
    """Read anew with these changes: the doubtful characters and their rivals, of code and name."""
    with writing(world.engine) as session:
        submission = session.get_one(Submission, case)
        document = current_documents(session, submission)[Slot.CERTIFICATE]
        row = session.scalars(select(Reading).where(Reading.document_id == document.id)).one()
        value: DocumentReading = replace(row.value, **changes)  # type: ignore[arg-type]
        row.findings = to_json(value)
        session.flush()
        shown = assemble_case(session, submission)
    found: tuple[list[str], list[str]] = ([], [])
    for check, characters in zip((CheckId.CREDIT_CODE, CheckId.UNIT_NAME), found, strict=True):
        for text in shown.doubts_about(check):
            characters += [f"{one.text}{one.rival}" for one in text if one.is_doubtful]
    return found


def test_a_code_tells_its_doubtful_characters(world: World) -> None:
    scores = (0.4, *[SURE] * 16, 0.79)
    doubts, _ = _certificate(world, add_case(world), credit_code=CodeReading(CODE, 0.4, character_scores=scores))
    assert doubts == [CODE[0], CODE[-1]]


def test_what_was_typed_is_told_beside_what_may_stand_there_instead(world: World, client: FlaskClient) -> None:
    case = add_case(world)
    scores = (SURE, 0.55, *[SURE] * (len(NAME) - 2))
    agreement = Agreement(NAME, 0.55, scores, "□阴" + "□" * (len(NAME) - 2))
    with writing(world.engine) as session:
        document = current_documents(session, session.get_one(Submission, case))[Slot.CERTIFICATE]
        row = session.scalars(select(Reading).where(Reading.document_id == document.id)).one()
        name = row.value.unit_name
        assert name is not None
    _, doubts = _certificate(world, case, unit_name=replace(name, agreement=agreement))
    assert doubts == [f"{NAME[1]}阴"]
    text = client.get(f"/review/cases/{case}").text
    assert "逐字把握" in text
    assert "55%" in text
    assert "或“阴”" in text


@pytest.mark.parametrize("scores", [(SURE,) * 18, (0.1,) * 18, (0.5,) * 17])
def test_what_is_sure_or_another_text_altogether_is_not_told_character_by_character(
    world: World, scores: tuple[float, ...]
) -> None:
    doubts, _ = _certificate(world, add_case(world), credit_code=CodeReading(CODE, 0.5, character_scores=scores))
    assert doubts == []


def test_other_peoples_seals_bear_out_nothing(world: World) -> None:
    case = add_case(world)
    with writing(world.engine) as session:
        submission = session.get_one(Submission, case)
        (seal,) = assemble_case(session, submission).documents[Slot.CERTIFICATE].reading.seals  # type: ignore[union-attr]
    doubtful = Agreement(NAME, 0.5, (0.5, *[SURE] * (len(NAME) - 1)))
    for owner, expected in ((SealOwner.AUTHORITY, 0), (SealOwner.UNIT, 1)):
        _certificate(world, case, seals=(replace(seal, owner=owner, agreement=doubtful),))
        with writing(world.engine) as session:
            shown = assemble_case(session, session.get_one(Submission, case))
        assert len(shown.doubts_about(CheckId.CERTIFICATE_SEAL)) == expected
