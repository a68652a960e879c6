"""Line and column of first diagnostics: takes mutants, writes each in YAML and JSON, gives how many are in place."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from edits import Expected, Mutant
from scores import Verdict
from written import Place, Written, as_json, as_yaml

from chartkit.check import check_preset

_LARGEST = 20_000


class InPlace(NamedTuple):
    """How many files there were, and those whose first error is not at the fault: name, place and what was told."""

    n_files: int
    elsewhere: list[tuple[str, Place, str]]


def told_in_place(mutants: Iterable[Mutant], seed: int) -> InPlace:
    """Checks each mutant as a preset of its own, in both languages, of those that are not too long to write."""
    elsewhere: list[tuple[str, Place, str]] = []
    n_files = 0
    with TemporaryDirectory() as folder:
        for index, mutant in enumerate(mutants):
            for write, ending in ((as_json, "json"), (as_yaml, "yaml")):
                written = write(mutant.spec, random.Random(f"{seed} {index}"))
                if len(written.text) > _LARGEST:
                    continue
                n_files += 1
                file = Path(folder, f"mutant.{ending}")
                file.write_text(written.text, encoding="utf-8")
                wanted = _place(written, mutant.faults[0])
                told = [finding for finding in check_preset(file) if finding.severity == "error"]
                place = told[0].location if told else None
                if place is None or (place.line, place.column) != wanted:
                    elsewhere.append((f"{mutant.name} {mutant.kind}", wanted, str(told[0]) if told else "nothing"))
    return InPlace(n_files, elsewhere)


def exactly_told(found: Iterable[Verdict]) -> list[Mutant]:
    """The mutants that are told at their path, where they are told: one key too many may be a known one."""
    return [
        each.mutant._replace(faults=(each.mutant.faults[0]._replace(on_key=each.told[0].on_key),))
        for each in found
        if each.is_exact
    ]


def as_preset(spec: Any) -> Any:
    """The spec over a table in place of its own data."""
    return {**spec, "data": {"name": "table"}}


def _place(written: Written, fault: Expected) -> Place:
    return (written.keys if fault.on_key else written.values)[fault.path]
