"""Encrypting what a database holds already, and giving it back on the way down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import migrations
from models.accounts import Role
from models.applications import TitleApplication, publicised_content
from models.database import reading, writing
from models.employers import EmployerOperator
from models.findings import DocumentType, FieldReading, to_json
from models.publicities import PublicityBatch, PublicityEntry
from models.registrations import Registration
from models.store import Store
from models.submissions import Submission, current_documents, current_form
from models.verifications import Reading
from tests.factories import new_account, new_reading
from tests.models.steps.applications import draft
from tests.models.steps.employers import TYPED, filled, new_employer, new_operator, submitted

BEFORE, SEALED = "0620", "0700"
ID_NUMBERS = (TYPED["id_number"], "43060219850101001")
"""Of the operator; of the applicant, as far as the check character."""
MOBILES = (TYPED["mobile"], "13700137000", "13900139000")
TABLES = ("employer_operator", "title_application", "registration", "form_version", "reading")


@pytest.fixture
def filled_database(engine: Engine, store: Store) -> Iterator[Engine]:
    """Rows in every table that holds personal data; brought up again at the end, for the tests that come after."""
    with writing(engine) as session:
        registration = submitted(session, store)
        filled(session, {"id_number": "", "mobile": ""})
        employer = new_employer(session, "岳阳市另一示例有限公司")
        new_operator(session, employer)
        person = draft(session, employer)
        content = publicised_content(session, person)
        batch = PublicityBatch(token="t", employer_id=employer.id)
        session.add(batch)
        session.flush()
        session.add(PublicityEntry(batch_id=batch.id, application_id=person.id, content_hash=content))
        submission = session.get_one(Submission, registration.submission_id)
        letter = new_reading(DocumentType.COMMITMENT_LETTER, fields={"mobile": FieldReading(MOBILES[0], 0.9)})
        for document in current_documents(session, submission).values():
            session.add(Reading(document_id=document.id, seconds=1.0, findings=to_json(letter)))
    yield engine
    migrations.upgrade(engine)


def test_nothing_personal_is_left_in_the_rows(filled_database: Engine) -> None:
    migrations.downgrade(filled_database, BEFORE)
    assert all(number in _all_values(filled_database) for number in (*ID_NUMBERS, *MOBILES))
    migrations.upgrade(filled_database)
    assert [number for number in (*ID_NUMBERS, *MOBILES) if number in _all_values(filled_database)] == []


def test_nothing_personal_is_left_in_the_file(tmp_path: Path, sqlite: Engine, store: Store) -> None:
    with writing(sqlite) as session:
        submitted(session, store)
    migrations.downgrade(sqlite, BEFORE)
    assert TYPED["id_number"].encode() in _files(tmp_path)
    migrations.upgrade(sqlite)
    assert TYPED["id_number"].encode() not in _files(tmp_path)
    assert TYPED["mobile"].encode() not in _files(tmp_path)


def test_everything_reads_as_before_after_going_down_and_up(filled_database: Engine) -> None:
    before = _in_plain(filled_database)
    newest = _triggers(filled_database)
    migrations.downgrade(filled_database, SEALED)
    triggers = _triggers(filled_database)
    migrations.downgrade(filled_database, BEFORE)
    assert _triggers(filled_database) == triggers
    migrations.upgrade(filled_database)
    assert _in_plain(filled_database) == before
    assert _triggers(filled_database) == newest


def test_a_publicised_content_is_still_the_one_that_was_publicised(filled_database: Engine) -> None:
    migrations.downgrade(filled_database, BEFORE)
    migrations.upgrade(filled_database)
    with reading(filled_database) as session:
        person = session.scalars(select(TitleApplication)).one()
        entry = session.scalars(select(PublicityEntry)).one()
        assert entry.content_hash == publicised_content(session, person)


def test_one_person_still_stands_once_in_each_place(filled_database: Engine) -> None:
    migrations.downgrade(filled_database, BEFORE)
    migrations.upgrade(filled_database)
    assert not _is_taken(filled_database, _same_person_again)
    assert not _is_taken(filled_database, _same_operator_again)


def _is_taken(engine: Engine, add: Callable[[Session], None]) -> bool:
    try:
        with writing(engine) as session:
            add(session)
    except IntegrityError:
        return False
    return True


def _same_person_again(session: Session) -> None:
    person = session.scalars(select(TitleApplication)).one()
    kept = ("employer_id", "name", "id_number", "mobile", "year", "series", "speciality", "level")
    session.add(TitleApplication(**{name: getattr(person, name) for name in kept}))


def _same_operator_again(session: Session) -> None:
    operator = session.scalars(select(EmployerOperator)).one()
    account = new_account(session, Role.OPERATOR, "second")
    kept = ("employer_id", "name", "id_number", "mobile")
    session.add(EmployerOperator(account_id=account.id, **{name: getattr(operator, name) for name in kept}))


def _in_plain(engine: Engine) -> list[object]:
    with reading(engine) as session:
        people: list[object] = []
        for kind in (EmployerOperator, TitleApplication, Registration):
            people += [(row.id_number, row.id_hash, row.mobile) for row in session.scalars(_ordered(kind))]
        return [*people, _form(session), [row.value for row in session.scalars(_ordered(Reading))]]


def _ordered(kind: Any) -> Any:
    return select(kind).order_by(kind.id)


def _form(session: Session) -> object:
    return current_form(session, session.scalars(select(Submission.id)).one())


def _all_values(engine: Engine) -> str:
    with engine.connect() as connection:
        return " ".join(
            str(row)
            for table in inspect(engine).get_table_names()
            for row in connection.execute(text(f'select * from "{table}"'))
        )


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("zhenghe.db*")))


def _triggers(engine: Engine) -> list[str]:
    names = {
        "sqlite": "select name from sqlite_master where type = 'trigger' order by name",
        "postgresql": "select tgname from pg_trigger where not tgisinternal order by tgname",
    }
    with engine.connect() as connection:
        return list(connection.execute(text(names[engine.dialect.name])).scalars())
