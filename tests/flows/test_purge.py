"""What was never handed in goes after its time, with everything that hung on it, and a certificate stays."""

from __future__ import annotations

import datetime as dt
import json
import os
import time

import pytest
from sqlalchemy import func, select, update

from flows.doctor.contents import ailments_of_contents, examine_contents
from flows.doctor.records import examine_records
from flows.purge import due, purge
from flows.workplace import Workplace
from models.base import now
from models.database import reading, writing
from models.deletion_certificates import DeletionCertificate, broken_certificates
from models.migrations.tables import all_tables
from models.registrations import Registration
from models.submissions import Submission
from tests.models.steps.employers import TYPED, attached, saved, submitted, verify

LONG_AGO = now() - dt.timedelta(days=91)


def age(workplace: Workplace) -> None:
    """All registrations were last touched long ago."""
    with writing(workplace.engine) as session:
        session.execute(update(Registration).values(changed_at=LONG_AGO))


def counts(workplace: Workplace) -> dict[str, int]:
    with reading(workplace.engine) as session:
        tables = all_tables().sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_what_was_never_handed_in_goes_with_everything_that_hung_on_it(workplace: Workplace) -> None:
    before = counts(workplace)
    with writing(workplace.engine) as session:
        registration = attached(session, workplace.store)
        verify(session, registration)
        reference = registration.reference
    age(workplace)
    assert due(workplace) == (("draft", reference),)
    (certificate,) = purge(workplace)
    after = counts(workplace)
    assert {name: after[name] for name in after if name not in ("life_event", "deletion_certificate")} == {
        name: before[name] for name in before if name not in ("life_event", "deletion_certificate")
    }
    assert list(workplace.store.contents()) == []
    assert certificate.removed["rows"]["document"] == 2
    assert len(certificate.removed["contents"]) == 2
    assert examine_records(workplace) == []
    assert ailments_of_contents(examine_contents(workplace)) == []
    assert purge(workplace) == ()


def test_the_certificate_is_a_row_and_a_file_that_tell_nothing_of_anybody(workplace: Workplace) -> None:
    with writing(workplace.engine) as session:
        attached(session, workplace.store)
        attached(session, workplace.store)
    age(workplace)
    first, second = purge(workplace)
    files = sorted((workplace.settings.home / "deletions").iterdir())
    contents = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    assert [content["hash"] for content in contents] == [first.hash, second.hash]
    assert second.previous_hash == first.hash
    assert not any(TYPED[name] in str(contents) for name in ("name", "id_number", "mobile", "username"))
    with writing(workplace.engine) as session:
        assert broken_certificates(session) == ()
        session.execute(update(DeletionCertificate).where(DeletionCertificate.id == 2).values(subject="another"))
        assert broken_certificates(session) == (2,)


def test_what_is_young_or_was_handed_in_stays(workplace: Workplace) -> None:
    with writing(workplace.engine) as session:
        submitted(session, workplace.store)
    age(workplace)
    with writing(workplace.engine) as session:
        saved(session, workplace.store, {"credit_code": "91430600MA4L1PCY1D"})
    assert purge(workplace) == ()
    with reading(workplace.engine) as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 2


def test_a_content_that_another_submission_names_stays(workplace: Workplace) -> None:
    with writing(workplace.engine) as session:
        kept, gone = submitted(session, workplace.store), attached(session, workplace.store, {"username": "other01"})
        documents = all_tables().tables["document"].c
        shared = session.scalars(select(documents.sha256).where(documents.submission_id == kept.submission_id)).all()[0]
        session.execute(
            update(all_tables().tables["document"])
            .where(documents.submission_id == gone.submission_id)
            .values(sha256=shared)
        )
        assert kept.submission_id != gone.submission_id
    age(workplace)
    purge(workplace)
    assert workplace.store.has(shared)


def test_old_folders_of_what_was_taken_in_go_too(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = workplace.settings.home / "inbox-taken"
    (taken / "2026-1").mkdir(parents=True)
    (taken / "2026-1" / "letter.jpg").write_bytes(b"letter")
    (taken / "link").symlink_to(taken / "2026-1")
    assert purge(workplace) == ()
    later = time.time() + 31 * 86_400
    monkeypatch.setattr("flows.purge.time.time", lambda: later)
    (certificate,) = purge(workplace)
    assert (certificate.kind, certificate.subject) == ("taken", "2026-1")
    assert not (taken / "2026-1").exists()
    assert os.path.lexists(taken / "link")


def test_nothing_is_removed_on_a_dry_run(workplace: Workplace) -> None:
    with writing(workplace.engine) as session:
        attached(session, workplace.store)
    age(workplace)
    before = counts(workplace)
    assert len(due(workplace)) == 1
    assert counts(workplace) == before
