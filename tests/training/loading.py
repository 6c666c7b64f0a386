"""Batches drawn by other processes while the network learns."""

from __future__ import annotations

import random
from collections.abc import Container, Iterator

import cv2
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from tests.training.sample import Sample
from tests.training.stream import batches, samples


class Drawn(IterableDataset):
    """Batches without end, others in each process, always the same from one seed."""

    def __init__(self, seed: int, alphabet: Container[str]) -> None:
        super().__init__()
        self._seed, self._alphabet = seed, alphabet

    def __iter__(self) -> Iterator[list[Sample]]:
        cv2.setNumThreads(1)
        worker = get_worker_info()
        chance = random.Random(f"{self._seed} {0 if worker is None else worker.id}")
        return batches(chance, samples(chance), self._alphabet)


def drawn_batches(seed: int, alphabet: Container[str], workers: int) -> Iterator[list[Sample]]:
    """Batches that `workers` processes draw, in turn; with none, they are drawn in between."""
    loader = DataLoader(Drawn(seed, alphabet), batch_size=None, num_workers=workers, collate_fn=_as_it_is)
    yield from loader


def _as_it_is(batch: list[Sample]) -> list[Sample]:
    return batch
