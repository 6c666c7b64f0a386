"""The examples of docs/api.md, run as they stand there, against a server that checks all that it checks at work."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.review import Outcome
from tests.serving import served
from tests.webqueue.api.conftest import new_token
from tests.webqueue.api.test_registrations import FILLED
from tests.webqueue.world import World, add_case, decide_case, form_bytes
from webqueue.application import create_application

EXAMPLES = re.findall(r"^    (curl (?:.*\\\n)*.*)$", Path("docs/api.md").read_text(encoding="utf-8"), re.MULTILINE)
REFUSED = {"registration/submission": "NOT_VERIFIED", "applicants/1/review": "EMPLOYER_NOT_OPENED"}
"""What the world here does not allow: documents that nobody has read, an operator without an employer."""


@pytest.fixture
def address(world: World) -> Iterator[str]:
    """A server, with the pages' forgery check on."""
    with served(create_application(world.settings, start_verification=lambda _: True)) as address:
        yield address


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:
    """The files that the examples name."""
    decide_case(world, add_case(world), Outcome.RETURNED)
    for name in ("certificate.pdf", "letter.jpg", "corrected.pdf"):
        (tmp_path / name).write_bytes(f"%PDF {name}".encode())
    (tmp_path / "form.json").write_bytes(form_bytes())
    (tmp_path / "registration.json").write_text(json.dumps(FILLED), encoding="utf-8")
    return tmp_path


def _environment(world: World) -> dict[str, str]:
    """The tokens that the examples show."""
    names = {
        "TOKEN": world.reviewer,
        "REVIEWER": world.reviewer,
        "OPERATOR": world.operator,
        "SUPERVISOR": world.supervisor,
    }
    return {**os.environ, **{name: new_token(world, account) for name, account in names.items()}}


def test_every_file_is_downloaded(world: World, address: str, folder: Path) -> None:
    downloads = [example for example in EXAMPLES if "--output" in example]
    assert len(downloads) == 4
    for example in downloads:
        _run(example.replace("http://127.0.0.1:8600", address), _environment(world), folder)
        (name,) = re.findall(r"--output (\S+)", example)
        content = (folder / name).read_bytes()
        assert content, example
        assert not content.startswith(b"{"), (example, content)


def test_every_example_does_what_it_says(world: World, address: str, folder: Path) -> None:
    environment = _environment(world)
    assert len(EXAMPLES) > 10
    for example in EXAMPLES:
        if "--output" in example:
            continue
        # The operator of the first case corrects it before the reviewer comes to decide.
        waiting = str(add_case(world)) if "/cases/1/" in example else "1"
        command = example.replace("http://127.0.0.1:8600", address).replace("/cases/1/", f"/cases/{waiting}/")
        command = command.replace("…", str(FILLED["password"]))
        answer = json.loads(_run(command, environment, folder))
        refusal = next((code for part, code in REFUSED.items() if part in command), None)
        assert answer.get("code") == refusal or "reference" in answer, (example, answer)
        if command.endswith("/v1/registrations"):
            environment |= {"REFERENCE": answer["reference"], "CODE": answer["code"]}


def _run(command: str, environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        ["sh", "-c", f"{command} --silent --max-time 60"],
        env=environment,
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
