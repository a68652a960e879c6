"""The proof as a command: `python tests/proof/run.py compare RAW.json REDUCED.json` draws both and says what differs.

Run it under `TZ=America/New_York` to draw in another zone. Exits with 1 unless the pictures are equal.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pictures.oracle import compare


def main() -> None:
    """Read the arguments, run the chosen part of the proof."""
    parser = argparse.ArgumentParser(description="the same picture from the raw and the reduced spec")
    commands = parser.add_subparsers(required=True)
    two = commands.add_parser("compare", help="draw two specs and compare the pictures")
    two.add_argument("raw", type=Path)
    two.add_argument("reduced", type=Path)
    two.set_defaults(run=_compare)
    arguments = parser.parse_args()
    sys.exit(arguments.run(arguments))


def _compare(arguments: argparse.Namespace) -> int:
    verdict = compare(*(json.loads(path.read_text(encoding="utf-8")) for path in (arguments.raw, arguments.reduced)))
    print(verdict)
    return int(verdict.kind != "equal")


if __name__ == "__main__":
    main()
