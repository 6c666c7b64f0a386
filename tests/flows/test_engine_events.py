"""Events for the engine's server: one that is gone is waited for once, not at every event."""

from __future__ import annotations

import asyncio

import pytest
from prefect.events import Event, Resource
from prefect.events.clients import PrefectEventsClient

from flows.engine_events import SparingEventsClient

EVENT = Event(event="document read", resource=Resource({"prefect.resource.id": "document.1"}))


class Server:
    """Counts what reaches it; a lost one is asked in vain."""

    def __init__(self) -> None:
        self.is_lost = False
        self.asked = 0

    async def take(self, _event: Event) -> None:
        self.asked += 1
        if self.is_lost:
            raise ConnectionRefusedError


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """What stands in for the engine's client and its server."""
    server = Server()
    monkeypatch.setattr(PrefectEventsClient, "emit", server.take)
    return server


@pytest.fixture
def client() -> SparingEventsClient:
    """One that reaches nobody by itself."""
    return SparingEventsClient("http://127.0.0.1:1/api")


def send(client: SparingEventsClient) -> None:
    asyncio.run(client.emit(EVENT))


def test_a_server_that_is_there_hears_of_everything(server: Server, client: SparingEventsClient) -> None:
    for _ in range(3):
        send(client)
    assert server.asked == 3


def test_a_lost_server_is_waited_for_once(server: Server, client: SparingEventsClient) -> None:
    server.is_lost = True
    with pytest.raises(ConnectionRefusedError):
        send(client)
    for _ in range(200):
        send(client)
    assert server.asked == 1


def test_a_server_that_came_back_hears_of_what_follows(server: Server, client: SparingEventsClient) -> None:
    client.rest_seconds = 0.0
    server.is_lost = True
    with pytest.raises(ConnectionRefusedError):
        send(client)
    server.is_lost = False
    send(client)
    assert server.asked == 2
