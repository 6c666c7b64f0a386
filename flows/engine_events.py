"""Telling the engine what becomes of each document: as far as its server is there, and never at a night's cost.

By itself the engine's client waits seven seconds for a lost server at every single event, so that a run of two hundred
documents would go on for an hour after its work is done.
"""

from __future__ import annotations

from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker


def spare_lost_servers() -> None:
    """Have each event of this process ask for a lost server once, without waiting; what failed is sent once it is back.

    The client has to be the engine's own: events for any other, even one that is made from it, are dropped in silence.
    """
    EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=1)
