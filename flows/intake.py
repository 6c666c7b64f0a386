"""Intake (收件): from the inbox folder into the store and the database.

Contents are stored first and rows are written after, one transaction a submission, so that a crash at any line leaves
either nothing or a submission that the next run goes on with. A folder is moved away last, if at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from sqlalchemy.exc import IntegrityError

from flows.inbox_folder import (
    FORM,
    NotAFile,
    TooLarge,
    complete_folders,
    names_of,
    opened_folder,
    read_file,
    reference_of,
    shown_name,
)
from flows.taken_forms import mask_form
from flows.workplace import Workplace
from models.database import writing
from models.errors import StorageError
from models.findings import Slot
from models.form import LARGEST_FORM, Form, FormProblem, FormReading, read_form
from models.intake import Problem, StoredFile, keep_file, take_in
from models.review import CaseChanged
from models.store import Store

log = structlog.get_logger()

_SLOT_NAMES = {Slot.CERTIFICATE: "单位登记证书复印件", Slot.LETTER: "用户告知承诺书"}


@dataclass(frozen=True)
class Taken:
    """A submission folder that is in the database."""

    reference: str
    submission_id: int
    changed: bool
    """Whether it brought anything new."""


@dataclass(frozen=True)
class Deferred:
    """A submission folder that could not be taken in now; it stays where it is, for the next run."""

    reference: str
    code: str


@dataclass(frozen=True)
class IntakeReport:
    """What came of one look into the inbox."""

    taken: tuple[Taken, ...] = ()
    deferred: tuple[Deferred, ...] = ()

    @property
    def changed(self) -> int:
        """How many submissions brought something new."""
        return sum(taken.changed for taken in self.taken)


@dataclass
class _Contents:
    """The parts of one folder as they are put together."""

    form: FormReading
    files: dict[Slot, StoredFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def take_in_inbox(
    workplace: Workplace,
    inbox: Path,
    *,
    move_away: bool = False,
    follow: Callable[[Iterable[Path]], Iterable[Path]] = lambda folders: folders,
) -> IntakeReport:
    """Take in every complete submission folder of `inbox`; what fails for one never stops the others.

    With `move_away`, a folder that was taken in goes to a sibling of the inbox, `<inbox>-taken`. `follow` is given the
    folders and passes them on, for showing progress. The form that is moved away tells no number any more.
    """
    taken, deferred = [], []
    for folder in follow(complete_folders(inbox)):
        outcome = take_in_folder(workplace, folder)
        if isinstance(outcome, Deferred):
            deferred.append(outcome)
            continue
        taken.append(outcome)
        if move_away:
            _move_away(folder, inbox)
    return IntakeReport(tuple(taken), tuple(deferred))


def take_in_folder(workplace: Workplace, folder: Path) -> Taken | Deferred:
    """Take in one submission folder, or say why it has to wait."""
    reference = reference_of(folder)
    try:
        contents = _contents(workplace, folder)
        with writing(workplace.engine) as session:
            submission, changed = take_in(session, reference, contents.form, contents.files, contents.problems)
            return Taken(reference, submission.id, changed)
    except StorageError as error:
        code = error.code
    except OSError:
        code = "INBOX_UNREADABLE"
    except (IntegrityError, CaseChanged):
        # Another run took the same folder in at the same moment.
        code = "INTAKE_COLLISION"
    log.warning("submission deferred", code=code)
    return Deferred(reference, code)


def _contents(workplace: Workplace, folder: Path) -> _Contents:
    most = workplace.settings.largest_file_megabytes * 1024 * 1024
    with opened_folder(folder) as descriptor:
        contents = _Contents(_form(descriptor))
        for slot in Slot:
            found = _slot(descriptor, slot, most, workplace.store)
            if isinstance(found, Problem):
                contents.problems.append(found)
            else:
                contents.files[slot] = found
    return contents


def _form(folder: int) -> FormReading:
    try:
        return read_form(read_file(folder, FORM, LARGEST_FORM))
    except NotAFile:
        message = "申请表不是普通文件，未予读取。请重新填写并提交。"
        return FormReading(Form(), (FormProblem("NOT_A_FILE", message),))
    except TooLarge:
        message = "申请表文件过大，不是有效的申请表。请重新填写并提交。"
        return FormReading(Form(), (FormProblem("FORM_TOO_LARGE", message),))


def _slot(folder: int, slot: Slot, most: int, store: Store) -> StoredFile | Problem:
    names = names_of(folder, slot.value)
    title = _SLOT_NAMES[slot]
    if not names:
        return Problem(slot.value, "SLOT_MISSING", f"缺少{title}。请补充上传后重新提交。")
    if len(names) > 1:
        return Problem(slot.value, "SLOT_TWICE", f"{title}有{len(names)}个文件，无法确定以哪个为准。请只保留一个文件。")
    try:
        return keep_file(store, read_file(folder, names[0], most), shown_name(names[0]))
    except NotAFile:
        return Problem(
            slot.value, "NOT_A_FILE", f"{title}的位置上不是普通文件（例如是文件夹或链接），未予读取。请上传文件本身。"
        )
    except TooLarge:
        limit = most // 1024 // 1024
        return Problem(slot.value, "FILE_TOO_LARGE", f"{title}超过上限{limit}MB。请降低扫描分辨率或压缩后重新上传。")


def _move_away(folder: Path, inbox: Path) -> None:
    away = inbox.with_name(f"{inbox.name}-taken")
    target, number = away / folder.name, 1
    try:
        away.mkdir(exist_ok=True)
        while target.exists():
            number += 1
            target = away / f"{folder.name}-{number}"
        shutil.move(folder, target)
        mask_form(target)
    except OSError:
        # It is taken in; a later run finds it unchanged and tries to move it again.
        log.warning("folder not moved away")
