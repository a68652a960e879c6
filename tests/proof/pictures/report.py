"""A tally as plain values, to travel between processes and to be shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from pictures.driver import Refused, Tally, listed, table


class Report(NamedTuple):
    """One part of the proof: a row of the table, reasons with their counts, the differences in words.

    `reduced` names the cases of which something was reduced, `refused` those that chartkit does not compile.
    """

    name: str
    row: tuple[str, ...]
    reasons: dict[str, int]
    differences: dict[str, str]
    reduced: tuple[str, ...]
    refused: dict[str, str]

    @classmethod
    def of(cls, name: str, counts: Tally) -> Report:
        """The report of a tally."""
        return cls(
            name,
            counts.row(name),
            dict(counts.reasons()),
            {proof.name: str(proof.verdict) for proof in counts.differences},
            tuple(proof.name for proof in counts.reduced),
            {found.name: found.reason for found in counts.found if isinstance(found, Refused)},
        )

    @classmethod
    def read(cls, path: Path) -> Report:
        """The report that `save` wrote."""
        read = cls(*json.loads(path.read_text(encoding="utf-8")))
        return read._replace(row=tuple(read.row), reduced=tuple(read.reduced))

    def save(self, path: Path) -> None:
        """Write the report as JSON."""
        path.write_text(json.dumps(self), encoding="utf-8")


def shown(report: Report) -> str:
    """The report in words: its differences first, then its row, then the reasons."""
    differences = [f"{name}: {verdict}" for name, verdict in report.differences.items()]
    refused = [f"{name} is not compiled: {reason}" for name, reason in report.refused.items()]
    return "\n".join([*differences, *refused, table([report.row]), "", listed(report.reasons)])
