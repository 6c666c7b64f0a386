"""The kinds of nodes that the recogniser's graph is made of, as functions of torch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch.nn import functional

Attributes = dict[str, Any]
Operator = Callable[[Sequence[Any], Attributes], Any]

LOWEST = -1e9
"""Stands around a picture of which maxima are taken."""


def _convolve(inputs: Sequence[Any], attributes: Attributes) -> Any:
    picture, weights = inputs[:2]
    bias = inputs[2] if len(inputs) > 2 else None
    if tuple(weights.shape[2:]) == (1, 1) and attributes.get("group", 1) == 1 and attributes["strides"] == [1, 1]:
        # The same product, several times faster on a processor.
        return functional.linear(picture.permute(0, 2, 3, 1), weights[:, :, 0, 0], bias).permute(0, 3, 1, 2)
    picture = _padded(picture, tuple(weights.shape[2:]), attributes, 0)
    strides, dilations, groups = attributes["strides"], attributes["dilations"], attributes.get("group", 1)
    return functional.conv2d(picture, weights, bias, strides, 0, dilations, groups)


def _padded(picture: Any, window: Sequence[int], attributes: Attributes, value: float) -> Any:
    """`picture` with as much around it as the graph says, or as keeps its size (SAME_UPPER)."""
    if attributes.get("auto_pad") == b"SAME_UPPER":
        spare = [
            max(0, (-(-size // stride) - 1) * stride + reach - size)
            for size, stride, reach in zip(picture.shape[2:], attributes["strides"], window, strict=True)
        ]
        upper, left = (each // 2 for each in spare)
        lower, right = spare[0] - upper, spare[1] - left
    else:
        upper, left, lower, right = attributes.get("pads", [0, 0, 0, 0])
    if not any((upper, left, lower, right)):
        return picture
    return functional.pad(picture, (left, right, upper, lower), value=value)


def _largest(inputs: Sequence[Any], attributes: Attributes) -> Any:
    picture = _padded(inputs[0], attributes["kernel_shape"], attributes, LOWEST)
    return functional.max_pool2d(picture, attributes["kernel_shape"], attributes["strides"])


def _normalised(inputs: Sequence[Any], attributes: Attributes) -> Any:
    picture, scale, shift, mean, variance = inputs
    return functional.batch_norm(picture, mean, variance, scale, shift, False, 0, attributes["epsilon"])


def _reshaped(inputs: Sequence[Any], attributes: Attributes) -> Any:
    del attributes
    values, shape = inputs
    return values.reshape([values.shape[place] if size == 0 else int(size) for place, size in enumerate(shape)])


def _slice(inputs: Sequence[Any], attributes: Attributes) -> Any:
    del attributes
    values, starts, ends, axes, *steps = inputs
    strides = steps[0] if steps else torch.ones_like(axes)
    taken = [slice(None)] * values.dim()
    for start, end, axis, step in zip(*(each.tolist() for each in (starts, ends, axes, strides)), strict=True):
        taken[axis] = slice(start, end, step)
    return values[tuple(taken)]


def _squeezed(inputs: Sequence[Any], attributes: Attributes) -> Any:
    return inputs[0].squeeze(tuple(attributes["axes"]))


def _unsqueezed(inputs: Sequence[Any], attributes: Attributes) -> Any:
    values = inputs[0]
    for axis in sorted(attributes["axes"]):
        values = values.unsqueeze(axis)
    return values


def _means(inputs: Sequence[Any], attributes: Attributes) -> Any:
    return inputs[0].mean(dim=tuple(attributes["axes"]), keepdim=bool(attributes.get("keepdims", 1)))


def _hard_sigmoid(inputs: Sequence[Any], attributes: Attributes) -> Any:
    return torch.clamp(inputs[0] * attributes.get("alpha", 0.2) + attributes.get("beta", 0.5), 0, 1)


OPERATORS: dict[str, Operator] = {
    "Add": lambda inputs, _: inputs[0] + inputs[1],
    "AveragePool": lambda inputs, how: functional.avg_pool2d(inputs[0], how["kernel_shape"], how["strides"]),
    "BatchNormalization": _normalised,
    "Concat": lambda inputs, how: torch.cat([torch.atleast_1d(each) for each in inputs], how["axis"]),
    "Conv": _convolve,
    "Div": lambda inputs, _: inputs[0] / inputs[1],
    "Gelu": lambda inputs, _: functional.gelu(inputs[0]),
    "HardSigmoid": _hard_sigmoid,
    "Identity": lambda inputs, _: inputs[0],
    "MatMul": lambda inputs, _: inputs[0] @ inputs[1],
    "MaxPool": _largest,
    "Mul": lambda inputs, _: inputs[0] * inputs[1],
    "Pow": lambda inputs, _: inputs[0] ** inputs[1],
    "ReduceMean": _means,
    "Relu": lambda inputs, _: functional.relu(inputs[0]),
    "Reshape": _reshaped,
    "Shape": lambda inputs, _: torch.tensor(inputs[0].shape),
    "Sigmoid": lambda inputs, _: torch.sigmoid(inputs[0]),
    "Slice": _slice,
    "Softmax": lambda inputs, how: torch.softmax(inputs[0], how.get("axis", -1)),
    "Sqrt": lambda inputs, _: torch.sqrt(inputs[0]),
    "Squeeze": _squeezed,
    "Sub": lambda inputs, _: inputs[0] - inputs[1],
    "Transpose": lambda inputs, how: inputs[0].permute(*how["perm"]),
    "Unsqueeze": _unsqueezed,
}
"""Those of the recogniser's graph, and no others."""
