"""A queue of any length, written by the database itself: a million cases in a minute or two."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from models.accounts import Role, create_account
from models.database import writing

PASSWORD = "correct-horse-battery"
REVIEWERS = 20
_AREAS = ("岳阳楼区", "云溪区", "君山区", "汨罗市", "临湘市", "平江县", "湘阴县", "华容县", "岳阳县")
_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) ",
    "postgresql": "WITH n(i) AS (SELECT * FROM generate_series(1, :count)) ",
}
_MOMENT = {
    "sqlite": "datetime('now', '-' || (i % 4000) || ' minutes')",
    "postgresql": "now() - (i % 4000) * interval '1 minute'",
}
# One case in ten waits, the rest is settled, as after a year of work; verdicts come in the shares of a usual day.
_STATE = "CASE i % 10 WHEN 0 THEN 'pending' WHEN 1 THEN 'returned' WHEN 2 THEN 'rejected' ELSE 'approved' END"
_VERDICT = "CASE WHEN i % 7 < 4 THEN 'pass' WHEN i % 7 < 6 THEN 'review' ELSE 'fail' END"
_RANK = "CASE WHEN i % 7 < 4 THEN 2 WHEN i % 7 < 6 THEN 1 ELSE 0 END"
_FORM = (
    '\'{"credit_code": "91430602MA4TT0009T", "unit_name": "示例", "pooling_area": "岳阳楼区",'
    ' "registration_type": "人事人才", "business_category": "", "review_unit": "主管机构",'
    ' "operator": {"relation": "new", "username": "u", "name": "n", "id_number": "", "mobile": ""}}\''
)


def fill(engine: Engine, count: int) -> list[str]:
    """Write `count` cases with what belongs to them; gives the usernames of the reviewers."""
    usernames = [f"reviewer{number}" for number in range(REVIEWERS)]
    with writing(engine) as session:
        for username in usernames:
            create_account(session, username, username, Role.REVIEWER, PASSWORD)
    with engine.connect().execution_options(zhenghe_writes=True) as connection:
        for statement in _statements(engine.dialect.name):
            connection.execute(text(statement), {"count": count})
        _move_sequences_on(connection, count)
        connection.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # As the server itself does, a while after so many rows came in.
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")
    return usernames


def _statements(dialect: str) -> tuple[str, ...]:
    numbers, moment = _NUMBERS[dialect], _MOMENT[dialect]
    area = "CASE i % 9 " + " ".join(f"WHEN {place} THEN '{name}'" for place, name in enumerate(_AREAS)) + " END"
    code = "'9143' || substr(CAST(1000000000 + i AS TEXT), 2) || 'MA4'"
    name = "'岳阳市第' || CAST(i AS TEXT) || '号示例技术有限公司'"
    named = "credit_code, unit_name, plain_name"
    empty = "CAST('[]' AS JSON)" if dialect == "postgresql" else "'[]'"
    json = f"CAST({_FORM} AS JSON)" if dialect == "postgresql" else _FORM
    details = "CAST('{}' AS JSON)" if dialect == "postgresql" else "'{}'"
    false = "false" if dialect == "postgresql" else "0"
    inserted = {
        f"submission (id, reference, revision, {named}, received_at, pooling_area, is_draft)": (
            f"i, '2026-' || CAST(i AS TEXT), 1, {code}, {name}, {name}, {moment}, {area}, {false}"
        ),
        "form_version (id, submission_id, revision, form, id_hash)": f"i, i, 1, {json}, ''",
        "verification (id, submission_id, revision, verdict, verified_at, seconds, rules)": (
            f"i, i, 1, {_VERDICT}, {moment}, 1.5, 'bench'"
        ),
        'check_result (verification_id, "check", verdict, reason, message, confidence, evidence)': (
            f"i, 'marking', {_VERDICT}, 'BENCH', '用途标注', 0.9, {empty}"
        ),
        "event (id, submission_id, sequence, at, actor, role, action, before, after, details, previous_hash, hash)": (
            f"i, i, 1, {moment}, 'system', 'system', 'verify', 'reading', 'pending', {details}, '0', '0'"
        ),
        'flagged_check (submission_id, "check", state, rank, waiting_since, pooling_area)': (
            f"i, 'marking', {_STATE}, {_RANK}, {moment}, {area} FROM n WHERE {_RANK} < 2"
        ),
        "standing (submission_id, revision, state, verdict, rank, waiting_since, pooling_area, verification_id)": (
            f"i, 1, {_STATE}, {_VERDICT}, {_RANK}, {moment}, {area}, i"
        ),
    }
    decided = f"i, i, 1, i, {_STATE}, '意见', 1, {moment} FROM n WHERE i % 10 > 0"
    decision = "decision (id, submission_id, revision, verification_id, outcome, opinion, reviewer_id, decided_at)"
    held = f"i, 1, 1, {moment}, {moment}, {moment}, 'closed' FROM n WHERE i % 10 > 0"
    hold = "hold (submission_id, revision, reviewer_id, taken_at, until, ended_at, ending)"
    rows = {**inserted, decision: decided, hold: held}
    return tuple(
        f"INSERT INTO {table} {numbers} SELECT {values}" + ("" if " FROM n " in values else " FROM n")
        for table, values in rows.items()
    )


def _move_sequences_on(connection: Connection, count: int) -> None:
    # Rows that were numbered here would otherwise be met by the next ones.
    if connection.dialect.name == "postgresql":
        for table in ("submission", "form_version", "verification", "decision", "event"):
            connection.execute(text(f"SELECT setval('{table}_id_seq', :count)"), {"count": count})
