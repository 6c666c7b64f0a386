"""No file tells where it was written, or fetches from a named registry."""

from __future__ import annotations

import re

from tests.house.project import text_files

HOME_OF_A_DEVELOPER = re.compile(r"(?<![\w.}])/(?:home|Users|root|work)/\w+")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|npm[j]s\.|deb\.debian\.org|rubygems\.org")


def test_no_file_names_a_path_of_a_developers_machine() -> None:
    assert [str(path) for path, text in text_files() if HOME_OF_A_DEVELOPER.search(text)] == []


def test_no_file_names_a_package_registry() -> None:
    assert [str(path) for path, text in text_files() if REGISTRY.search(text)] == []
