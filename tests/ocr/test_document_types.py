"""A page is what its title says, in large characters; and a licence also where enough of its labels stand on it."""

from __future__ import annotations

import pytest

from models.findings import DocumentType, TextLine
from ocr.certificates import KINDS
from ocr.document_types import LETTER_TITLE, Title, classify
from tests.ocr.printed import line

BODY = [line("根据有关规定，现就下列事项予以告知", y=300 + 50 * row, height=24) for row in range(12)]
TITLES = [(title, kind.type) for kind in KINDS.values() for title in kind.titles]


def page(*heading: TextLine) -> list[TextLine]:
    return [*heading, *BODY]


def test_the_codes_label_beside_a_part_of_a_title_is_no_title() -> None:
    row = [line("统一社会信用代码", x=80, y=90, height=50), line("营业", x=560, y=80, height=60)]
    assert classify(page(*row)).type is not DocumentType.CREDIT_CODE_CERTIFICATE


@pytest.mark.parametrize(("title", "type_"), TITLES, ids=[title for title, _ in TITLES])
def test_every_title_makes_its_type(title: str, type_: DocumentType) -> None:
    found = classify(page(line(title, x=300, y=80, height=60)))
    assert (found.type, found.text) == (type_, title)
    assert found.confidence == pytest.approx(0.99)


@pytest.mark.parametrize(
    "heading",
    [
        [line("营 业 执 照", x=300, y=80, height=90)],
        [line("营业", x=300, y=80, height=90), line("执照", x=600, y=82, height=90)],
        [line("营业执照（副本）", x=300, y=80, height=60)],
        [line("营业执照", x=300, y=80, height=90), line("（副本）", x=380, y=190, height=40)],
    ],
    ids=["spread", "in two boxes", "副本 beside it", "副本 below it"],
)
def test_a_licence_is_known_however_its_title_is_set(heading: list[TextLine]) -> None:
    assert classify(page(*heading)).type is DocumentType.BUSINESS_LICENCE


@pytest.mark.parametrize(
    "heading",
    [
        [line(LETTER_TITLE, x=200, y=80, height=40)],
        [line(LETTER_TITLE[:13], x=250, y=80, height=40), line(LETTER_TITLE[13:], x=350, y=140, height=40)],
        [line(LETTER_TITLE.replace("厅", "斤"), x=200, y=80, height=40)],
        [line("用户告知承诺书", x=350, y=80, height=40)],
        [line(LETTER_TITLE, x=200, y=80, height=24)],
    ],
    ids=["one line", "two lines", "a misread character", "short", "small"],
)
def test_the_letter_is_known_by_its_title(heading: list[TextLine]) -> None:
    assert classify(page(*heading)).type is DocumentType.COMMITMENT_LETTER


def test_a_title_on_two_lines_is_known_whole_though_it_is_hardly_larger_than_the_text() -> None:
    heading = [line(LETTER_TITLE[:14], x=250, y=80, height=25), line(LETTER_TITLE[14:], x=350, y=120, height=28)]

    assert classify(page(*heading)).text == LETTER_TITLE


def test_a_letter_that_names_certificates_is_a_letter() -> None:
    mention = [line("请提供营业执照、事业单位法人证书等单位登记证书复印件", y=1000, height=24)]
    assert (
        classify([*page(line(LETTER_TITLE, x=200, y=80, height=40)), *mention]).type is DocumentType.COMMITMENT_LETTER
    )


def test_a_long_title_is_known_though_it_is_no_larger_than_the_text() -> None:
    title = "基层群众性自治组织特别法人统一社会信用代码证书"

    assert classify(page(line(title + "(副本)", y=80, height=24))).type is DocumentType.CREDIT_CODE_CERTIFICATE


def test_a_title_in_small_print_makes_no_certificate() -> None:
    assert classify(page(line("营业执照", y=80, height=24))).type is DocumentType.OTHER


def test_a_licence_whose_title_was_not_read_is_known_by_its_labels() -> None:
    labels = ("名称", "类型", "法定代表人", "经营范围", "注册资本", "成立日期", "住所")
    found = classify([line(label, y=100 + 60 * row) for row, label in enumerate(labels)])
    assert found.type is DocumentType.BUSINESS_LICENCE
    assert found.confidence < 0.9
    assert classify([line(label, y=100 + 60 * row) for row, label in enumerate(labels[:2])]).type is DocumentType.OTHER


@pytest.mark.parametrize("lines", [[], [line("　 ")]])
def test_a_page_without_words_is_blank(lines: list[TextLine]) -> None:
    assert classify(lines) == Title(DocumentType.BLANK, confidence=1.0)


@pytest.mark.parametrize("words", ["会议通知", "身份证", "中华人民共和国道路运输证", "承包合同"])
def test_everything_else_is_something_else(words: str) -> None:
    assert classify(page(line(words, x=300, y=80, height=60))).type is DocumentType.OTHER
