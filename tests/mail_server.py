"""A mail server on a port of this machine, which keeps what it is sent (RFC 5321, as much of it as a client needs)."""

from __future__ import annotations

import email
import email.policy
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from tests.serving import answering


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every e-mail, unless it is told to be full."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.is_full = False
        self.receivers: list[str] = []
        self.mails: list[EmailMessage] = []

    @property
    def address(self) -> str:
        """How Apprise writes it."""
        return f"mailto://127.0.0.1:{self.server_address[1]}?from=zhenghe@example.com"


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        for line in iter(self.rfile.readline, b""):
            words = line.decode().strip()
            match words[:4].upper():
                case "RCPT" if self.server.is_full:
                    self._say("452 no space left")
                case "RCPT":
                    self.server.receivers.append(words.split(":", 1)[1])
                    self._say("250 taken")
                case "DATA":
                    self._say("354 go on")
                    self.server.mails.append(self._read_mail())
                    self._say("250 kept")
                case "QUIT":
                    self._say("221 goodbye")
                    return
                case _:
                    self._say("250 well")

    def _read_mail(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server while it runs."""
    server = MailServer()
    with answering(server):
        yield server
