"""The command line with the stand-in reader: python -m tests.flows.stand_in_command verify …"""

from __future__ import annotations

import sys

from flows import desk
from flows.command_line import run

if __name__ == "__main__":
    desk.READING_FUNCTIONS = "tests.flows.stand_in"
    sys.exit(run(sys.argv[1:]))
