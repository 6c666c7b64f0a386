"""Pictures of the pages for the README: `SCREENSHOTS=docs/screenshots pytest tests/browser` takes them anew."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

PICTURES_ARE_THERE = """() => [...document.images].every((picture) => {
    const place = picture.getBoundingClientRect();
    const isSeen = place.width > 0 && place.top < innerHeight && place.bottom > 0;
    return !isSeen || (picture.complete && picture.naturalWidth > 0);
})"""
"""Pictures below the screen are loaded when they are scrolled to."""


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
    page.wait_for_function(PICTURES_ARE_THERE)
    page.screenshot(path=folder / f"{name}.jpg", type="jpeg", quality=85)
