"""Whatever is handed in ends in a named outcome in the queue, and stops nothing else: one inbox with all of it.

The documents are read as they always are, in a process of their own with the real engines.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select

from flows.checking import verify_settled
from flows.desk import open_desk
from flows.intake import take_in_inbox
from flows.one_document import read_one
from flows.results import result_of
from models import reading_work
from models.database import reading
from models.submissions import Submission
from tests.factories import form_json, new_workplace, write_folder
from tests.flows import bad_files
from tests.flows.bad_files import BLANK_PNG, UNUSUAL_PICTURES
from tests.specimens.case import draw_case

# The first test of all waits until everything is read.
pytestmark = pytest.mark.timeout(600)

GOOD = "good"
QUICK = b""
"""What lies in a slot that a case is not about: it is given up at once."""
ANOTHER_UNIT = {"credit_code": "91430600MA4L1PCY1D", "unit_name": "岳阳市另一技术有限公司"}


class Bad(NamedTuple):
    """What lies in a folder, and the check that must say so with which reason."""

    files: dict[str, bytes | None]
    """By name; None where there is no such file."""
    check: str
    reason: str


def certificate(content: bytes, reason: str, name: str = "certificate.pdf") -> Bad:
    return Bad({name: content, "letter.png": QUICK}, "certificate_type", reason)


def form(content: bytes, reason: str) -> Bad:
    return Bad({"certificate.png": QUICK, "letter.png": QUICK, "form.json": content}, "form", reason)


BAD: dict[str, Bad] = {
    "form that is no JSON": form(b"{", "FORM_BROKEN"),
    "form without a field": form(form_json(unit_name=None), "FORM_FIELD_MISSING"),
    "slot missing": Bad({"certificate.png": QUICK}, "letter_type", "SLOT_MISSING"),
    "slot twice": Bad({"certificate.png": QUICK, "letter.png": QUICK, "letter.pdf": b"x"}, "letter_type", "SLOT_TWICE"),
    "empty file": certificate(b"", "FILE_EMPTY"),
    "word document called PDF": certificate(bad_files.word_document(), "FILE_TYPE_UNSUPPORTED"),
    "web page called JPEG": certificate(b"<!doctype html><p>404", "FILE_TYPE_UNSUPPORTED", "certificate.jpg"),
    "picture called PDF": certificate(BLANK_PNG, "BLANK_PAGE"),
    "locked PDF": certificate(bad_files.locked_pdf(), "PDF_ENCRYPTED"),
    "truncated PDF": certificate(bad_files.pdf()[:200], "FILE_DAMAGED"),
    "damaged PDF": certificate(b"%PDF-1.7\n" + b"\xff\x00garbage" * 100, "FILE_DAMAGED"),
    "truncated picture": certificate(BLANK_PNG[:-200], "FILE_DAMAGED", "certificate.png"),
    "PDF of 500 pages": certificate(bad_files.pdf(pages=500), "PDF_TOO_MANY_PAGES"),
    "page of 50,000 megapixels": certificate(bad_files.pdf_of_fifty_thousand_megapixels(), "BLANK_PAGE"),
    "picture bomb": certificate(bad_files.png_bomb(), "IMAGE_BOMB", "certificate.png"),
    "picture bomb in a PDF": certificate(bad_files.pdf_with_a_bomb(), "IMAGE_BOMB"),
    **{f"{kind} picture": certificate(content, "BLANK_PAGE") for kind, content in UNUSUAL_PICTURES.items()},
    "one file in both slots": Bad(
        {"certificate.png": b"%PDF- of both", "letter.png": b"%PDF- of both"}, "integrity", "DOCUMENT_DOUBLED"
    ),
    "申请 ①; rm -rf $(~)": certificate(b"", "FILE_EMPTY", "certificate.  ..;'\"é"),
}

NO_FILES: dict[str, Callable[[Path], object]] = {
    "link": lambda path: path.symlink_to("/etc/hostname"),
    "fifo": os.mkfifo,
    "folder": Path.mkdir,
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The result of each submission of the inbox, by its reference."""
    home = tmp_path_factory.mktemp("bad input")
    inbox = home / "inbox"
    _fill(inbox)
    with open_desk(new_workplace(home / "home", document_seconds=150.0)) as desk:
        workplace = desk.workplace
        submissions = [taken.submission_id for taken in take_in_inbox(workplace, inbox).taken]
        with reading(workplace.engine) as session:
            documents = reading_work.unfinished(session)
        assert all(read_one(desk, document) for document in documents)
        verify_settled(workplace, submissions)
        with reading(workplace.engine) as session:
            found = [result_of(session, submission) for submission in session.scalars(select(Submission))]
    return {result["submission"]: result for result in found if result is not None}


def _fill(inbox: Path) -> None:
    for name, bad in BAD.items():
        files = {file: content for file, content in bad.files.items() if content is not None and file != "form.json"}
        folder = write_folder(inbox, name, files)
        if "form.json" in bad.files:
            (folder / "form.json").write_bytes(bad.files["form.json"] or b"")
    for name, make in NO_FILES.items():
        make(write_folder(inbox, name, {"certificate.png": QUICK}) / "letter.png")
    write_folder(inbox, "file of another unit", {"certificate.png": b"%PDF- reused", "letter.png": b""})
    write_folder(inbox, "the same file", {"certificate.png": b"%PDF- reused", "letter.png": b" "}, **ANOTHER_UNIT)
    (write_folder(inbox, "still being written") / "form.json").unlink()
    _write_good(inbox)


def _write_good(inbox: Path) -> None:
    case = draw_case(1, "clean", "born_digital", "licence_landscape")
    folder = write_folder(inbox, GOOD, case.files)
    (folder / "form.json").write_text(json.dumps(case.form, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_every_fault_is_named_by_its_check(results: dict[str, dict[str, Any]], name: str) -> None:
    check = results[name]["checks"][BAD[name].check]
    assert (check["reason"], check["verdict"]) == (BAD[name].reason, _verdict(BAD[name].reason))
    assert results[name]["verdict"] == "fail"


def _verdict(reason: str) -> str:
    return "review" if reason == "DOCUMENT_DOUBLED" else "fail"


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_file_is_named_and_not_followed(results: dict[str, dict[str, Any]], name: str) -> None:
    assert results[name]["checks"]["letter_type"]["reason"] == "NOT_A_FILE"


@pytest.mark.parametrize("name", ["file of another unit", "the same file"])
def test_the_same_bytes_from_two_units_are_told(results: dict[str, dict[str, Any]], name: str) -> None:
    assert results[name]["checks"]["integrity"]["reason"] == "FILE_OF_ANOTHER_UNIT"


@pytest.mark.parametrize("name", [*BAD, *NO_FILES])
def test_the_operator_is_told_what_to_do(results: dict[str, dict[str, Any]], name: str) -> None:
    for check in results[name]["checks"].values():
        assert check["message"].endswith("。")
        assert check["verdict"] == "pass" or any(word in check["message"] for word in ("请", "人工核对"))
        assert not any(word in check["message"] for word in ("Error", "Traceback", "PDFium", "/tmp"))


def test_a_folder_without_its_form_is_left_alone(results: dict[str, dict[str, Any]]) -> None:
    assert set(results) == {*BAD, *NO_FILES, "file of another unit", "the same file", GOOD}


def test_a_good_submission_among_them_is_read_as_if_alone(results: dict[str, dict[str, Any]]) -> None:
    good = results[GOOD]
    assert good["documents"]["certificate"]["type"] == "business_licence"
    assert good["documents"]["letter"]["type"] == "commitment_letter"
    assert good["checks"]["certificate_type"]["verdict"] == "pass"
    assert good["checks"]["letter_type"]["verdict"] == "pass"
