"""An office at work: the pages behind their server as in service, a database, an inbox, and people signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from argon2 import PasswordHasher

from flows.workplace import Workplace
from models import accounts
from models.accounts import Role, create_account
from models.database import connect, writing
from models.migrations import upgrade
from models.privacy.keys import use_keys
from models.settings import Settings
from models.store import Store
from tests.serving import served
from tests.soak.round import Crew
from webqueue.application import create_application

PASSWORD = "正确-horse-电池"
_PEOPLE = {"reviewer": Role.REVIEWER, "operator": Role.OPERATOR, "administrator": Role.ADMINISTRATOR}


@contextmanager
def office(folder: Path, database_url: str = "") -> Iterator[Crew]:
    """The office, with its people signed in; at its end nobody serves any more."""
    home = folder / "home"
    home.mkdir(parents=True)
    (folder / "inbox").mkdir()
    chosen = {"home": home, "workers": 2, "least_free_megabytes": 0, "database_url": database_url}
    settings = Settings.model_validate(chosen)
    use_keys(settings)
    accounts._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    workplace = Workplace(settings, connect(settings.database), Store(settings.store))
    upgrade(workplace.engine)
    with writing(workplace.engine) as session:
        for name, role in _PEOPLE.items():
            create_account(session, name, name, role, PASSWORD)
    with _serving(settings) as address:
        people = {name: _signed_in(address, name) for name in _PEOPLE}
        try:
            yield Crew(workplace, folder / "inbox", people)
        finally:
            for client in people.values():
                client.close()
    workplace.engine.dispose()


@contextmanager
def _serving(settings: Settings) -> Iterator[str]:
    application = create_application(settings, start_verification=lambda _: False, engine_answers=lambda: False)
    application.config["WTF_CSRF_ENABLED"] = False
    try:
        with served(application) as address:
            yield address
    finally:
        application.extensions["zhenghe"].engine.dispose()


def _signed_in(address: str, username: str) -> httpx.Client:
    client = httpx.Client(base_url=address, timeout=60, trust_env=False)
    answer = client.post("/sign-in", data={"username": username, "password": PASSWORD})
    if answer.status_code != httpx.codes.FOUND:
        raise LookupError(f"{username} cannot sign in")
    return client
