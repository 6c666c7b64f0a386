"""The words of fingerprints, as the indexes hold them: each by itself, with its place among the others in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from models.findings import Fingerprint

WORD_BITS = 16


def bits_of(fingerprint: Fingerprint) -> bytes:
    """All words of it, the first one first."""
    return b"".join(word.to_bytes(WORD_BITS // 8) for word in fingerprint.words)


def words_of(words: Sequence[int]) -> list[int]:
    """Each word's place times 65536, and its bits."""
    return [(place << WORD_BITS) + word for place, word in enumerate(words)]


def likely_words(fingerprint: Fingerprint) -> list[int]:
    """What a copy may have in place of each word: the word itself, or with some of its unsure bits turned."""
    likely: list[int] = []
    for place, (word, unsure) in enumerate(zip(fingerprint.words, fingerprint.unsure, strict=True)):
        turned = (bits for count in range(len(unsure) + 1) for bits in combinations(unsure, count))
        likely.extend((place << WORD_BITS) + (word ^ sum(1 << bit for bit in bits)) for bits in turned)
    return likely


def differing_bits(bits: bytes, others: bytes) -> int:
    """How many bits of two fingerprints differ."""
    return (int.from_bytes(bits) ^ int.from_bytes(others)).bit_count()
