"""RapidOCR behind the protocol: it reads print, says how sure it is of each character, and says what it is."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ocr.engines import Picture, for_hard_text, read_lines
from ocr.engines.rapid import HARD_TEXT, Backend, RapidReader, stock_reader
from ocr.engines.tesseract import code_reader
from tests.ocr.printed import paper, set_on
from tests.training.rings import drawn_rings

NAME = "岳阳市示例技术有限公司"
CODE = "91430602MA4TT0009T"


def page() -> Picture:
    return set_on(set_on(paper(), NAME, y=60), CODE, y=160)


def crop(text: str) -> Picture:
    return set_on(paper(80 + 42 * len(text), 64), text, x=20, y=10)


def test_lines_are_found_from_top_to_bottom_and_read(reader: RapidReader) -> None:
    assert [line.text for line in read_lines(reader, page())] == [NAME, CODE]


def test_each_character_has_its_score_and_its_place(reader: RapidReader) -> None:
    (recognition,) = reader.recognise([crop(NAME)])
    assert recognition.text == NAME
    assert len(recognition.character_scores) == len(recognition.character_places) == len(NAME)
    assert all(0.9 < score <= 1 for score in recognition.character_scores)
    assert recognition.score == pytest.approx(np.mean(recognition.character_scores))
    assert list(recognition.character_places) == sorted(recognition.character_places)
    assert 0 < recognition.character_places[0] < 0.2
    assert 0.8 < recognition.character_places[-1] < 1


def test_crops_are_read_each_by_itself(reader: RapidReader) -> None:
    one, other = crop(NAME), crop(CODE)
    assert [read.text for read in reader.recognise([one, other])] == [NAME, CODE]
    assert reader.recognise([other]) == reader.recognise([one, other])[1:]


def test_probabilities_are_one_for_each_step_and_their_best_path_is_what_is_read(reader: RapidReader) -> None:
    (probabilities,) = reader.probabilities([crop(CODE)])
    assert probabilities.shape[1] == len(reader.characters)
    assert probabilities.sum(axis=1) == pytest.approx(1, abs=1e-3)
    assert reader.decode(probabilities) == reader.recognise([crop(CODE)])[0]


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (48, 6000)])
def test_bare_paper_of_any_shape_reads_as_nothing(reader: RapidReader, shape: tuple[int, int]) -> None:
    (recognition,) = reader.recognise([np.full((*shape, 3), 255, np.uint8)])
    assert (recognition.text, recognition.score) == ("", 0.0)


def test_a_blank_page_has_no_lines(reader: RapidReader) -> None:
    assert reader.detect(paper()) == ()


def test_it_names_its_version_its_backend_and_the_hashes_of_its_models(reader: RapidReader) -> None:
    identity = reader.identity
    assert {"rapidocr", "openvino"} < set(identity)
    models = {name: value for name, value in identity.items() if name.endswith(".onnx")}
    assert any("_det_" in name for name in models)
    assert any("_rec_" in name for name in models)
    assert HARD_TEXT.name in models
    assert all(re.fullmatch(r"[0-9a-f]{64}", value) for value in models.values())


def test_the_other_backend_reads_the_same() -> None:
    other = RapidReader(Backend.ONNXRUNTIME)
    assert "onnxruntime" in other.identity
    assert [line.text for line in read_lines(other, page())] == [NAME, CODE]
    assert other.hard_text.recognise([crop(NAME)])[0].text == NAME


def test_the_one_for_hard_text_reads_more_of_badly_pressed_rings(reader: RapidReader) -> None:
    chance = random.Random(20)
    samples = [sample for _ in range(12) for sample in drawn_rings(chance)]

    def made_out(one: RapidReader) -> float:
        read = one.recognise([sample.strip for sample in samples])
        pairs = zip(read, samples, strict=True)
        return sum(Levenshtein.normalized_similarity(each.text, sample.text) for each, sample in pairs)

    assert made_out(for_hard_text(reader)) > 1.2 * made_out(reader)


def test_an_engine_without_one_for_hard_text_reads_it_itself(reader: RapidReader) -> None:
    engine, practised = code_reader(), for_hard_text(reader)
    assert for_hard_text(engine) is engine
    assert for_hard_text(practised) is practised


def test_the_stock_reader_that_others_are_compared_with_reads_the_page() -> None:
    assert list(stock_reader()(page()).txts) == [NAME, CODE]
