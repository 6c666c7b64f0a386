"""What the system stands on: the database's version, space, the inbox, engines and their models."""

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
INBOX_MISSING = Ailment(
    "INBOX_MISSING",
    "收件夹不存在，材料无法收取。请检查共享目录是否已挂载，或核对 ZHENGHE_INBOX。",
    "The inbox is not there, so that nothing is taken in: see whether its disk is mounted, or check ZHENGHE_INBOX.",
)
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
    """Whether there is room to work, whether submissions can come in, and whether documents can be read."""
    short = [f"{free_megabytes(settings):.0f} MB"] if is_full(settings) else []
    # One that nobody named is made by whoever first puts something in.
    away = [settings.inbox] if settings.inbox and not settings.inbox.is_dir() else []
    engines = _missing(equipment_of(settings))
    return [*ailing(SPACE_SHORT, short), *ailing(INBOX_MISSING, away), *ailing(ENGINES_MISSING, engines)]


def _missing(equipment: Equipment) -> list[str]:
    # Loaded here only: whoever looks at the database alone need not wait for the models.
    from flows.ocr_reading import prepare  # noqa: PLC0415

    try:
        prepare(equipment)
    except Exception as error:  # noqa: BLE001 - whatever an engine raises
        return [type(error).__name__]
    return []
