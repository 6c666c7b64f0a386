"""Pictures of the pages for the README: `SCREENSHOTS=docs/screenshots pytest tests/browser` takes them anew."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

LARGEST_BYTES = 80_000
QUALITIES = (85, 75, 65, 55, 45)
"""Of the JPEG, the first that is small enough."""
DRAWING_MILLISECONDS = 600
"""For what has arrived to be drawn, and for what moves to come to rest."""


def wanted() -> bool:
    """Whether pictures were asked for."""
    return "SCREENSHOTS" in os.environ


def take(page: Page, name: str) -> None:
    """Take a picture of the page as it is now, where pictures were asked for."""
    if not wanted():
        return
    folder = Path(os.environ["SCREENSHOTS"])
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(DRAWING_MILLISECONDS)
    (folder / f"{name}.jpg").write_bytes(_small_enough(page))


def _small_enough(page: Page) -> bytes:
    return next(
        picture
        for quality in QUALITIES
        if len(picture := page.screenshot(type="jpeg", quality=quality)) <= LARGEST_BYTES or quality == QUALITIES[-1]
    )
