"""The golden of a preset, the chart of its example as it is meant to be: compared, or written anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, Location


def golden_state(subject: Subject, update: bool = False) -> Iterable[Diagnostic]:
    """A warning when the golden beside the preset is not what its example gives now; `update` writes it instead."""
    from chartkit.check.goldens import golden_path, golden_text

    if subject.chart is None:
        return
    path = golden_path(subject.path, subject.chart.dialect)
    made = golden_text(subject.chart)
    kept = path.read_text(encoding="utf-8") if path.is_file() else None
    if kept == made:
        return
    if update:
        path.write_text(made, encoding="utf-8")
    elif kept is not None:
        yield _outdated(subject, path, kept, made)


def _outdated(subject: Subject, path: Path, kept: str, made: str) -> Diagnostic:
    pairs = zip(kept.splitlines(), made.splitlines(), strict=False)
    line = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), None)
    where = f" from its line {line} on" if line else ""
    message = f"the golden {path.name} is not what the example gives now{where}."
    help = "if the new chart is the one you want, run 'chartkit check --update'"
    return Diagnostic("CK702", message, "warning", Location(subject.preset.file), help)
