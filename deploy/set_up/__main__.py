"""The steps of the set-up, in the order in which they build on each other."""

from __future__ import annotations

import argparse
import subprocess
import sys

from deploy.set_up import assets, environment, system_packages

OLDEST_PYTHON = (3, 11)


def main() -> int:
    """Bring this machine to where the software runs; the exit status is 0 once it does, else 1."""
    arguments = _arguments()
    if sys.version_info < OLDEST_PYTHON:
        print("Python 3.11 or newer is needed: name it with `make PYTHON=/path/to/python3`.", file=sys.stderr)
        return 1
    try:
        system_packages.ensure(for_benchmarks=arguments.bench)
        environment.ensure()
        if arguments.bench:
            environment.ensure_benchmarks()
        if arguments.training:
            environment.ensure_training()
        assets.ensure()
    except system_packages.PackagesMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failure:
        print(f"The set-up stopped: `{' '.join(failure.cmd)}` ended with status {failure.returncode}.", file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m deploy.set_up", description=__doc__)
    parser.add_argument("--bench", action="store_true", help="also install what the benchmarks compare with")
    parser.add_argument("--training", action="store_true", help="also install what the recogniser is trained with")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
