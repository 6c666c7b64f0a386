"""What stands on a line beside a text that is on it, and what stands between its characters."""

import pytest

from ocr.surplus import holds_more
from tests.ocr.lines import CHARACTERS, spoken


@pytest.mark.parametrize("line", ["职称评审系统", "注册职称评审", "职称耿评审"])
def test_a_line_on_which_more_is_written_holds_more(line: str) -> None:
    assert holds_more("职称评审", [spoken(line)], CHARACTERS)


@pytest.mark.parametrize("line", ["职称评审", "职称(评审)"])
def test_a_line_of_the_text_and_marks_alone_holds_no_more(line: str) -> None:
    assert not holds_more("职称评审", [spoken(line)], CHARACTERS)


def test_what_one_view_alone_shows_between_characters_is_none() -> None:
    views = [spoken("职称评审"), spoken("职称评审"), spoken("职称耿评审")]

    assert not holds_more("职称评审", views, CHARACTERS)
