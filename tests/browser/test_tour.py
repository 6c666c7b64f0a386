"""The tour leaves no page out."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from tests.browser.tour import AFTER_A_FORM, NO_PAGES, TOURS, picture_name
from tests.webqueue.world import make_world
from webqueue.application import create_application

API = "api.v1."
"""Answers programs alone."""


def _application(home: Path) -> Flask:
    return create_application(make_world(home).settings)


def _visited(application: Flask) -> set[str]:
    """The endpoints of the tours' addresses; whatever stands in braces is a number, or a word."""
    map_of_urls = application.url_map.bind("127.0.0.1")
    addresses = [re.sub(r"\{\w+\}", "1", address.partition("?")[0]) for stops in TOURS.values() for address in stops]
    known = [address for address in addresses if map_of_urls.test(address, "GET")]
    assert [address for address in addresses if address not in known] == ["/no/such/page"]
    return {map_of_urls.match(address, "GET")[0] for address in known}


def test_every_page_is_on_a_tour_or_has_a_reason_not_to_be(tmp_path: Path) -> None:
    application = _application(tmp_path)
    pages = {rule.endpoint for rule in application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    pages = {page for page in pages if not page.startswith(API)}
    visited = _visited(application)
    assert pages - visited - AFTER_A_FORM - NO_PAGES.keys() == set()
    assert visited & (AFTER_A_FORM | NO_PAGES.keys()) == set()
    assert (AFTER_A_FORM | NO_PAGES.keys()) - pages == set()


def test_no_two_pictures_have_one_name() -> None:
    names = [picture_name(person, address) for person, stops in TOURS.items() for address in stops]
    assert len(names) == len(set(names))


def test_the_pages_are_shown_as_pictures_and_no_picture_lies_about() -> None:
    folder = Path("docs/screenshots")
    texts = Path("docs/pages.md").read_text(encoding="utf-8") + Path("README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"screenshots/([\w/-]+\.jpg)", texts))
    assert {str(picture.relative_to(folder)) for picture in folder.rglob("*.jpg")} == shown
