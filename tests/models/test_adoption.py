"""Submissions that came before their operator's account."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from models.accounts import Role
from models.adoption import adopt_submissions
from models.database import reading, writing
from models.standing import Standing
from models.store import Store
from models.submissions import Submission
from tests.factories import FORM, new_account, new_submission, stored_files

USERNAME = "yyshili01"


def _operators(engine: Engine, submission_id: int) -> tuple[int | None, int | None]:
    with reading(engine) as session:
        return (
            session.get_one(Submission, submission_id).operator_id,
            session.get_one(Standing, submission_id).operator_id,
        )


def test_a_new_account_gets_the_submissions_that_name_it(engine: Engine, store: Store) -> None:
    files = stored_files(store)
    with writing(engine) as session:
        named = new_submission(session, files, "named").id
        other = new_submission(session, files, "other", operator={**FORM["operator"], "username": "someone"}).id
        account = new_account(session, Role.OPERATOR, USERNAME)
        assert adopt_submissions(session, account) == 1
    assert _operators(engine, named) == (account.id, account.id)
    assert _operators(engine, other) == (None, None)


def test_the_newest_form_says_who_it_is(engine: Engine, store: Store) -> None:
    files = stored_files(store)
    with writing(engine) as session:
        submission_id = new_submission(session, files, "handed on").id
        new_submission(session, files, "handed on", operator={**FORM["operator"], "username": "successor"})
        account = new_account(session, Role.OPERATOR, USERNAME)
        assert adopt_submissions(session, account) == 0
    assert _operators(engine, submission_id) == (None, None)


def test_what_has_an_operator_keeps_it(engine: Engine, store: Store) -> None:
    with writing(engine) as session:
        first = new_account(session, Role.OPERATOR, USERNAME)
        submission_id = new_submission(session, stored_files(store)).id
        second = new_account(session, Role.OPERATOR, "second")
        second.username = USERNAME.upper()
        assert adopt_submissions(session, second) == 0
    assert _operators(engine, submission_id) == (first.id, first.id)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_but_an_operator_gets_anything(engine: Engine, store: Store, role: Role) -> None:
    with writing(engine) as session:
        new_submission(session, stored_files(store))
        assert adopt_submissions(session, new_account(session, role, USERNAME)) == 0
