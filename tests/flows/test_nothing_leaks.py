"""A whole run, from the inbox to the evidence: no file, log, page, address or export tells a number or a password."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from flows.workplace import open_workplace
from models.accounts import Role
from models.audit import SYSTEM
from models.database import connect, reading, writing
from models.email_addresses import address_of, enter_address
from models.privacy.keys import use_keys
from models.settings import Settings
from models.submissions import Submission, current_form
from models.verifications import verification_of
from tests.factories import FORM, new_account, write_folder
from webqueue.application import create_application

pytestmark = pytest.mark.timeout(400)

PASSWORD = "Zh3nghe-Kai"
PERSON = {**FORM["operator"], "password": PASSWORD}
EMAIL_ADDRESS = "zhang.san@mail.example.com"
SECRETS = (PERSON["id_number"], PERSON["mobile"], PASSWORD, "correct horse", EMAIL_ADDRESS)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a nightly run in which everything was logged, and what the run said."""
    folder = tmp_path_factory.mktemp("run")
    write_folder(
        folder / "home" / "inbox", "2026-1", {"certificate.pdf": b"fine", "letter.jpg": b"personal"}, operator=PERSON
    )
    write_folder(
        folder / "home" / "inbox", "2026-2", {"certificate.pdf": b"wrong", "letter.jpg": b"die"}, operator=PERSON
    )
    _enter_address(folder / "home")
    surroundings = {"ZHENGHE_HOME": str(folder / "home"), "ZHENGHE_WORKERS": "1", "ZHENGHE_LOG_LEVEL": "DEBUG"}
    command = [sys.executable, "-m", "tests.flows.stand_in_command", "nightly"]
    done = subprocess.run(command, env={**os.environ, **surroundings}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "home", done.stdout + done.stderr


def _enter_address(home: Path) -> None:
    """The operator of both submissions was there before them, and has entered an e-mail address."""
    workplace = open_workplace(Settings.model_validate({"home": home}))
    with writing(workplace.engine) as session:
        enter_address(session, new_account(session, Role.OPERATOR, PERSON["username"]), EMAIL_ADDRESS, SYSTEM)
    workplace.engine.dispose()


@pytest.fixture(scope="module")
def visitor(run: tuple[Path, str]) -> Iterator[FlaskClient]:
    settings = Settings.model_validate({"home": run[0]})
    use_keys(settings)
    engine = connect(settings.database)
    with writing(engine) as session:
        new_account(session, Role.SUPERVISOR)
    engine.dispose()
    application = create_application(settings, start_verification=lambda _: False)
    application.config["WTF_CSRF_ENABLED"] = False
    client = application.test_client()
    client.post("/sign-in", data={"username": "supervisor", "password": "correct horse"})
    yield client
    application.extensions["zhenghe"].engine.dispose()


def test_the_run_knew_them_and_kept_them_sealed(run: tuple[Path, str]) -> None:
    settings = Settings.model_validate({"home": run[0]})
    engine = connect(settings.database)
    with reading(engine) as session:
        submission = session.get_one(Submission, 1)
        assert current_form(session, submission.id).operator.id_number == PERSON["id_number"]
        assert verification_of(session, 1, 1) is not None
        assert address_of(session, submission.operator_id or 0) == EMAIL_ADDRESS
    engine.dispose()


def test_no_file_of_the_run_and_nothing_that_it_said_tells_them(run: tuple[Path, str]) -> None:
    home, said = run
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {"zhenghe.db", "form.json"} <= {path.name for path in files}
    assert any("prefect" in str(path) for path in files)
    telling = {path.name for path in files if _telling(path.read_bytes())}
    assert telling == set()
    assert _telling(said.encode()) == []


def test_no_page_and_no_address_tells_them(visitor: FlaskClient) -> None:
    addresses = {"/", "/review/", "/review/cases/1", "/review/cases/2", "/review/cases/1/versions", "/no/such/page"}
    seen: set[str] = set()
    while addresses - seen:
        address = min(addresses - seen)
        seen.add(address)
        answer = visitor.get(address, follow_redirects=True)
        assert _telling(answer.data) == [], address
        assert _telling(address.encode()) == []
        found = re.findall(r'href="(/(?:review|system|figures|cases)[^"#]*)"', answer.get_data(as_text=True))
        addresses |= {one.replace("&amp;", "&") for one in found if "/full" not in one and len(seen) < 40}
    assert len(seen) > 10


def test_the_evidence_tells_none_of_them(visitor: FlaskClient) -> None:
    bundle = visitor.post("/review/cases/1/bundle")
    assert bundle.status_code == 200
    with zipfile.ZipFile(io.BytesIO(bundle.data)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert contents
    assert [name for name, content in contents.items() if _telling(content)] == []


def _telling(content: bytes) -> list[str]:
    return [secret for secret in SECRETS if secret.encode() in content]
