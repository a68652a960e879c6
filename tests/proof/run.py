"""The proof as a command: compiles cases twice, whole and reduced, draws both and compares the pictures.

    python tests/proof/run.py compare RAW.json REDUCED.json     two specs; says what differs
    python tests/proof/run.py corpus [NAME …]                   examples of Vega-Lite; --update lists the reduced
    python tests/proof/run.py presets                           built-in presets
    python tests/proof/run.py synthetic --first 0 --count 500   charts by chance, one a seed
    python tests/proof/run.py all --write                       all of it in three time zones, to docs/proof.md

`--keep FOLDER` writes both specs of each case that differs, `TZ=America/New_York` in front draws in another zone.
Exits with 1 unless all pictures are equal.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from pictures.corpus import Case, Skipped, proof_case
from pictures.driver import Tally, tally
from pictures.keeping import keep
from pictures.oracle import compare
from pictures.page import everything, write
from pictures.places import REDUCED, corpus_paths
from pictures.presets import preset_cases
from pictures.report import Report, shown
from pictures.synthetic import case_of_seed


def main() -> None:
    """Read the arguments, run the chosen part of the proof."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    two = commands.add_parser("compare")
    two.add_argument("raw", type=Path)
    two.add_argument("reduced", type=Path)
    two.set_defaults(run=_compare)
    examples = _part(commands.add_parser("corpus"), _corpus)
    examples.add_argument("names", nargs="*", metavar="NAME")
    examples.add_argument("--update", action="store_true", help="write the list of the examples that are reduced")
    _part(commands.add_parser("presets"), _presets)
    chance = _part(commands.add_parser("synthetic"), _synthetic)
    chance.add_argument("--first", type=int, default=0, help="the first seed")
    chance.add_argument("--count", type=int, default=200, help="how many seeds")
    whole = commands.add_parser("all")
    whole.add_argument("--count", type=int, default=1000, help="how many seeds in each zone")
    whole.add_argument("--write", action="store_true", help="write docs/proof.md")
    whole.set_defaults(run=_all)
    arguments = parser.parse_args()
    sys.exit(arguments.run(arguments))


def _part(parser: argparse.ArgumentParser, run: object) -> argparse.ArgumentParser:
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write both specs of each case that differs")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the counts as JSON")
    parser.set_defaults(run=run)
    return parser


def _compare(arguments: argparse.Namespace) -> int:
    verdict = compare(*(json.loads(path.read_text(encoding="utf-8")) for path in (arguments.raw, arguments.reduced)))
    print(verdict)
    return int(verdict.kind != "equal")


def _corpus(arguments: argparse.Namespace) -> int:
    paths = [path for path in corpus_paths() if not arguments.names or path.name.split(".")[0] in arguments.names]
    report = _proved("corpus", map(proof_case, paths), arguments)
    if arguments.update:
        REDUCED.write_text("".join(f"{name}\n" for name in sorted(report.reduced)), encoding="utf-8")
    return int(bool(report.differences))


def _presets(arguments: argparse.Namespace) -> int:
    return int(bool(_proved("presets", preset_cases(), arguments).differences))


def _synthetic(arguments: argparse.Namespace) -> int:
    seeds = range(arguments.first, arguments.first + arguments.count)
    return int(bool(_proved("synthetic", map(case_of_seed, seeds), arguments).differences))


def _proved(name: str, cases: Iterable[Case | Skipped], arguments: argparse.Namespace) -> Report:
    kept = list(cases)
    counts: Tally = tally(kept)
    report = Report.of(name, counts)
    print(shown(report))
    if arguments.keep:
        keep(arguments.keep, counts, kept)
    if arguments.report:
        report.save(arguments.report)
    return report


def _all(arguments: argparse.Namespace) -> int:
    reports = everything(arguments.count)
    print("\n\n".join(map(shown, reports)))
    if arguments.write:
        write(reports)
    return int(any(report.differences for report in reports))


if __name__ == "__main__":
    main()
