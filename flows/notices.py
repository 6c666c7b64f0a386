"""Telling people something (通知), by Apprise: how a run went, to the addresses of the settings; numbers alone."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence

import structlog

from models.settings import Settings

log = structlog.get_logger()


def send_notice(settings: Settings, title: str, rows: Sequence[tuple[str, int | float]]) -> bool:
    """Send the numbers; False where somebody did not get them, which is logged and stops nothing."""
    addresses = settings.notice_addresses.get_secret_value().split()
    if not addresses:
        return True
    reached = send(addresses, title, "\n".join(f"{name}: {value}" for name, value in rows))
    if not reached:
        log.warning("notice not sent to everybody", addresses=len(addresses))
    return reached


def send(addresses: Collection[str], title: str, body: str) -> bool:
    """Send the text to addresses as Apprise writes them; False where one of them was not reached."""
    # Takes half a second to import, and most systems send nothing.
    from apprise import Apprise, NotifyFormat  # noqa: PLC0415

    # What it says of its own names addresses, and passwords in them.
    logging.getLogger("apprise").disabled = True
    sender = Apprise()
    known = [sender.add(address) for address in addresses]
    return bool(sender.notify(title=title, body=body, body_format=NotifyFormat.TEXT)) and all(known)
