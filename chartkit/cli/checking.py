"""What `check` says, also for commands that write presets: takes paths, prints findings and one line at the end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from chartkit.check.report import Report
from chartkit.check.run import Options, run_check
from chartkit.cli.output import report, say
from chartkit.diagnostics import counted


def checked(paths: Iterable[Path], update: bool = False) -> bool:
    """Whether the presets at `paths` are clean but for notes; says everything found, and one line at the end."""
    found = run_check(paths, Options(update=update))
    say_report(found)
    return found.is_clean


def say_report(found: Report) -> None:
    """The findings with their code frames, and one line at the end."""
    if found.findings:
        report(found.findings, sys.stdout)
        say()
    say(summary(found), _kind(found))


def summary(found: Report) -> str:
    """As `3 presets checked, 1 error`."""
    scripts = f" and {counted(found.n_scripts, 'script')}" if found.n_scripts else ""
    parts = [f"{counted(found.n_presets, 'preset')}{scripts} checked"]
    number = Counter(finding.severity for finding in found.findings)
    words = {"error": "error", "warning": "warning", "info": "note"}
    parts += [counted(number[severity], word) for severity, word in words.items() if number[severity]]
    if found.n_fixed:
        parts.append(f"{found.n_fixed:,} fixed")
    if not found.findings:
        parts.append("no findings")
    others = f" ({counted(found.n_others, 'other file')} passed over)" if found.n_others else ""
    return ", ".join(parts) + others


def _kind(found: Report) -> str:
    severities = {finding.severity for finding in found.findings}
    return next((severity for severity in ("error", "warning", "info") if severity in severities), "good")
