"""What stays of a form in the folder of what was taken in: no password, and the personal numbers masked.

The numbers are in the database then, encrypted; whoever comes to the folder later must not find them beside it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from flows.inbox_folder import FORM, NotAFile, TooLarge, opened_folder, read_file
from models.form import LARGEST_FORM
from models.privacy.masking import mask_id_number, mask_mobile, mask_personal

_MASKS = {"id_number": mask_id_number, "mobile": mask_mobile}


def mask_form(folder: Path) -> None:
    """Put the masked form in the place of the one in the folder; one that cannot be read is removed. Raises OSError."""
    try:
        with opened_folder(folder) as descriptor:
            content = read_file(descriptor, FORM, LARGEST_FORM)
    except (NotAFile, TooLarge):
        (folder / FORM).unlink()
        return
    _replace(folder / FORM, masked(content))


def masked(content: bytes) -> bytes:
    """The bytes of a form without password and numbers; what is no form keeps no number either."""
    try:
        values = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return b""
    if isinstance(values, dict) and isinstance(values.get("operator"), dict):
        values["operator"] = _masked_person(values["operator"])
    return mask_personal(json.dumps(values, ensure_ascii=False, indent=1)).encode(errors="replace")


def _masked_person(person: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in person.items() if name != "password"}
    return {**kept, **{name: mask(str(kept[name])) for name, mask in _MASKS.items() if kept.get(name)}}


def _replace(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.masked")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
