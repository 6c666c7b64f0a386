"""The network learns from a batch, and keeps what it must not forget."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ocr.engines.rapid import RapidReader
from tests.training.sample import Sample, at_reading_height
from tests.training.texts import LABELS

# Torch is a few gigabytes that nothing but a training needs; `make train` installs it, and then these tests run too.
torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

if TYPE_CHECKING:
    from tests.training.fitting import Fitting


def lines() -> list[Sample]:
    """Lines that differ in their text, among them one with signs that are in no standard of characters."""
    from tests.training.lines import _printed  # noqa: PLC0415

    chance = random.Random(1)
    texts = ("岳阳市图书馆", LABELS[0] + "：巴陵", "2024.3.7", "湘阴县林业局")
    strips = (255 - _printed(chance, text, 40) // 2 for text in texts)
    grounds = (np.repeat(np.pad(strip, 8, constant_values=255)[:, :, None], 3, axis=2) for strip in strips)
    return [Sample(at_reading_height(ground), text) for ground, text in zip(grounds, texts, strict=True)]


@pytest.fixture
def fitting() -> Fitting:
    from tests.training.fitting import Fitting  # noqa: PLC0415
    from tests.training.network import Network, stock_model  # noqa: PLC0415

    # Tests may have one thread each (OMP_THREAD_LIMIT), and torch would leave the second one's share undone.
    torch.set_num_threads(1)
    torch.manual_seed(1)
    return Fitting(Network(stock_model()), random.Random(1))


def test_steps_lower_the_loss_on_their_batch(fitting: Fitting) -> None:
    batch = lines()
    before = float(fitting.losses(batch).detach().mean())
    for _ in range(3):
        fitting.step(batch, share=0)
    assert float(fitting.losses(batch).detach().mean()) < before


def test_head_and_stem_are_left_as_they_were(fitting: Fitting) -> None:
    from tests.training.network import Network, stock_model  # noqa: PLC0415

    fitting.step(lines(), share=0.5)
    stock, learnt = Network(stock_model()), fitting.settle()
    same = {name for name, weights in stock.parameters.items() if torch.equal(weights, learnt.parameters[name])}
    assert {stock.head, stock.bias} <= same
    assert 0 < len(same) < len(stock.parameters) / 2


def test_steps_grow_at_first_and_end_small() -> None:
    from tests.training.fitting import RATE, rate  # noqa: PLC0415

    assert rate(0, 0) < rate(50, 0) < rate(200, 0) == pytest.approx(RATE)
    assert rate(1000, 1) == pytest.approx(RATE * 0.03)


def test_what_was_learnt_is_read_by_the_projects_own_engine(fitting: Fitting, tmp_path: Path) -> None:
    import onnxruntime  # noqa: PLC0415

    from tests.training.fitting import as_input  # noqa: PLC0415

    batch = lines()[:1]
    path = tmp_path / "learnt.onnx"
    fitting.settle().save(path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    probabilities = session.run(None, {session.get_inputs()[0].name: as_input(batch)})[0][0]
    assert RapidReader().decode(np.asarray(probabilities, np.float32)).text == batch[0].text
