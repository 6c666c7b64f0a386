from __future__ import annotations

from pathlib import Path

import pytest

from deploy.set_up import stamps


class Step:
    """A step of the set-up that counts how often it is done, and leaves one result."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "pins.txt"
        self.result = folder / "environment"
        self.times = 0
        self.source.write_text("flask==3.1.3", encoding="utf-8")

    def ensure(self) -> None:
        stamps.once("environment", [self.source], [self.result], self._do)

    def _do(self) -> None:
        self.times += 1
        self.result.touch()


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Step:
    monkeypatch.setattr(stamps, "STAMPS", tmp_path / "stamps")
    return Step(tmp_path)


def test_a_step_is_done_once(step: Step) -> None:
    step.ensure()
    step.ensure()
    assert step.times == 1


def test_a_step_is_done_again_when_what_it_is_made_from_has_changed(step: Step) -> None:
    step.ensure()
    step.source.write_text("flask==3.1.4", encoding="utf-8")
    step.ensure()
    assert step.times == 2


def test_a_step_is_done_again_when_its_result_was_removed(step: Step) -> None:
    step.ensure()
    step.result.unlink()
    step.ensure()
    assert step.times == 2


def test_a_step_that_failed_leaves_no_stamp(step: Step) -> None:
    def fail() -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        stamps.once("environment", [step.source], [], fail)
    step.ensure()
    assert step.times == 1
