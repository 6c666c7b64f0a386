"""What the pages work with: one set for an application, handed to services as arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app
from sqlalchemy import Engine

from models.settings import Settings
from models.store import Store
from webqueue.entrance.authentication import Authentication
from webqueue.entrance.second_step import SecondStep


@dataclass(frozen=True)
class Services:
    """The database, the store, and the ways to start something."""

    settings: Settings
    engine: Engine
    store: Store
    start_verification: Callable[[int], bool]
    """Begins reading a submission; False where it must wait for the next run."""
    start_trial: Callable[[int], bool]
    """Begins a trial of the rules; False where it must wait for the next run."""
    authentication: Authentication
    second_step: SecondStep
    engine_answers: Callable[[], bool]
    """Whether the server that runs are started on is there."""


def services() -> Services:
    """The services of the application that answers this request."""
    return cast(Services, current_app.extensions["zhenghe"])
