"""What a run of `check` gives: its findings in the order of their files, and what was looked at."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import Diagnostic


class Report(NamedTuple):
    """One run.

    `findings` are sorted by file and line; `files` are the presets and scripts that were checked, in the order that
    they were found. `n_others` counts the YAML and JSON files of walked folders that hold no preset, `n_cached` the
    files whose findings an earlier run had kept, `n_fixed` the findings that `--fix` mended.
    """

    findings: tuple[Diagnostic, ...] = ()
    files: tuple[Path, ...] = ()
    n_presets: int = 0
    n_scripts: int = 0
    n_others: int = 0
    n_cached: int = 0
    elapsed_s: float = 0.0
    n_fixed: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found but notes."""
        return all(finding.severity == "info" for finding in self.findings)
