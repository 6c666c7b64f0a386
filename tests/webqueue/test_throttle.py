"""Counting failures."""

from webqueue.entrance import throttle
from webqueue.entrance.throttle import MOST_FAILURES, Throttle


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_it_opens_again_after_a_minute() -> None:
    clock = Clock()
    counter = Throttle(clock)
    for _ in range(MOST_FAILURES):
        assert not counter.is_closed("a")
        counter.fail("a")
    assert counter.is_closed("a")
    assert not counter.is_closed("b")
    clock.seconds = 60.0
    assert not counter.is_closed("a")


def test_a_success_forgets_the_failures() -> None:
    counter = Throttle()
    for _ in range(MOST_FAILURES):
        counter.fail("a")
    counter.forget("a")
    assert not counter.is_closed("a")


def test_made_up_names_cannot_fill_the_memory() -> None:
    counter = Throttle()
    for number in range(throttle.MOST_KEYS + 50):
        counter.fail(str(number))
    assert len(counter._failures) == throttle.MOST_KEYS
