"""One examination: everything that is looked at, and what of it was mended."""

from __future__ import annotations

from flows.doctor.ailments import Ailment
from flows.doctor.contents import ailments_of_contents, examine_contents, mend_contents
from flows.doctor.records import examine_records, mend_records
from flows.doctor.surroundings import examine_schema, examine_surroundings
from flows.workplace import Workplace


def examine(workplace: Workplace) -> list[Ailment]:
    """What is wrong; nothing is changed."""
    outdated = examine_schema(workplace.engine)
    if outdated:
        # Rows of another version cannot be looked at.
        return [*outdated, *examine_surroundings(workplace.settings)]
    contents = examine_contents(workplace)
    return [
        *examine_surroundings(workplace.settings),
        *ailments_of_contents(contents),
        *examine_records(workplace),
    ]


def mend(workplace: Workplace) -> None:
    """Mend all that can be mended without a person's judgement."""
    mend_contents(workplace, examine_contents(workplace))
    mend_records(workplace)
