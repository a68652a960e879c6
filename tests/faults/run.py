"""The faults as a command: does each to real processes and files, and prints what was left of the runs.

    python tests/faults/run.py                     all faults, as often as `make check-full` does
    python tests/faults/run.py --few               as often as `make check` does
    python tests/faults/run.py kills-killed …      some of them
    python tests/faults/run.py --write             all of them, to docs/faults.md; with names, their rows of it

Exits with 1 when anything acknowledged is lost or damage is not named.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from injected.faults import FAULTS, Fault
from injected.outcome import Outcome
from injected.page import table, write


def main() -> None:
    """Read the arguments, do the faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(fault.name for fault in FAULTS))
    parser.add_argument("--few", action="store_true", help="as often as make check does")
    parser.add_argument("--write", action="store_true", help="write docs/faults.md")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in {fault.name for fault in FAULTS}]
    if unknown:
        parser.error(f"there is no fault {', '.join(unknown)}; there are {', '.join(fault.name for fault in FAULTS)}")
    os.environ.update(CHARTKIT_SILENT="1", CHARTKIT_SYSTEM_S="0")
    chosen = [fault for fault in FAULTS if fault.name in arguments.names or not arguments.names]
    with tempfile.TemporaryDirectory() as place:
        outcomes = [_done(fault, Path(place, fault.name), arguments.few) for fault in chosen]
    print(table(outcomes))
    if arguments.write:
        write(outcomes)
    sys.exit(int(not all(outcome.is_good for outcome in outcomes)))


def _done(fault: Fault, place: Path, few: bool) -> Outcome:
    place.mkdir()
    outcome = fault.do(place, fault.few if few else fault.many)
    for note in outcome.notes[:20]:
        print(f"{fault.name}: {note}", file=sys.stderr)
    return outcome


if __name__ == "__main__":
    main()
