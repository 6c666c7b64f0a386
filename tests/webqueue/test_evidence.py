"""The evidence bundle: whole, checkable by anybody, and on record."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pdfplumber
import pytest
from sqlalchemy import update

from models.audit import NO_HASH, Event, history
from models.database import reading, writing
from models.review import Outcome
from tests.house.project import ROOT
from tests.webqueue.conftest import Visit
from tests.webqueue.world import ID_NUMBER, MOBILE, NAME, World, add_case, decide_case


@pytest.fixture
def submission_id(world: World) -> int:
    submission_id = add_case(world)
    decide_case(world, submission_id, Outcome.RETURNED, "1. 未见单位公章。")
    return submission_id


@pytest.fixture
def files(visit: Visit, submission_id: int) -> dict[str, bytes]:
    answer = visit("auditor").post(f"/review/cases/{submission_id}/bundle")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_file_is_what_its_sum_says(files: dict[str, bytes]) -> None:
    sums = files.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]


def test_originals_are_named_by_their_hash_and_pages_evidence_and_seals_are_there(files: dict[str, bytes]) -> None:
    record = json.loads(files["case.json"])
    for document in record["documents"]:
        assert hashlib.sha256(files[f"originals/{document['sha256']}"]).hexdigest() == document["sha256"]
    names = " ".join(files)
    for part in ("pages/certificate-revision1-page1.", "pages/letter-revision1-page1.", "seals/1."):
        assert part in names
    assert files["evidence/certificate_seal-1.jpg"].startswith(b"\xff\xd8\xff")


def test_the_chain_can_be_recomputed(files: dict[str, bytes]) -> None:
    previous = NO_HASH
    for event in json.loads(files["events.json"]):
        content = event["content"]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == event["hash"]
        assert content[-1] == previous
        previous = event["hash"]
    assert content[6] == "bundle"


@pytest.mark.parametrize("is_forged", [False, True])
def test_the_chain_is_checked_as_the_documentation_says(
    files: dict[str, bytes], tmp_path: Path, is_forged: bool
) -> None:
    """Nothing of this software is needed for it."""
    (check,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/queue.md").read_text(encoding="utf-8"), re.DOTALL)
    events = files["events.json"].replace(b"returned", b"approved") if is_forged else files["events.json"]
    (tmp_path / "events.json").write_bytes(events)
    done = subprocess.run([sys.executable, "-I", "-c", check], check=False, cwd=tmp_path, capture_output=True)
    assert (done.returncode != 0) is is_forged, done.stderr


def test_what_was_found_and_decided_is_told_with_its_versions(files: dict[str, bytes]) -> None:
    record = json.loads(files["case.json"])
    (verification,) = record["verifications"]
    assert verification["rules"] == "1"
    assert {check["check"] for check in verification["checks"]} == {"certificate_seal", "letter_fields", "unit_name"}
    assert record["decisions"][0]["reviewer"] == "李审核"


def test_the_summary_can_be_read(files: dict[str, bytes]) -> None:
    with pdfplumber.open(io.BytesIO(files["summary.pdf"])) as document:
        text = "".join(page.extract_text() for page in document.pages)
    for words in (NAME, "证书公章", "不通过", "退回", "1. 未见单位公章。"):
        assert words in text


def test_no_whole_personal_number_is_written_down(files: dict[str, bytes]) -> None:
    for name in ("case.json", "events.json", "summary.pdf"):
        assert ID_NUMBER.encode() not in files[name]
        assert MOBILE.encode() not in files[name]


def test_taking_it_is_on_record(world: World, files: dict[str, bytes], submission_id: int) -> None:
    assert files
    with reading(world.engine) as session:
        event = history(session, submission_id)[-1]
        assert (event.action, event.actor) == ("bundle", "auditor")


def test_a_broken_chain_is_told_on_the_page(world: World, visit: Visit, submission_id: int) -> None:
    auditor = visit("auditor")
    assert "记录链完整" in auditor.get(f"/review/cases/{submission_id}").text
    with writing(world.engine) as session:
        session.execute(update(Event).where(Event.action == "verify").values(after="approved"))
    assert "记录链不完整" in auditor.get(f"/review/cases/{submission_id}").text
