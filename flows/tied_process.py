"""Run a program that ends when its parent does, however that one ends.

python -m flows.tied_process PARENT PROGRAM ARGUMENT …
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Have the kernel kill this process as soon as its parent is gone; nobody else would."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def tied(command: list[str]) -> list[str]:
    """`command`, as a program that ends with this process. The thread that starts it must live as long."""
    return [sys.executable, "-m", "flows.tied_process", str(os.getpid()), *command]


if __name__ == "__main__":
    end_with_parent(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - the command is a list of words of our own
