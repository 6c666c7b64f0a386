"""What a certificate's page says where its lines were not found whole."""

from __future__ import annotations

import numpy as np
import pytest

from models.findings import DocumentType
from models.form import Form
from ocr.certificate_values import read_values
from ocr.pages import Page
from ocr.readers import Readers
from ocr.stopwatch import Stopwatch
from tests.ocr.printed import line, paper, set_on


@pytest.mark.parametrize(
    ("printed", "read"),
    [("自2023年11月26日至2027年11月25日", "至2027年11月25日"), ("自2023年11月26日", "自20")],
    ids=["the end is there", "no end is there"],
)
def test_a_term_whose_beginning_alone_was_found_is_read_along_its_row(
    printed: str, read: str, readers: Readers
) -> None:
    picture = set_on(paper(1400, 400), printed, x=400, y=200, size=40)
    page = Page(1, np.asarray(picture, np.uint8), b"", "0" * 64)
    lines = (line("有效期限", x=100, y=200, height=40), line("自20", x=400, y=200, height=40))
    type_ = DocumentType.PRIVATE_NON_ENTERPRISE_CERTIFICATE
    values = read_values(page, lines, type_, Readers(readers.first), Form(), Stopwatch())
    assert values.fields["validity"].text.endswith(read)


def test_an_address_of_which_no_line_was_found_is_looked_for_again(readers: Readers) -> None:
    address = "湖南省岳阳市岳阳楼区示例路１号"
    picture = set_on(paper(1400, 500), "名称", x=100, y=100, size=40)
    for text, x, y in (("岳阳市示例技术有限公司", 400, 100), ("住所", 100, 200), (address, 400, 200)):
        picture = set_on(picture, text, x=x, y=y, size=40)
    page = Page(1, np.asarray(picture, np.uint8), b"", "0" * 64)
    lines = (line("名称", x=100, y=100, height=40), line("岳阳市示例技术有限公司", x=400, y=100, height=40))
    values = read_values(page, lines, DocumentType.BUSINESS_LICENCE, Readers(readers.first), Form(), Stopwatch())

    assert values.fields["address"].text.startswith("湖南省岳阳市岳阳楼区示例路")
