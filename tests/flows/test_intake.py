"""Intake: every way in which a folder of the inbox can be wrong ends in a name, and none stops the others."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest
from sqlalchemy import func, select

from flows.intake import Deferred, Taken, take_in_folder, take_in_inbox
from flows.workplace import Workplace
from models.database import reading
from models.documents import Document
from models.findings import Slot
from models.store import Store
from models.submissions import Submission, current_documents, current_form, current_problems
from tests.factories import form_json, new_workplace, write_folder


def problems(workplace: Workplace, reference: str) -> set[tuple[str, str]]:
    """What kept parts of the submission from being taken in."""
    with reading(workplace.engine) as session:
        submission = session.scalars(select(Submission).where(Submission.reference == reference)).one()
        found = current_problems(session, submission)
        assert all(problem.message.endswith("。") for problem in found)
        return {(problem.part, problem.code) for problem in found}


def slots(workplace: Workplace, reference: str) -> set[Slot]:
    """The slots that hold a document."""
    with reading(workplace.engine) as session:
        submission = session.scalars(select(Submission).where(Submission.reference == reference)).one()
        return set(current_documents(session, submission))


def count(workplace: Workplace, table: type[Submission | Document]) -> int:
    with reading(workplace.engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_complete_folder_becomes_a_submission_under_its_name(workplace: Workplace, inbox: Path) -> None:
    write_folder(inbox, "2026-000123")
    report = take_in_inbox(workplace, inbox)
    assert [taken.reference for taken in report.taken] == ["2026-000123"]
    assert slots(workplace, "2026-000123") == {Slot.CERTIFICATE, Slot.LETTER}
    assert problems(workplace, "2026-000123") == set()


def test_a_folder_without_form_is_left_alone(workplace: Workplace, inbox: Path) -> None:
    write_folder(inbox, "being-written")
    (inbox / "being-written" / "form.json").unlink()
    assert take_in_inbox(workplace, inbox).taken == ()
    assert count(workplace, Submission) == 0


def test_files_beside_the_folders_are_left_alone(workplace: Workplace, inbox: Path) -> None:
    (inbox / "form.json").write_bytes(form_json())
    assert take_in_inbox(workplace, inbox).taken == ()


def test_a_linked_folder_is_not_followed(workplace: Workplace, inbox: Path, tmp_path: Path) -> None:
    (inbox / "link").symlink_to(write_folder(tmp_path / "elsewhere", "2026-1"))
    assert take_in_inbox(workplace, inbox).taken == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"letter.jpg": b"b"}, ("certificate", "SLOT_MISSING")),
        ({"certificate.pdf": b"a"}, ("letter", "SLOT_MISSING")),
        ({"certificate.pdf": b"a", "letter.jpg": b"b", "letter.pdf": b"c"}, ("letter", "SLOT_TWICE")),
        ({"certificate.pdf": b"a", "Certificate.JPG": b"a", "letter.jpg": b"b"}, ("certificate", "SLOT_TWICE")),
    ],
)
def test_a_slot_that_is_missing_or_filled_twice_is_named(
    workplace: Workplace, inbox: Path, files: dict[str, bytes], expected: tuple[str, str]
) -> None:
    write_folder(inbox, "2026-1", files)
    take_in_inbox(workplace, inbox)
    assert problems(workplace, "2026-1") == {expected}
    assert slots(workplace, "2026-1") == {slot for slot in Slot if slot.value != expected[0]}


def _link(path: Path) -> None:
    target = path.parent.parent.parent / "secret"
    target.write_bytes(b"secret")
    path.symlink_to(target)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(path))


@pytest.mark.parametrize("make", [_link, os.mkfifo, Path.mkdir, _socket], ids=["link", "fifo", "folder", "socket"])
@pytest.mark.parametrize("part", ["certificate", "letter", "form"])
def test_what_is_no_regular_file_is_named_and_never_opened(
    workplace: Workplace, inbox: Path, part: str, make: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"certificate": b"a", "letter": b"b", "form.json": form_json()}
    folder = inbox / "2026-1"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, content in files.items():
        if name.startswith(part):
            make(Path(name).absolute())  # type: ignore[operator]
        else:
            (folder / name).write_bytes(content)
    take_in_inbox(workplace, inbox)
    assert (part, "NOT_A_FILE") in problems(workplace, "2026-1")


def test_a_fifo_that_replaces_a_file_after_it_was_looked_at_is_not_read(
    workplace: Workplace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_folder(inbox, "2026-1")
    regular = (folder / "form.json").stat()
    (folder / "letter.jpg").unlink()
    os.mkfifo(folder / "letter.jpg")
    monkeypatch.setattr("flows.inbox_folder.os.stat", lambda *_, **__: regular)
    take_in_inbox(workplace, inbox)
    assert problems(workplace, "2026-1") == {("letter", "NOT_A_FILE")}


def test_a_file_over_the_limit_is_named(tmp_path: Path, inbox: Path) -> None:
    workplace = new_workplace(tmp_path / "home", largest_file_megabytes=1)
    write_folder(inbox, "2026-1", {"certificate.pdf": b"a" * (1024 * 1024), "letter.jpg": b"b" * (1024 * 1024 + 1)})
    take_in_inbox(workplace, inbox)
    assert problems(workplace, "2026-1") == {("letter", "FILE_TOO_LARGE")}


def test_an_empty_file_is_stored_for_the_reading_to_judge(workplace: Workplace, inbox: Path) -> None:
    write_folder(inbox, "2026-1", {"certificate.pdf": b"", "letter.jpg": b"b"})
    take_in_inbox(workplace, inbox)
    assert slots(workplace, "2026-1") == {Slot.CERTIFICATE, Slot.LETTER}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (b"", "FORM_BROKEN"),
        (b"{", "FORM_BROKEN"),
        (b"[]", "FORM_BROKEN"),
        (b"\xff\xfe", "FORM_BROKEN"),
        (b"[" * 60_000, "FORM_BROKEN"),
        (b" " * 70_000, "FORM_TOO_LARGE"),
        (form_json(unit_name=None), "FORM_FIELD_MISSING"),
        (form_json(operator=None), "FORM_FIELD_MISSING"),
        (form_json(credit_code=7), "FORM_FIELD_INVALID"),
    ],
)
def test_a_form_with_a_fault_is_taken_in_with_it(workplace: Workplace, inbox: Path, form: bytes, code: str) -> None:
    (write_folder(inbox, "2026-1") / "form.json").write_bytes(form)
    take_in_inbox(workplace, inbox)
    assert problems(workplace, "2026-1") == {("form", code)}
    assert slots(workplace, "2026-1") == {Slot.CERTIFICATE, Slot.LETTER}


@pytest.mark.parametrize("name", ["申请 ①", "-rf", "a'b\"c;$(d)", "..hidden", "x" * 255, "100%s {code}"])
def test_odd_names_are_kept_as_they_are(workplace: Workplace, inbox: Path, name: str) -> None:
    write_folder(inbox, name, {f"certificate.{'x' * 40}": b"a", "letter.  .jpg": b"b"})
    report = take_in_inbox(workplace, inbox)
    assert [taken.reference for taken in report.taken] == [name]
    assert problems(workplace, name) == set()


@pytest.mark.parametrize("raw", [b"bytes-\xff", b"line\nbreak", b"\x1b[31mred", "字".encode() * 85])
def test_names_that_cannot_be_shown_stay_distinct_and_printable(workplace: Workplace, inbox: Path, raw: bytes) -> None:
    folder = Path(os.fsdecode(os.fsencode(inbox) + b"/" + raw))
    write_folder(inbox, folder.name, {"certificate.pdf": b"a", "letter.jpg": b"b"})
    (taken,) = take_in_inbox(workplace, inbox).taken
    assert taken.reference.isprintable()
    assert len(taken.reference) <= 255
    assert take_in_folder(workplace, folder) == Taken(taken.reference, taken.submission_id, changed=False)


def test_the_same_content_again_is_no_new_work(workplace: Workplace, inbox: Path) -> None:
    write_folder(inbox, "2026-1")
    write_folder(inbox, "broken", {"letter.jpg": b"b"}, unit_name=None)
    assert take_in_inbox(workplace, inbox).changed == 2
    assert take_in_inbox(workplace, inbox).changed == 0
    assert count(workplace, Document) == 3


def test_other_content_under_a_known_name_is_a_new_revision(workplace: Workplace, inbox: Path) -> None:
    folder = write_folder(inbox, "2026-1")
    take_in_inbox(workplace, inbox)
    (folder / "letter.jpg").write_bytes(b"another letter")
    assert take_in_inbox(workplace, inbox).changed == 1
    with reading(workplace.engine) as session:
        submission = session.scalars(select(Submission)).one()
        assert submission.revision == 2
        assert current_documents(session, submission)[Slot.CERTIFICATE].revision == 1
        assert current_form(session, submission.id).unit_name == "岳阳市示例技术有限公司"


def test_a_disk_that_is_full_defers_that_submission_and_no_other(
    workplace: Workplace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(inbox, "2026-1", {"certificate.pdf": b"does not fit", "letter.jpg": b"b"})
    write_folder(inbox, "2026-2")
    write = Store._write

    def full(store: Store, path: str, content: bytes) -> None:
        if content == b"does not fit":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(store, path, content)

    monkeypatch.setattr(Store, "_write", full)
    report = take_in_inbox(workplace, inbox, move_away=True)
    assert report.deferred == (Deferred("2026-1", "STORAGE_FAILED"),)
    assert [taken.reference for taken in report.taken] == ["2026-2"]
    assert (inbox / "2026-1").is_dir()
    monkeypatch.undo()
    assert [taken.reference for taken in take_in_inbox(workplace, inbox).taken] == ["2026-1"]


def test_a_folder_is_moved_away_only_after_it_was_taken_in(workplace: Workplace, inbox: Path) -> None:
    write_folder(inbox, "2026-1")
    take_in_inbox(workplace, inbox, move_away=True)
    assert not (inbox / "2026-1").exists()
    assert (inbox.parent / "inbox-taken" / "2026-1" / "form.json").is_file()


def test_a_folder_that_comes_again_is_moved_beside_the_first(workplace: Workplace, inbox: Path) -> None:
    for content in (b"first", b"second"):
        write_folder(inbox, "2026-1", {"certificate.pdf": content, "letter.jpg": b"b"})
        take_in_inbox(workplace, inbox, move_away=True)
    assert (inbox.parent / "inbox-taken" / "2026-1-2" / "certificate.pdf").read_bytes() == b"second"


def test_folders_stay_where_they_are_unless_they_are_to_be_moved(workplace: Workplace, inbox: Path) -> None:
    write_folder(inbox, "2026-1")
    take_in_inbox(workplace, inbox)
    assert (inbox / "2026-1" / "form.json").is_file()
