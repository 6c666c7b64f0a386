"""Sending to addresses that somebody typed: what is refused, whatever name it goes by."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import outgoing
from flows.outgoing import AddressForbidden, NotSent, allowed_address, is_public, post
from tests.serving import answering


class _Receiver(BaseHTTPRequestHandler):
    received: list[bytes]
    status = 204

    def do_POST(self) -> None:
        self.received.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[HTTPServer]:
    _Receiver.received, _Receiver.status = [], 204
    server = HTTPServer(("127.0.0.1", 0), _Receiver)
    with answering(server):
        yield server


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_addresses_that_nothing_is_sent_to(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "114.114.114.114", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_no_private_address_is_public_under_an_ipv6_name(address: Any) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@pytest.mark.parametrize("name", ["localhost", "127.1", "0x7f000001", "2130706433", "[::1]"])
def test_another_spelling_leads_to_the_same_refusal(name: str) -> None:
    with pytest.raises((AddressForbidden, NotSent)):
        allowed_address(name, 443, ())


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(AddressForbidden):
        allowed_address("mixed.example", 443, ())


def test_the_name_is_asked_for_once_and_the_connection_goes_there(
    receiver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1", port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert post(f"http://inside.example:{receiver.server_port}/", b"{}", {}, {"inside.example"}) == 204
    assert [name for name in asked if name == "inside.example"] == ["inside.example"]


def test_nothing_is_sent_to_this_machine_unless_it_is_named(receiver: HTTPServer) -> None:
    url = f"http://127.0.0.1:{receiver.server_port}/"
    with pytest.raises(AddressForbidden):
        post(url, b"{}", {}, ())
    assert post(url, b'{"id":1}', {"Content-Type": "application/json"}, {"127.0.0.1"}) == 204
    assert _Receiver.received == [b'{"id":1}']


def test_no_redirection_is_followed(receiver: HTTPServer) -> None:
    _Receiver.status = 302
    assert post(f"http://127.0.0.1:{receiver.server_port}/", b"{}", {}, {"127.0.0.1"}) == 302
    assert len(_Receiver.received) == 1


def test_nobody_there_is_told_in_a_word(receiver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(NotSent, match=r"^ConnectError$"):
        post(f"http://127.0.0.1:{port}/", b"{}", {}, {"127.0.0.1"})
    with pytest.raises(NotSent, match=r"^NameUnknown$"):
        post("https://no-such-name.invalid/", b"{}", {}, ())
    monkeypatch.setattr(outgoing, "SECONDS", 0.2)
    with pytest.raises(NotSent):
        post(f"https://127.0.0.1:{receiver.server_port}/", b"{}", {}, {"127.0.0.1"})
