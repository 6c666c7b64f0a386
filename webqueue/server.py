"""Serving the pages with waitress."""

from __future__ import annotations

from typing import Any

import waitress
from flask import Flask

from models.migrations import prepare
from models.settings import Settings
from webqueue.application import create_application
from webqueue.gate import largest_upload
from webqueue.services import Services

THREADS = 4
"""Requests that are answered at once: more would only take the interpreter from each other."""


def serve(settings: Settings) -> None:
    """Serve the queue on the address of `settings` until the process is told to stop; a new database gets its tables.

    Raises ConfigurationError where the settings or the database's version do not allow it.
    """
    application = create_application(settings)
    made: Services = application.extensions["zhenghe"]
    prepare(made.engine)
    make_server(application, settings.web_host, settings.web_port).run()


def make_server(application: Flask, host: str, port: int) -> Any:
    """A waitress server that listens already; call its `run`, and `close` to end it. Port 0 takes a free one."""
    made: Services = application.extensions["zhenghe"]
    proxy = made.settings.trusted_proxy
    trusting = {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    return waitress.create_server(
        application,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        # The application refuses what is too large with a page in plain words; twice that is cut off here already.
        max_request_body_size=2 * largest_upload(made.settings.largest_file_megabytes),
        # Without a proxy to trust, what one says stays to be seen: the measurements are not told through it.
        clear_untrusted_proxy_headers=bool(proxy),
        **(trusting if proxy else {}),
    )
