"""Each language has every text, once and whole; `make translations` lists what is new."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from webqueue.cases.advice import TO_REVIEWER
from webqueue.language.catalogue import as_source, compiled, read_translations, renewed, texts, translation_file
from webqueue.language.choosing import LANGUAGES, SOURCE

TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
OF_MARKUP = re.compile(r'["<>&]')
"""A text may come to stand in an attribute, so that it holds nothing that ends one."""
FULL_WIDTH = re.compile("[，。；：？！（）]")
CHINESE = re.compile("[\u3400-\u9fff]")
IN_BRACKETS = re.compile(r"\([^()]*\)")


def _strings(value: object) -> tuple[str, ...]:
    """The forms of a text or of its translation: one, or one for each number."""
    if isinstance(value, str):
        return (value,)
    assert isinstance(value, tuple | list)
    return tuple(str(form) for form in value)


def _messages(language: str) -> Iterator[Message]:
    return (message for message in read_translations(language) if message.id)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_today_is_in_the_catalogue_and_no_other(language: str) -> None:
    today = {_strings(message.id)[0] for message in texts() if message.id}
    assert {_strings(message.id)[0] for message in _messages(language)} == today, "run `make translations`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_missing_or_unsure(language: str) -> None:
    lacking = [message.id for message in _messages(language) if not all(_strings(message.string)) or message.fuzzy]
    assert lacking == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_source(language: str) -> None:
    different = [
        (message.id, form)
        for message in _messages(language)
        for form in _strings(message.string)
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(_strings(message.id)[0]))
    ]
    assert different == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_can_end_an_attribute(language: str) -> None:
    ending = [
        form
        for message in _messages(language)
        for form in (*_strings(message.id), *_strings(message.string))
        if OF_MARKUP.search(form)
    ]
    assert ending == []


def test_chinese_stands_in_brackets_in_english() -> None:
    outside = [
        form
        for message in _messages("en")
        for form in _strings(message.string)
        if CHINESE.search(IN_BRACKETS.sub("", form)) or FULL_WIDTH.search(IN_BRACKETS.sub("", form))
    ]
    assert outside == []


def test_what_is_asked_of_the_reviewer_can_be_left_out_in_english_too() -> None:
    """An operator is told what is wrong without what a reviewer has to do about it."""
    of_checks = [
        message for message in _messages("en") if any(path.startswith("ocr/") for path, _ in message.locations)
    ]
    unlike = [
        message.id
        for message in of_checks
        if bool(TO_REVIEWER.search(_strings(message.id)[0])) != bool(TO_REVIEWER.search(_strings(message.string)[0]))
    ]
    assert unlike == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_is_written_and_compiled_as_it_stands(language: str) -> None:
    source = translation_file(language)
    assert source.read_bytes() == as_source(renewed(language)), "run `make translations`"
    assert source.with_suffix(".mo").read_bytes() == compiled(renewed(language)), "run `make translations`"
