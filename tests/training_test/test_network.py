"""The stock recogniser run by torch is the stock recogniser, and what is saved is what was learnt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

# Torch is a few gigabytes that nothing but a training needs; `make train` installs it, and then these tests run too.
torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

if TYPE_CHECKING:
    from tests.training.network import Network


@pytest.fixture(scope="module")
def network() -> Network:
    from tests.training.network import Network, stock_model  # noqa: PLC0415  (only with torch)

    return Network(stock_model())


def run_by_torch(network: Network, strips: NDArray[np.float32]) -> NDArray[Any]:
    with torch.no_grad():
        logits = network.run(torch.from_numpy(strips), network.logits)
    return np.asarray(torch.softmax(logits, -1).numpy())


def loaded(path: Path) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def run_by_onnx(path: Path, strips: NDArray[np.float32]) -> NDArray[Any]:
    session = loaded(path)
    return np.asarray(session.run(None, {session.get_inputs()[0].name: strips})[0])


@pytest.mark.parametrize("width", [96, 200, 544])
def test_torch_gives_what_onnxruntime_gives(network: Network, width: int) -> None:
    from tests.training.network import stock_model  # noqa: PLC0415

    strips = np.random.default_rng(width).uniform(-1, 1, (2, 3, 48, width)).astype(np.float32)
    expected = run_by_onnx(stock_model(), strips)
    assert np.abs(run_by_torch(network, strips) - expected).max() < 1e-4


def test_the_alphabet_has_a_character_for_every_output(network: Network) -> None:
    strips = np.zeros((1, 3, 48, 96), np.float32)
    assert len(network.characters) == run_by_torch(network, strips).shape[-1]


def test_what_is_saved_is_half_as_large_and_read_by_onnxruntime(network: Network, tmp_path: Path) -> None:
    from tests.training.network import stock_model  # noqa: PLC0415

    changed = network.copied()
    name = next(name for name in changed.parameters if name not in {changed.head, changed.bias})
    changed.parameters[name] = changed.parameters[name] * 1.01
    path = tmp_path / "changed.onnx"
    changed.save(path)
    strips = np.random.default_rng(1).uniform(-1, 1, (1, 3, 48, 320)).astype(np.float32)
    assert path.stat().st_size < 0.6 * stock_model().stat().st_size
    alphabet = (loaded(each).get_modelmeta().custom_metadata_map["character"] for each in (path, stock_model()))
    assert len(set(alphabet)) == 1
    assert np.abs(run_by_onnx(path, strips) - run_by_torch(changed, strips)).max() < 0.01


def test_what_is_saved_can_be_trained_further_and_averaged(network: Network, tmp_path: Path) -> None:
    from tests.training.network import Network  # noqa: PLC0415

    changed = network.copied()
    name = next(name for name in changed.parameters if name not in {changed.head, changed.bias})
    changed.parameters[name] = changed.parameters[name] + 1
    changed.save(tmp_path / "changed.onnx")
    again = Network(tmp_path / "changed.onnx")
    assert again.parameters.keys() == network.parameters.keys()
    mean = again.mean_with(network).parameters[name]
    assert torch.allclose(mean, network.parameters[name] + 0.5, atol=0.01)
    again.save(tmp_path / "again.onnx")
    strips = np.random.default_rng(1).uniform(-1, 1, (1, 3, 48, 96)).astype(np.float32)
    once, twice = (run_by_onnx(tmp_path / f"{each}.onnx", strips) for each in ("changed", "again"))
    assert np.array_equal(once, twice)
