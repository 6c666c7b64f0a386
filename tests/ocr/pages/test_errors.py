import string

import pytest

from models.errors import DocumentError
from ocr.pages import FileDamaged, FileTooLarge, Limits, PageTooLarge, errors, open_document
from ocr.pages.errors import only_named_errors
from tests.ocr.pages.drawing import encoded, sheet

NAMED = [error for error in DocumentError.__subclasses__() if error.__module__ == errors.__name__]


@pytest.mark.parametrize("error", NAMED)
def test_every_error_tells_the_operator_what_to_do(error: type[DocumentError]) -> None:
    assert issubclass(error, DocumentError)
    assert error.code != DocumentError.code
    fields = {field for _, field, _, _ in string.Formatter().parse(error.message_zh + error.message_en) if field}
    raised = error(**dict.fromkeys(fields, "请重新上传"))
    assert "上传" in raised.chinese
    assert raised.english.endswith((".", "请重新上传"))


def test_codes_are_unique() -> None:
    assert len({error.code for error in NAMED}) == len(NAMED)


@pytest.mark.parametrize("raised", [ValueError, KeyError, RecursionError, OSError, ZeroDivisionError])
def test_whatever_a_decoder_raises_is_damage_without_its_words(raised: type[Exception]) -> None:
    with pytest.raises(FileDamaged) as caught, only_named_errors():
        raise raised("engine text at /some/path")
    assert "engine" not in caught.value.chinese + caught.value.english + str(caught.value)


def test_running_out_of_memory_names_the_page() -> None:
    with pytest.raises(PageTooLarge, match="Page 3"), only_named_errors(3):
        raise MemoryError


def test_a_file_over_the_limit_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(FileTooLarge) as caught:
        open_document(encoded(sheet(200, 200)) + bytes(3 * 1024 * 1024), Limits(max_bytes=2 * 1024 * 1024))
    assert "4MB" in caught.value.chinese
    assert "2MB" in caught.value.chinese
