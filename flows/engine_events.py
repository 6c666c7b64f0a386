"""Telling the engine what becomes of each document: as far as its server is there, and never at a night's cost.

The engine's own client waits seven seconds for a lost server at every single event, so that a run of two hundred
documents would go on for an hour after its work is done.
"""

from __future__ import annotations

import time

from prefect.events import Event
from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker

REST_SECONDS = 60.0
"""For which a server that was waited for in vain is not asked again."""


class SparingEventsClient(PrefectEventsClient):
    """Waits for a lost server once, which bridges a restart, and then drops what comes until a while has passed."""

    rest_seconds = REST_SECONDS
    _rests_until = 0.0

    async def emit(self, event: Event) -> None:
        """Send one event, unless the server was just waited for in vain."""
        if time.monotonic() < self._rests_until:
            return
        try:
            await super().emit(event)
        except Exception:
            self._rests_until = time.monotonic() + self.rest_seconds
            raise


def spare_lost_servers() -> None:
    """Have the events of this process's tasks sent so, from now on."""
    EventsWorker.set_client_override(SparingEventsClient)
