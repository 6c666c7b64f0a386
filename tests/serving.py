"""Servers for as long as a test lasts: an application behind the real one, and small ones of the standard library."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import Flask

from webqueue.server import make_server


@contextmanager
def served(application: Flask) -> Iterator[str]:
    """The address of `application` while it is served."""
    server = make_server(application, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # Only the thread that runs the server may close its sockets. It is told to, and then woken; where it wakes by
        # itself in between, it has closed what it would be woken through.
        with suppress(OSError):
            server.trigger.pull_trigger(server.close)
        thread.join()


@contextmanager
def answering(server: socketserver.BaseServer) -> Iterator[None]:
    """Have `server` answer, then close it."""
    with server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
