"""The stock recogniser's ONNX graph, run by torch with its weights as parameters.

Its makers publish the graph and the weights, and no program that it could be trained with here. So the graph itself is
the program: each of its few kinds of nodes is a function of torch, and what was learnt is put back where it stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from tests.training.operators import OPERATORS, Attributes

STOCK = "models/PP-OCRv6_rec_small.onnx"
"""Inside of RapidOCR's package. PP-OCR's models: Apache-2.0."""
BLANK, SPACE = "blank", " "
FIXED = ("helper.constant", "auto.cast", "batch_norm2d")
"""Begin the names of numbers that the graph was built with, and of means over the stock model's own lines."""
LEARNT_OF_MEANS = (".w_0", ".b_0")
GELU = ["Div", "Erf", "Add", "Mul", "Mul"]
"""The nodes that make up one activation, which torch computes in one step."""
HALF = "|half"


@dataclass(frozen=True)
class Node:
    """One step of the graph: what is done, and the names of what goes in and comes out."""

    operator: str
    inputs: tuple[str, ...]
    output: str
    attributes: Attributes


def stock_model() -> Path:
    """Where the recogniser lies that the training begins from."""
    return Path(str(files("rapidocr").joinpath(STOCK)))


class Network:
    """A recogniser that can be trained; `parameters` are its weights by their names in the graph."""

    def __init__(self, path: Path) -> None:
        self._model = onnx.load(str(path))
        graph = self._model.graph
        self.parameters: dict[str, Any] = {}
        self._constants: dict[str, Any] = {}
        for tensor in graph.initializer:
            self._keep(tensor.name.removesuffix(HALF), tensor)
        nodes: list[Node] = []
        for node in graph.node:
            attributes = {each.name: helper.get_attribute_value(each) for each in node.attribute}
            if node.op_type == "Constant":
                self._keep(node.output[0], attributes["value"])
            elif not node.input[0].endswith(HALF):
                nodes.append(Node(node.op_type, tuple(node.input), node.output[0], attributes))
        self.nodes = _with_activations(nodes)
        self._input = graph.input[0].name
        head = next(node for node in reversed(self.nodes) if node.operator == "MatMul")
        self.logits = next(node for node in reversed(self.nodes) if node.operator == "Softmax").inputs[0]
        self.features, self.head = head.inputs
        self.bias = next(name for name in self.parameters if name.startswith(self.head.split(".")[0] + ".b_"))

    @property
    def characters(self) -> tuple[str, ...]:
        """The alphabet, in the order of the outputs."""
        written = next(entry.value for entry in self._model.metadata_props if entry.key == "character")
        return (BLANK, *written.split("\n"), SPACE)

    def run(self, strips: Any, wanted: str) -> Any:
        """The value named `wanted` (`features`, `logits`) for a batch of strips."""
        values = {self._input: strips}
        for node in self.nodes:
            inputs = [self._value(values, name) for name in node.inputs]
            values[node.output] = OPERATORS[node.operator](inputs, node.attributes)
            if node.output == wanted:
                return values[wanted]
        raise KeyError(wanted)

    def copied(self) -> Network:
        """Another network of the same weights, which may be changed apart from this one's."""
        other = copy(self)
        other.parameters = dict(self.parameters)
        return other

    def mean_with(self, other: Network) -> Network:
        """The network whose every weight is the mean of both ones' (Wortsman et al. 2022, Model soups)."""
        mean = self.copied()
        mean.parameters = {
            name: (weights.detach() + other.parameters[name].detach()) / 2 for name, weights in self.parameters.items()
        }
        return mean

    def save(self, path: Path) -> None:
        """Write the model with its alphabet; each weight in half precision, and a node that widens it again."""
        model = onnx.ModelProto()
        model.CopyFrom(self._model)
        graph = model.graph
        others = [each for each in graph.initializer if each.name.removesuffix(HALF) not in self.parameters]
        steps = [node for node in graph.node if node.output[0] not in self.parameters]
        halves, widened = [], []
        for name, weights in self.parameters.items():
            half = weights.detach().contiguous().to(torch.float16).numpy()
            halves.append(numpy_helper.from_array(half, name + HALF))
            widened.append(helper.make_node("Cast", [name + HALF], [name], to=TensorProto.FLOAT))
        for field, content in ((graph.initializer, [*others, *halves]), (graph.node, [*widened, *steps])):
            del field[:]
            field.extend(content)
        onnx.save(model, str(path))

    def _keep(self, name: str, tensor: Any) -> None:
        array = numpy_helper.to_array(tensor)
        if array.dtype == "float16":
            array = array.astype("float32")
        is_fixed = name.startswith(FIXED) and not name.endswith(LEARNT_OF_MEANS)
        values = torch.from_numpy(array.copy())
        if array.dtype != "float32" or array.size == 1 or is_fixed:
            self._constants[name] = values
        elif array.ndim == 4:
            self.parameters[name] = values.contiguous(memory_format=torch.channels_last)
        else:
            self.parameters[name] = values

    def _value(self, values: dict[str, Any], name: str) -> Any:
        if name in values:
            return values[name]
        return self.parameters[name] if name in self.parameters else self._constants.get(name)


def _with_activations(nodes: Sequence[Node]) -> list[Node]:
    """`nodes` with the five that make up an activation as one."""
    joined: list[Node] = []
    place = 0
    while place < len(nodes):
        node = nodes[place]
        if [following.operator for following in nodes[place : place + len(GELU)]] == GELU:
            place += len(GELU) - 1
            node = Node("Gelu", node.inputs[:1], nodes[place].output, {})
        joined.append(node)
        place += 1
    return joined
