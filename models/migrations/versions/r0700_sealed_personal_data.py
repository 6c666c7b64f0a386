"""Identity numbers, mobile numbers and all that was read on documents are encrypted; equality goes by keyed hashes.

What is there already is encrypted with the keys in force. On SQLite the plain values are overwritten; PostgreSQL keeps
them in dead rows until `VACUUM FULL`. A later migration that makes one of these tables anew must keep its triggers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.privacy.columns import open_form, open_json, open_text, seal_form, seal_json, seal_text
from models.privacy.keys import keys

revision = "0700"
down_revision = "0620"
branch_labels = None
depends_on = None

SEALED = 2048
PEOPLE = {
    "employer_operator": (18, 20, "uq_employer_operator_employer_id_{}", ["employer_id", "{}"]),
    "title_application": (
        18,
        20,
        "uq_title_application_employer_id_year_{}_series",
        ["employer_id", "year", "{}", "series"],
    ),
    "registration": (255, 255, "", []),
}
"""By table: the lengths of the plain columns, and the constraint that no person stands there twice."""
AT_ONCE = 200
"""Rows that are held in memory; the findings of one document may be large."""
UNDER_REVIEW = sa.text("state = 'submitted'")
FINDINGS = {"reading": "id", "attachment_reading": "attachment_id"}
"""By table with findings: its key."""


def upgrade() -> None:
    """Encrypt, and find equal numbers by their hashes from now on."""
    op.drop_index("uq_registration_under_review", "registration")
    for table, (_, _, unique, columns) in PEOPLE.items():
        op.add_column(table, sa.Column("id_hash", sa.String(length=64), nullable=True))
        with _keeping_triggers(table):
            with op.batch_alter_table(table) as batch:
                for column in ("id_number", "mobile"):
                    batch.alter_column(column, type_=sa.String(length=SEALED), existing_nullable=False)
            _seal_people(table)
            with op.batch_alter_table(table) as batch:
                batch.alter_column("id_hash", existing_type=sa.String(length=64), nullable=False)
                _exchange(batch, unique, columns, "id_number", "id_hash")
        op.create_index(op.f(f"ix_{table}_id_hash"), table, ["id_hash"])
    _one_under_review("id_hash")
    op.add_column("form_version", sa.Column("id_hash", sa.String(length=64), nullable=True))
    _change("form_version", "id", "form", lambda form: seal_form(keys(), form))
    _hash_forms()
    with op.batch_alter_table("form_version") as batch:
        batch.alter_column("id_hash", existing_type=sa.String(length=64), nullable=False)
    op.create_index(op.f("ix_form_version_id_hash"), "form_version", ["id_hash"])
    for table, key in FINDINGS.items():
        _change(table, key, "findings", lambda findings: seal_json(keys(), findings))
    _rehash_contents("id_number", "id_hash")


def downgrade() -> None:
    """Decrypt, and compare the plain numbers again."""
    _rehash_contents("id_hash", "id_number")
    for table, key in FINDINGS.items():
        _change(table, key, "findings", lambda findings: open_json(keys(), findings))
    op.drop_index(op.f("ix_form_version_id_hash"), "form_version")
    _change("form_version", "id", "form", lambda form: open_form(keys(), form))
    op.drop_column("form_version", "id_hash")
    op.drop_index("uq_registration_under_review", "registration")
    for table, (id_length, mobile_length, unique, columns) in PEOPLE.items():
        op.drop_index(op.f(f"ix_{table}_id_hash"), table)
        for column in ("id_number", "mobile"):
            _change(table, "id", column, lambda sealed: open_text(keys(), sealed))
        with _keeping_triggers(table), op.batch_alter_table(table) as batch:
            _exchange(batch, unique, columns, "id_hash", "id_number")
            batch.alter_column("id_number", type_=sa.String(length=id_length), existing_nullable=False)
            batch.alter_column("mobile", type_=sa.String(length=mobile_length), existing_nullable=False)
            batch.drop_column("id_hash")
    _one_under_review("id_number")


def _exchange(batch: Any, unique: str, columns: list[str], before: str, after: str) -> None:
    if unique:
        batch.drop_constraint(op.f(unique.format(before)), type_="unique")
        batch.create_unique_constraint(op.f(unique.format(after)), [column.format(after) for column in columns])


def _one_under_review(column: str) -> None:
    op.create_index(
        "uq_registration_under_review",
        "registration",
        ["credit_code", column],
        unique=True,
        sqlite_where=UNDER_REVIEW,
        postgresql_where=UNDER_REVIEW,
    )


@contextmanager
def _keeping_triggers(table: str) -> Iterator[None]:
    """SQLite makes a changed table anew, and drops its triggers with the old one."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        yield
        return
    triggers = sa.text("select sql from sqlite_master where type = 'trigger' and tbl_name = :table")
    made = connection.execute(triggers, {"table": table}).scalars().all()
    yield
    kept = set(connection.execute(triggers, {"table": table}).scalars())
    for statement in made:
        if statement not in kept:
            connection.exec_driver_sql(statement)


def _seal_people(table: str) -> None:
    rows = _table(table, "id", "id_number", "mobile", "id_hash")
    for row in _rows(sa.select(rows.c.id, rows.c.id_number, rows.c.mobile)):
        values = {
            "id_number": seal_text(keys(), row.id_number) if row.id_number else "",
            "mobile": seal_text(keys(), row.mobile) if row.mobile else "",
            "id_hash": keys().fingerprint(row.id_number),
        }
        op.get_bind().execute(rows.update().where(rows.c.id == row.id).values(values))


def _hash_forms() -> None:
    rows = sa.table("form_version", sa.column("id"), sa.column("form", sa.JSON), sa.column("id_hash"))
    for row in _rows(sa.select(rows.c.id, rows.c.form)):
        number = open_form(keys(), row.form)["operator"]["id_number"]
        op.get_bind().execute(
            rows.update().where(rows.c.id == row.id).values(id_hash=keys().fingerprint(_as_written(number)))
        )


def _as_written(number: str) -> str:
    return "".join(number.split()).replace("-", "").upper()


def _change(table: str, key: str, column: str, change: Callable[[Any], Any]) -> None:
    """Put `change(value)` in the place of each value of the column that is not empty."""
    kind = sa.JSON(none_as_null=True) if column in ("form", "findings") else sa.String()
    rows = sa.table(table, sa.column(key), sa.column(column, kind))
    identity, value = rows.c[key], rows.c[column]
    some = sa.select(identity, value).where(value.is_not(None)).order_by(identity).limit(AT_ONCE)
    last = 0
    while found := _rows(some.where(identity > last)):
        for row in found:
            if row[1]:
                op.get_bind().execute(rows.update().where(identity == row[0]).values({column: change(row[1])}))
        last = found[-1][0]


def _rehash_contents(before: str, after: str) -> None:
    """Publicised and recommended contents are named by hashes that the identity number goes into, one way or other."""
    bind = op.get_bind()
    columns = ("id", "name", "id_number", "year", "series", "speciality", "level", "details", "id_hash")
    people = _table("title_application", *columns)
    for person in _rows(sa.select(people)):
        values = {"id_number": open_text(keys(), person.id_number), "id_hash": person.id_hash}
        old, new = (_content(person, values[which]) for which in (before, after))
        for table in ("publicity_entry", "recommendation_entry"):
            entries = _table(table, "application_id", "content_hash")
            same = (entries.c.application_id == person.id) & (entries.c.content_hash == old)
            bind.execute(entries.update().where(same).values(content_hash=new))


def _content(person: Any, identity: str) -> str:
    files = _table("application_attachment", "application_id", "kind", "sha256", "removed_at")
    held = sa.select(files.c.kind, files.c.sha256).where(
        files.c.application_id == person.id, files.c.removed_at.is_(None)
    )
    attached = sorted([kind, sha256] for kind, sha256 in op.get_bind().execute(held))
    fields = [person.name, identity, person.year, person.series, person.speciality, person.level, person.details]
    text = json.dumps([*fields, attached], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


def _rows(statement: sa.Select[Any]) -> list[sa.Row[Any]]:
    return list(op.get_bind().execute(statement))
