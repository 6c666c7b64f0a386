"""What the system stands on: the database's version, space, engines and their models."""

from __future__ import annotations

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from flows.desk import equipment_of
from flows.doctor.ailments import Ailment, ailing
from flows.reading_process import Equipment
from models.migrations import newest_revision
from models.settings import Settings
from models.space import free_megabytes, is_full

SCHEMA_OLD = Ailment(
    "SCHEMA_OLD",
    "数据库版本与程序不一致，请备份后运行 zhenghe migrate。",
    "The database is of another version: back it up, then run zhenghe migrate.",
)
SPACE_SHORT = Ailment("SPACE_SHORT", "存储空间不足，请清理或扩充。", "Too little space is left: free some or add some.")
ENGINES_MISSING = Ailment(
    "ENGINES_MISSING",
    "识别引擎或其模型无法加载，请运行 make set-up。",
    "The engines or their models cannot be loaded: run make set-up.",
)


def examine_schema(engine: Engine) -> list[Ailment]:
    """Whether the database has the tables that this version works with."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return [] if present == newest_revision() else ailing(SCHEMA_OLD, [present or "—"])


def examine_surroundings(settings: Settings) -> list[Ailment]:
    """Whether there is room to work, and whether documents can be read."""
    short = [f"{free_megabytes(settings):.0f} MB"] if is_full(settings) else []
    return [*ailing(SPACE_SHORT, short), *ailing(ENGINES_MISSING, _missing(equipment_of(settings)))]


def _missing(equipment: Equipment) -> list[str]:
    # Loaded here only: whoever looks at the database alone need not wait for the models.
    from flows.ocr_reading import prepare  # noqa: PLC0415

    try:
        prepare(equipment)
    except Exception as error:  # noqa: BLE001 - whatever an engine raises
        return [type(error).__name__]
    return []
