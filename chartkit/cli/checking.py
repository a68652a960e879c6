"""What `check` says, also for commands that write presets: takes paths, prints findings and one line at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from chartkit.check import check_preset, find_presets
from chartkit.cli.output import report, say
from chartkit.diagnostics import Diagnostic, counted
from chartkit.presets import default_library


def checked(paths: Iterable[Path], update: bool = False, folders: tuple[Path, ...] = ()) -> bool:
    """Whether the presets at `paths` are clean but for notes; says everything found, and one line at the end."""
    library = default_library(folders)
    found = find_presets(paths, library)
    findings = [finding for path in found.presets for finding in check_preset(path, library, update)]
    findings = list(dict.fromkeys(findings))
    if findings:
        report(findings, sys.stdout)
        say()
    say(summary(len(found.presets), len(found.others), findings), _kind(findings))
    return all(finding.severity == "info" for finding in findings)


def summary(n_presets: int, n_others: int, findings: list[Diagnostic]) -> str:
    """As `3 presets checked, 1 error`."""
    parts = [f"{counted(n_presets, 'preset')} checked"]
    for severity in ("error", "warning", "info"):
        if number := sum(finding.severity == severity for finding in findings):
            parts.append(counted(number, "note" if severity == "info" else severity))
    if not findings:
        parts.append("no findings")
    others = f" ({counted(n_others, 'other file')} passed over)" if n_others else ""
    return ", ".join(parts) + others


def _kind(findings: list[Diagnostic]) -> str:
    return findings[0].severity if findings else "good"
