"""Telling people how a run went (通知): by Apprise, to the addresses that the settings name; numbers alone."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from models.settings import Settings

log = structlog.get_logger()


def send_notice(settings: Settings, title: str, rows: Sequence[tuple[str, int | float]]) -> bool:
    """Send the numbers; False where somebody did not get them, which is logged and stops nothing."""
    addresses = settings.notice_addresses.get_secret_value().split()
    if not addresses:
        return True
    # Takes half a second to import, and most systems send no notices.
    from apprise import Apprise  # noqa: PLC0415

    sender = Apprise()
    known = [sender.add(address) for address in addresses]
    sent = bool(sender.notify(title=title, body="\n".join(f"{name}: {value}" for name, value in rows)))
    reached = all(known) and sent
    if not reached:
        log.warning("notice not sent to everybody", addresses=len(addresses))
    return reached
