"""What a person can set or call is explained in docs/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from flows.command_line import zhenghe
from models.settings import Settings
from tests.house.project import ROOT

DOCUMENTS = ROOT / "docs"


def _settings() -> dict[str, str]:
    """Name and default of each setting, as they must stand in the table of docs/settings.md."""
    fields = Settings.model_fields.items()
    return {f"ZHENGHE_{name.upper()}": _written(field.get_default(call_default_factory=True)) for name, field in fields}


def _written(default: object) -> str:
    text = "" if default is None else str(default)
    text = text.lower() if isinstance(default, bool) else text
    return text.removesuffix(".0")


def _documented_settings() -> dict[str, str]:
    rows = re.findall(r"^\| `(ZHENGHE_\w+)` \| (?:`([^`]*)`|—) \|", _document("settings.md"), flags=re.MULTILINE)
    return dict(rows)


def _commands(command: click.Command, words: tuple[str, ...]) -> Iterator[str]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _commands(inner, (*words, name))
    else:
        yield " ".join(words)


def _make_targets() -> list[str]:
    return re.findall(r"^([a-z-]+):.* ## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


def _documented_commands(program: str) -> list[str]:
    """The commands that start a row of a table, as far as their small letters go: `zhenghe verify` of its long form."""
    rows = re.findall(rf"^\| `({program}(?: [a-z][a-z-]*)+)(?=[ `])", _document("commands.md"), flags=re.MULTILINE)
    return sorted(rows)


def _document(name: str) -> str:
    return (DOCUMENTS / name).read_text(encoding="utf-8")


def test_every_setting_is_explained_with_its_default() -> None:
    assert _documented_settings() == _settings()


def test_every_command_is_explained_and_no_other() -> None:
    assert _documented_commands("zhenghe") == sorted(_commands(zhenghe, ("zhenghe",)))


def test_every_make_target_is_explained_and_no_other() -> None:
    assert _documented_commands("make") == sorted(f"make {target}" for target in _make_targets())


def test_no_make_target_lacks_its_line_in_the_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)
    assert declared is not None
    assert sorted(declared[1].split()) == sorted(_make_targets())


@pytest.mark.parametrize("path", [*sorted(DOCUMENTS.rglob("*.md")), ROOT / "README.md"], ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
