"""Memory given back to the machine."""

import psutil

from flows.returned_memory import give_holes_back, give_pictures_back

MEGABYTE = 1024 * 1024


def test_the_holes_between_what_is_kept_are_given_back() -> None:
    blocks = [bytes(1000) for _ in range(200_000)]
    kept = blocks[::1000]
    blocks.clear()
    before = psutil.Process().memory_info().rss
    give_holes_back()

    assert before - psutil.Process().memory_info().rss > 100 * MEGABYTE
    assert len(kept) == 200


def test_pictures_can_be_had_and_freed_afterwards() -> None:
    give_pictures_back()

    assert len(bytes(8 * MEGABYTE)) == 8 * MEGABYTE
