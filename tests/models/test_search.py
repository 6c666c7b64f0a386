"""Finding submissions."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from models.accounts import Role
from models.database import reading, writing
from models.queue import QueueFilter, list_cases
from models.search import matching
from models.store import Store
from models.submissions import Submission
from tests.factories import new_account, new_submission, stored_files


@pytest.fixture
def ids(engine: Engine, store: Store) -> list[int]:
    """Two submissions."""
    files = stored_files(store)
    with writing(engine) as session:
        new_account(session, Role.OPERATOR, "yyshili01")
        one = new_submission(session, files, "2026-000123")
        other = new_submission(
            session, files, '2026-"%_99', credit_code="12430600446600001X", unit_name="云溪区第一小学"
        )
        return [one.id, other.id]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("91430602MA4TT0009T", [0]),
        ("ma4tt", [0]),
        ("示例技术", [0]),
        ("云溪", [1]),
        ("溪", [1]),
        ("446600001X", [1]),
        ("2026-", [0, 1]),
        ("yyshili", [0, 1]),
        ("王小明", [0, 1]),
        ('"%_9', [1]),
        ("%", [1]),
        ("_", [1]),
        ('" OR 1', []),
        ("没有这个", []),
        ("*", []),
    ],
)
def test_any_part_is_found_and_signs_are_only_signs(
    engine: Engine, ids: list[int], words: str, found: list[int]
) -> None:
    with reading(engine) as session:
        assert sorted(matching(session, words)) == [ids[place] for place in found]
        listed = list_cases(session, QueueFilter(state=None, search=words))
        assert sorted(entry.submission.id for entry in listed) == [ids[place] for place in found]


def test_what_changes_is_found_by_its_new_name_alone(engine: Engine, ids: list[int]) -> None:
    with writing(engine) as session:
        session.scalars(select(Submission).where(Submission.id == ids[0])).one().unit_name = "湘阴县新名称公司"
    with reading(engine) as session:
        assert matching(session, "新名称") == (ids[0],)
        assert matching(session, "示例技术") == ()
