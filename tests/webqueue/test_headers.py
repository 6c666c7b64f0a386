"""Headers of every answer, and pages that live by them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import webqueue
from models.review import Outcome
from tests.webqueue.conftest import Visit
from tests.webqueue.world import World, add_case, decide_case

ROOM = Path(webqueue.__file__).parent
ADDRESSES = (
    "/review/",
    "/review/cases/{case}",
    "/review/cases/{case}/versions",
    "/no/such",
    "/submissions/",
    "/health",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_kept_framed_guessed_or_loaded_from_elsewhere(world: World, visit: Visit, address: str) -> None:
    answer = visit("reviewer").get(address.format(case=add_case(world)))
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_pages_hold_no_inline_code_and_name_no_other_host(world: World, visit: Visit) -> None:
    submission_id = add_case(world)
    decide_case(world, submission_id, Outcome.RETURNED)
    pages = [visit("").get("/sign-in").text, visit("operator").get(f"/submissions/{submission_id}").text]
    pages += [visit("reviewer").get(address.format(case=submission_id)).text for address in ADDRESSES]
    for text in pages:
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text)


def test_own_styles_and_scripts_name_no_other_host() -> None:
    for path in (ROOM / "static").glob("*.*"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|@import|eval\(|innerHTML", text), path.name


def test_templates_escape_everything() -> None:
    for path in (ROOM / "templates").rglob("*.html"):
        unescaped = re.findall(r"\{\{[^}]*\|\s*safe\s*\}\}", path.read_text(encoding="utf-8"))
        assert unescaped == [] or path.name == "icons.html", path.name


def test_static_files_may_be_kept(visit: Visit) -> None:
    with visit("").get("/static/zhenghe.css") as answer:
        assert answer.headers.get("Cache-Control") != "no-store"
