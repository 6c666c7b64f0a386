"""What was handed in and decided leaves when its time is over, then its record; and at once on the person's wish."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from flows.commands.person import person
from flows.doctor.contents import ailments_of_contents, examine_contents
from flows.doctor.records import examine_records
from flows.purge import due, erase, purge
from flows.workplace import Workplace
from models.accounts import find_account
from models.applications import ApplicationAttachment, TitleApplication
from models.audit import SYSTEM, Actor, broken_links
from models.base import now
from models.corrections import ReadingCorrection, correct_reading
from models.database import reading, writing
from models.deletion_certificates import broken_certificates
from models.email_addresses import address_of, enter_address
from models.findings import Slot
from models.intake import keep_file
from models.life_cycles.application import ApplicationState
from models.life_cycles.table import Party
from models.migrations.tables import all_tables
from models.privacy.person import data_of
from models.review import Outcome, decisions_of
from models.steps.applying import attach
from models.submissions import FormVersion, Submission
from tests.models.steps.applications import draft, id_number, operator
from tests.models.steps.employers import new_employer, new_operator
from tests.webqueue.world import ID_NUMBER, MOBILE, World, add_case, correct, decide_case, make_world
from webqueue.application import create_application

DAYS = {"approved": 3650, "rejected": 1095, "returned": 365}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, keep_record_days=100_000)


@pytest.fixture
def workplace(world: World) -> Workplace:
    return Workplace(world.settings, world.engine, world.store)


def pass_days(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """So many days from now."""
    for module in ("clearing", "attachment_retention"):
        monkeypatch.setattr(f"models.privacy.{module}.now", lambda: now() + dt.timedelta(days=days))


def decided_case(world: World, outcome: Outcome) -> int:
    """A case of which a number was corrected by hand, decided."""
    case = add_case(world)
    with writing(world.engine) as session:
        submission = session.get_one(Submission, case)
        by = Actor("reviewer", "reviewer", world.reviewer.id)
        correct_reading(session, submission, 1, (Slot.LETTER, "field.id_number"), ID_NUMBER, by)
    decide_case(world, case, outcome)
    return case


def count(world: World, table: str) -> int:
    with reading(world.engine) as session:
        return session.scalar(select(func.count()).select_from(all_tables().tables[table])) or 0


@pytest.mark.parametrize("state", DAYS)
def test_documents_and_numbers_leave_after_the_time_of_their_class(
    world: World, workplace: Workplace, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = decided_case(world, Outcome(state))
    pass_days(monkeypatch, DAYS[state] - 1)
    assert purge(workplace) == ()
    pass_days(monkeypatch, DAYS[state] + 1)
    assert due(workplace) == (("submission", world.state(case).reference),)
    (certificate,) = purge(workplace)
    assert (certificate.kind, certificate.rule) == ("submission", f"ZHENGHE_KEEP_{state.upper()}_DAYS={DAYS[state]}")
    assert list(world.store.contents()) == []
    gone = ("document", "page", "reading", "reading_correction", "check_result", "original", "seal_impression")
    assert {table: count(world, table) for table in gone} == dict.fromkeys(gone, 0)
    with reading(world.engine) as session:
        form = session.scalars(select(FormVersion)).one()
        assert (form.id_hash, form.form["operator"]["id_number"], form.form["unit_name"] != "") == ("", "", True)
        assert len(decisions_of(session, case)) == 1
        assert broken_links(session) == ()
    assert examine_records(workplace) == []
    assert ailments_of_contents(examine_contents(workplace)) == []
    assert purge(workplace) == ()


def test_what_somebody_waits_for_stays_however_old(
    world: World, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_case(world)
    pass_days(monkeypatch, 10_000)
    assert purge(workplace) == ()


def test_what_came_back_after_it_was_cleared_is_cleared_again(
    world: World, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = decided_case(world, Outcome.RETURNED)
    pass_days(monkeypatch, 400)
    assert len(purge(workplace)) == 1
    correct(world, case, ())
    assert purge(workplace) == ()
    with writing(world.engine) as session:
        assert session.get_one(Submission, case).revision == 2


def test_the_record_leaves_after_its_own_time_and_the_certificates_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world(tmp_path / "shorter", keep_record_days=1000)
    workplace = Workplace(world.settings, world.engine, world.store)
    decided_case(world, Outcome.REJECTED)
    pass_days(monkeypatch, 1096)
    first, second = purge(workplace)
    assert [first.kind, second.kind] == ["submission", "record"]
    assert count(world, "submission") == count(world, "event") == count(world, "decision") == 0
    assert count(world, "clearing") == 1
    with reading(world.engine) as session:
        assert broken_certificates(session) == ()
    told = "".join(file.read_text(encoding="utf-8") for file in (world.settings.home / "deletions").iterdir())
    assert ID_NUMBER not in told
    assert "张三" not in told


def test_nothing_of_a_case_is_removed_past_the_clearing(world: World) -> None:
    decided_case(world, Outcome.APPROVED)
    with pytest.raises(IntegrityError), writing(world.engine) as session:
        session.execute(text("delete from reading_correction"))


def test_a_cleared_case_can_be_looked_at(world: World, workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    case = decided_case(world, Outcome.APPROVED)
    pass_days(monkeypatch, 4000)
    purge(workplace)
    application = create_application(world.settings, start_verification=lambda _: False)
    application.config["WTF_CSRF_ENABLED"] = False
    client = application.test_client()
    client.post("/sign-in", data={"username": "supervisor", "password": "正确-horse-电池"})
    addresses = (f"/review/cases/{case}", f"/review/cases/{case}/versions", "/review/?state=all")
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
    assert "张三" not in client.get(f"/review/cases/{case}").text


def ended_application(world: World) -> int:
    """An application of an applicant that came to its end, with an attachment."""
    with writing(world.engine) as session:
        employer = new_employer(session, "岳阳市另一示例有限公司")
        application = draft(session, employer)
        file = keep_file(world.store, b"degree", "degree.jpg")
        attach(session, application, "学历证书", file, (Party.OPERATOR, operator(session, employer, "another").actor))
        session.execute(text("drop trigger title_application_state_follows"))
        application.state = ApplicationState.UPPER_APPROVED.value
        return application.id


def test_attachments_leave_some_time_after_their_application_ended(
    world: World, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = ended_application(world)
    pass_days(monkeypatch, 1094)
    assert purge(workplace) == ()
    pass_days(monkeypatch, 1096)
    assert due(workplace) == (("attachments", str(number)),)
    (certificate,) = purge(workplace)
    assert (certificate.kind, len(certificate.removed["contents"])) == ("attachments", 1)
    with reading(world.engine) as session:
        assert session.scalars(select(ApplicationAttachment)).all() == []
    assert list(world.store.contents()) == []


def test_on_the_persons_wish_what_may_go_goes_at_once_and_what_stays_is_named(
    world: World, workplace: Workplace
) -> None:
    decided_case(world, Outcome.REJECTED)
    waiting = add_case(world)
    done = erase(workplace, ID_NUMBER)
    assert [(one.kind, one.removed is not None) for one in done] == [("submission", True), ("submission", False)]
    assert done[1].reason == "it is being decided on"
    with reading(world.engine) as session:
        left = data_of(session, ID_NUMBER)["submissions"]
        assert [one["reference"] for one in left] == [world.state(waiting).reference]
        assert session.scalar(select(func.count()).select_from(ReadingCorrection)) == 0


def test_an_e_mail_address_goes_even_where_the_account_stays(world: World, workplace: Workplace) -> None:
    with writing(world.engine) as session:
        new_operator(session, new_employer(session), "yyoperator", "430602199001010021")
        account = find_account(session, "yyoperator")
        assert account is not None
        enter_address(session, account, "zhang@example.com", SYSTEM)
    done = erase(workplace, "430602199001010021")
    assert [(one.kind, one.removed is not None) for one in done] == [("operator", False), ("email_address", True)]
    with reading(world.engine) as session:
        assert address_of(session, account.id) == ""
    written = "".join(path.read_text() for path in (workplace.settings.home / "deletions").iterdir())
    assert "email_address" in written
    assert "example.com" not in written


def test_an_applicant_is_forgotten_and_may_apply_again(world: World, workplace: Workplace) -> None:
    number = ended_application(world)
    (one,) = erase(workplace, id_number(1))
    assert (one.kind, one.subject, one.removed is not None) == ("application", str(number), True)
    with reading(world.engine) as session:
        kept = session.get_one(TitleApplication, number)
        assert (kept.name, kept.id_number, kept.mobile, kept.details) == ("", "", "", "")
        assert not any(data_of(session, id_number(1)).values())
    assert erase(workplace, id_number(1)) == ()
    assert erase(workplace, "") == ()


def test_the_command_says_first_and_removes_then(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    decided_case(world, Outcome.REJECTED)
    monkeypatch.setenv("ZHENGHE_HOME", str(world.settings.home))
    for options, left in ((["--dry-run"], 2), ([], 0)):
        said = CliRunner().invoke(person, ["delete", *options], input=f"{ID_NUMBER}\n", standalone_mode=False)
        assert said.exception is None
        assert "removed" in said.output
        assert MOBILE not in json.dumps(said.output)
        assert count(world, "document") == left
