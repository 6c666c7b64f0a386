"""Saved filters: of one person, or for all."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from models.accounts import Role
from models.database import reading, writing
from models.saved_filters import (
    MOST_SAVED,
    FilterName,
    FilterNameTaken,
    TooManyFilters,
    filters_for,
    remove_filter,
    rename_filter,
    save_filter,
)
from tests.factories import new_account


@pytest.fixture
def people(engine: Engine) -> Engine:
    """A reviewer, 1, and a supervisor, 2."""
    with writing(engine) as session:
        new_account(session, Role.REVIEWER)
        new_account(session, Role.SUPERVISOR)
    return engine


def _names(engine: Engine, account_id: int) -> list[str]:
    with reading(engine) as session:
        return [saved.name for saved in filters_for(session, account_id)]


def test_everybody_finds_the_own_ones_and_those_for_all(people: Engine) -> None:
    with writing(people) as session:
        save_filter(session, 2, "重点", {"verdict": "fail"}, shared=True)
        save_filter(session, 2, "自留", {})
        save_filter(session, 1, "  我的  待办 ", {"area": "云溪区"})
    assert _names(people, 1) == ["我的 待办", "重点"]
    assert _names(people, 2) == ["重点", "自留"]


def test_a_filter_is_renamed_and_removed(people: Engine) -> None:
    with writing(people) as session:
        saved = save_filter(session, 1, "待办", {})
        rename_filter(session, saved, "今日")
    assert _names(people, 1) == ["今日"]
    with writing(people) as session:
        remove_filter(session, filters_for(session, 1)[0])
    assert _names(people, 1) == []


@pytest.mark.parametrize("name", ["", "  ", "长" * 21])
def test_a_filter_needs_a_name(people: Engine, name: str) -> None:
    with pytest.raises(FilterName), writing(people) as session:
        save_filter(session, 1, name, {})


def test_a_name_is_given_once_a_person(people: Engine) -> None:
    with writing(people) as session:
        save_filter(session, 1, "待办", {})
        save_filter(session, 2, "待办", {})
        other = save_filter(session, 1, "另一", {}).id
    with pytest.raises(FilterNameTaken), writing(people) as session:
        save_filter(session, 1, "待办", {})
    with pytest.raises(FilterNameTaken), writing(people) as session:
        rename_filter(session, next(each for each in filters_for(session, 1) if each.id == other), "待办")
    assert _names(people, 1) == ["待办", "另一"]


def test_there_are_no_more_than_the_list_can_count(people: Engine) -> None:
    with writing(people) as session:
        for number in range(MOST_SAVED):
            save_filter(session, 1, f"筛选{number}", {})
    with pytest.raises(TooManyFilters), writing(people) as session:
        save_filter(session, 1, "再一个", {})
