"""One step of learning, and how much is learnt from it."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from ocr.engines.rapid import HEIGHT
from tests.training.characters import RARE, STANDARD
from tests.training.network import Network
from tests.training.sample import Sample
from tests.training.stream import BUCKET

RATE, WARM_UP, LEAST_RATE = 4e-4, 100, 0.03
"""How far a step goes at the most; steps until then; and what is left of it at the end."""
LONGEST_GRADIENT = 2.0
MOST = 4.0
"""A strip's loss per character at the most: what nobody can read must not rule the step."""
MEMORY = 0.995
"""Of the moving average of the weights, which is what is kept: it is steadier than the weights of any step."""
STEM = 27
"""The first nodes, which find strokes: those look the same everywhere, and are left as they are."""
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ（）()*★☆·-"
OTHERS = 600
"""Of the alphabet's other characters, drawn anew for each step, so that none of them is forgotten or preferred. All
18,709 together would take as long as the rest of the network."""


class Fitting:
    """A network that learns, and the moving average of what it learnt."""

    def __init__(self, network: Network, chance: random.Random) -> None:
        self.network, self._chance = network, chance
        self._numbers = {character: number for number, character in enumerate(network.characters)}
        common = {self._numbers[sign] for sign in STANDARD + RARE + SIGNS if sign in self._numbers}
        self._common = sorted(common)
        self._rare = sorted(set(range(1, len(network.characters))) - common)
        self._learning = [network.parameters[name].requires_grad_() for name in _learnt(network)]
        self._average = [weights.detach().clone() for weights in self._learning]
        self._optimiser = torch.optim.AdamW(self._learning, lr=RATE, weight_decay=0)
        self.steps = 0

    def step(self, batch: Sequence[Sample], share: float) -> float:
        """Learn from `batch`, with `share` (0 to 1) of the time gone by; the median loss per character before it."""
        for group in self._optimiser.param_groups:
            group["lr"] = rate(self.steps, share)
        losses = self.losses(batch)
        self._optimiser.zero_grad()
        torch.clamp(losses, max=MOST).mean().backward()
        torch.nn.utils.clip_grad_norm_(self._learning, LONGEST_GRADIENT)
        self._optimiser.step()
        self.steps += 1
        memory = min(MEMORY, 1 - 1 / (self.steps + 10))
        with torch.no_grad():
            for average, weights in zip(self._average, self._learning, strict=True):
                average.mul_(memory).add_(weights, alpha=1 - memory)
        return float(losses.detach().median())

    def losses(self, batch: Sequence[Sample]) -> Any:
        """Each sample's loss (CTC) per character, among some of the alphabet's characters and all of the batch's."""
        asked = self._asked(batch)
        numbers = torch.tensor(asked)
        with torch.autocast("cpu", torch.bfloat16):
            features = self.network.run(torch.from_numpy(as_input(batch)), self.network.features)
        weights, bias = (self.network.parameters[name] for name in (self.network.head, self.network.bias))
        logits = features.float() @ weights[:, numbers] + bias[numbers]
        steps = torch.log_softmax(logits, -1).permute(1, 0, 2)
        places = {number: place for place, number in enumerate(asked)}
        texts = [[places[self._numbers[character]] for character in sample.text] for sample in batch]
        wide, lengths = torch.full((len(batch),), steps.shape[0]), torch.tensor([len(text) for text in texts])
        targets = torch.tensor([place for text in texts for place in text])
        losses = functional.ctc_loss(steps, targets, wide, lengths, reduction="none", zero_infinity=True)
        return losses / lengths

    def settle(self) -> Network:
        """A network with the average of what was learnt; the one that learns is left as it is."""
        settled = self.network.copied()
        for name, average in zip(_learnt(settled), self._average, strict=True):
            settled.parameters[name] = average.clone()
        return settled

    def _asked(self, batch: Sequence[Sample]) -> list[int]:
        """The numbers of the characters that are told apart in this step, the blank first."""
        written = {self._numbers[character] for sample in batch for character in sample.text}
        others = self._chance.sample(self._rare, min(OTHERS, len(self._rare)))
        return [0, *sorted(written.union(self._common, others))]


def rate(step: int, share: float) -> float:
    """How far a step goes: more and more at first, then along half a cosine to nearly nothing."""
    return (
        RATE * min(1.0, (step + 1) / WARM_UP) * (0.5 * (1 + math.cos(math.pi * share)) * (1 - LEAST_RATE) + LEAST_RATE)
    )


def as_input(batch: Sequence[Sample]) -> Any:
    """The strips side by side, scaled to −1…1, channels first, each with grey behind its end."""
    widest = max(sample.strip.shape[1] for sample in batch)
    strips = np.zeros((len(batch), 3, HEIGHT, -(-widest // BUCKET) * BUCKET), np.float32)
    for place, sample in enumerate(batch):
        strips[place, :, :, : sample.strip.shape[1]] = sample.strip.transpose(2, 0, 1) / 127.5 - 1
    return strips


def _learnt(network: Network) -> list[str]:
    """The weights that learn: neither the stem's nor the head's, since rare characters would be forgotten by that."""
    left = {name for node in network.nodes[:STEM] for name in node.inputs} | {network.head, network.bias}
    return [name for name in network.parameters if name not in left]
