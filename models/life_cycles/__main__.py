"""`python -m models.life_cycles` prints docs/life-cycles.md."""

from __future__ import annotations

import sys

from models.life_cycles.application import APPLICATION
from models.life_cycles.diagrams import AnyLifeCycle, document
from models.life_cycles.publicity import PUBLICITY
from models.life_cycles.recommendation import RECOMMENDATION
from models.life_cycles.registration import REGISTRATION

LIFE_CYCLES: tuple[AnyLifeCycle, ...] = (REGISTRATION, APPLICATION, PUBLICITY, RECOMMENDATION)

if __name__ == "__main__":
    sys.stdout.write(document(LIFE_CYCLES))
