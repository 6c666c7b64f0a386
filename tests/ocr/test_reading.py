"""A document is read from its bytes to its findings, as drawn specimens are known to be."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any, NamedTuple

import pikepdf
import pytest
from PIL import Image

from models.errors import DocumentError
from models.findings import DocumentReading, DocumentType, SealOwner, from_json, to_json
from models.form import Form, read_form
from ocr.marking import REQUIRED
from ocr.pages import Limits, decode_picture
from ocr.reading import ReadDocument, Readers, build_readers, read_document
from tests.flows import bad_files
from tests.ocr.printed import paper, set_on
from tests.specimens.case import Case, draw_case
from tests.specimens.marking import overlap

KEPT_CLEAR = ("code", "name", "address")
TYPED = Form(credit_code="91430602MA4TT0009T", unit_name="岳阳市示例技术有限公司")


def a_clear_case() -> Case:
    """The first drawn submission whose certificate is marked in print, and clear where the tests look at it."""
    certificates = ((case, case.truth["documents"]["certificate"]) for case in drawn())
    return next(case for case, truth in certificates if truth["marking"]["style"] == "typed" and not crossed(truth))


def drawn() -> Iterator[Case]:
    return (draw_case(seed, "clean", "born_digital", "licence_landscape") for seed in count(7))


def crossed(truth: Mapping[str, Any]) -> bool:
    over = [truth["marking"]["box"], *(seal["box"] for seal in truth["seals"])]
    return any(overlap(box, truth["boxes"][name]) for box in over for name in KEPT_CLEAR)


class Specimen(NamedTuple):
    """A drawn document as it was handed in, what was typed, what it truly holds, and what was read on it."""

    content: bytes
    form: Form
    truth: dict[str, Any]
    read: ReadDocument

    @property
    def reading(self) -> DocumentReading:
        return self.read.reading


@pytest.fixture(scope="module")
def case() -> Case:
    return a_clear_case()


def specimen(case: Case, slot: str, readers: Readers) -> Specimen:
    content = next(content for name, content in case.files.items() if name.startswith(slot))
    form = read_form(json.dumps(case.form).encode()).form
    return Specimen(content, form, case.truth["documents"][slot], read_document(content, readers, form=form))


@pytest.fixture(scope="module")
def certificate(case: Case, readers: Readers) -> Specimen:
    return specimen(case, "certificate", readers)


@pytest.fixture(scope="module")
def letter(case: Case, readers: Readers) -> Specimen:
    return specimen(case, "letter", readers)


def both(*contents: bytes) -> bytes:
    """One PDF of the pages of several."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        for content in contents:
            with pikepdf.open(io.BytesIO(content)) as part:
                document.pages.extend(part.pages)
        document.save(out)
    return out.getvalue()


def test_a_licence_is_read_as_it_stands(certificate: Specimen) -> None:
    reading, truth = certificate.reading, certificate.truth
    assert reading.type is DocumentType.BUSINESS_LICENCE
    assert reading.title.startswith("营业执照")
    assert reading.credit_code is not None
    assert reading.credit_code.text == truth["credit_code"]
    assert reading.unit_name is not None
    assert reading.unit_name.text == truth["unit_name"]
    assert {seal.owner.value for seal in reading.seals} == {seal["owner"] for seal in truth["seals"]}
    assert (reading.marking.found, reading.marking.text) == (True, REQUIRED)


def test_a_letter_is_read_as_it_was_filled_in(letter: Specimen) -> None:
    reading, truth = letter.reading, letter.truth["fields"]
    assert reading.type is DocumentType.COMMITMENT_LETTER
    found = {name: field.text for name, field in reading.fields.items()}
    for name in ("unit_name", "credit_code", "operator_name", "id_number", "mobile"):
        assert found[name] == truth[name]
    assert found["date"].count("-") == 2
    assert [seal.owner for seal in reading.seals if seal.owner is SealOwner.UNIT]
    assert not reading.marking.found


def test_every_picture_that_is_named_is_there_under_its_hash(certificate: Specimen) -> None:
    reading, pictures = certificate.reading, certificate.read.pictures
    named = {page.sha256 for page in reading.pages}
    named |= {sha256 for seal in reading.seals for sha256 in (seal.unrolled, seal.impression) if sha256}
    assert named == set(pictures)
    for sha256, picture in pictures.items():
        assert hashlib.sha256(picture).hexdigest() == sha256
        assert decode_picture(picture).ndim == 3


def test_findings_lie_on_the_picture_of_their_page(certificate: Specimen) -> None:
    reading = certificate.reading
    (page,) = reading.pages
    assert reading.credit_code is not None
    boxes = [reading.credit_code.box, reading.marking.box]
    boxes += [seal.box for seal in reading.seals] + [line.box for line in reading.lines]
    for box in boxes:
        assert box is not None
        x, y, width, height = box
        assert 0 <= x <= x + width <= page.width
        assert 0 <= y <= y + height <= page.height


def test_what_read_is_named_and_each_stage_is_timed(certificate: Specimen, letter: Specimen) -> None:
    assert {"rapidocr", "tesseract"} <= set(certificate.reading.engines)
    assert {"pages", "lines", "seals", "quality", "code", "marking", "qr"} <= set(certificate.reading.timings)
    assert {"pages", "lines", "seals", "quality", "fields"} <= set(letter.reading.timings)
    assert all(seconds >= 0 for seconds in certificate.reading.timings.values())


@pytest.mark.parametrize("slot", ["certificate", "letter"])
def test_a_reading_comes_back_from_json_as_it_was(slot: str, request: pytest.FixtureRequest) -> None:
    reading = request.getfixturevalue(slot).reading
    assert from_json(DocumentReading, json.loads(json.dumps(to_json(reading)))) == reading


def test_what_was_typed_mends_no_reading(certificate: Specimen, readers: Readers) -> None:
    other = replace(certificate.form, credit_code="91430600MA4L1PCY1D", unit_name="长沙市样品贸易有限公司")
    again = read_document(certificate.content, readers, form=other).reading
    assert again.credit_code is not None
    assert again.credit_code.text == certificate.truth["credit_code"]
    assert again.unit_name is not None
    assert again.unit_name.text == certificate.truth["unit_name"]
    assert SealOwner.UNIT not in {seal.owner for seal in again.seals}


def test_pages_of_one_file_are_read_together_in_any_order(
    certificate: Specimen, letter: Specimen, readers: Readers
) -> None:
    reading = read_document(both(letter.content, certificate.content), readers, form=certificate.form).reading
    assert [page.number for page in reading.pages] == [1, 2]
    assert reading.type is DocumentType.BUSINESS_LICENCE
    assert reading.credit_code is not None
    assert (reading.credit_code.text, reading.credit_code.page) == (certificate.truth["credit_code"], 2)
    assert {seal.page for seal in reading.seals} == {1, 2}
    assert {line.page for line in reading.lines} == {1, 2}


def a_letter_on_two_pages(code_on_the_first: str) -> bytes:
    """The title on the first page, whose code may be blank; name and code on the second one, which bears no title."""
    pages = (
        ["湖南人社公共服务网上服务大厅用户告知承诺书", f"统一社会信用代码：{code_on_the_first}", "本单位郑重承诺："],
        ["用户信息", f"单位名称：{TYPED.unit_name}", f"统一社会信用代码：{TYPED.credit_code}"],
    )
    pictures = []
    for lines in pages:
        picture = paper(1240, 1754)
        for row, words in enumerate(lines):
            picture = set_on(picture, words, x=120, y=160 + 160 * row, size=48 if row == 0 else 40)
        pictures.append(Image.fromarray(picture))
    out = io.BytesIO()
    pictures[0].save(out, "TIFF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def test_a_letter_goes_on_on_a_page_without_a_title(readers: Readers) -> None:
    fields = read_document(a_letter_on_two_pages(TYPED.credit_code), readers, form=TYPED).reading.fields
    assert (fields["unit_name"].text, fields["unit_name"].page) == (TYPED.unit_name, 2)
    assert (fields["credit_code"].text, fields["credit_code"].page) == (TYPED.credit_code, 1)


def test_a_blank_on_the_letters_first_page_is_not_filled_in_by_another(readers: Readers) -> None:
    fields = read_document(a_letter_on_two_pages(""), readers, form=TYPED).reading.fields
    assert (fields["credit_code"].text, fields["credit_code"].confidence) == ("", 1.0)


def test_a_blank_page_holds_nothing(readers: Readers) -> None:
    reading = read_document(bad_files.BLANK_PNG, readers).reading
    assert reading.type is DocumentType.BLANK
    assert [remark.code for remark in reading.quality] == ["PAGE_BLANK"]
    assert (reading.credit_code, reading.unit_name, reading.fields, reading.seals) == (None, None, {}, ())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", bad_files.word_document(), bad_files.png_bomb()])
def test_what_cannot_be_opened_is_a_named_error(content: bytes, readers: Readers) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(content, readers)
    assert caught.value.chinese.endswith("。")


def test_the_limits_are_those_that_are_given(readers: Readers) -> None:
    with pytest.raises(DocumentError, match="TOO_MANY_PAGES"):
        read_document(bad_files.pdf(pages=3), readers, Limits(max_pages=2))


@pytest.mark.parametrize(
    ("engine", "names"),
    [("both", {"rapidocr", "tesseract"}), ("rapidocr", {"rapidocr"}), ("tesseract", {"tesseract"})],
)
def test_the_setting_chooses_the_engines(engine: str, names: set[str]) -> None:
    assert {"rapidocr", "tesseract"} & set(build_readers(engine).identity) == names


def test_one_engine_alone_gives_no_second_reading(certificate: Specimen, readers: Readers) -> None:
    alone = read_document(certificate.content, Readers(readers.first)).reading
    assert alone.credit_code is not None
    assert alone.credit_code.text == certificate.truth["credit_code"]
    assert alone.credit_code.second_text == ""
    assert SealOwner.UNIT not in {seal.owner for seal in alone.seals}
