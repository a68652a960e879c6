"""Goldens: takes the chart of a preset's example, compares it with the text that `check` keeps beside the preset.

A golden is the whole chart as it is meant to be: JSON, rows included, laid out for people to read in a diff.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from chartkit.check.subject import Subject
from chartkit.compiler import Chart
from chartkit.diagnostics import Diagnostic, Location, source_lines
from chartkit.files import write_whole

SIGNIFICANT_DIGITS = 6
_ENDINGS = {"vega-lite": ".expected.vl.json", "vega": ".expected.vg.json"}


def golden_state(subject: Subject, update: bool = False) -> Iterable[Diagnostic]:
    """A warning when the golden beside the preset is not what its example gives now, a note when there is none.

    `update` writes it instead.
    """
    if subject.chart is None:
        return
    path = golden_path(subject.path, subject.chart.dialect)
    kept = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
    if kept is not None and kept == _quick_text(subject.chart):
        return
    made = golden_text(subject.chart)
    if kept == made:
        return
    if update:
        write_whole(path, made.encode())
    elif kept is not None:
        yield _outdated(subject, path, kept, made)
    elif not subject.chart.is_notice:
        yield _missing(subject, path)


def _missing(subject: Subject, path: Path) -> Diagnostic:
    message = "the example's chart is not kept beside it (no golden), so nobody sees when it changes."
    help = f"'chartkit check --update' writes {path.name}"
    return Diagnostic("CK805", message, "info", Location(subject.preset.file), help)


def _outdated(subject: Subject, path: Path, kept: str, made: str) -> Diagnostic:
    pairs = zip(source_lines(kept), source_lines(made), strict=False)
    line = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), None)
    where = f" from its line {line} on" if line else ""
    message = f"the golden {path.name} is not what the example gives now{where}."
    help = "if the new chart is the one you want, run 'chartkit check --update'"
    return Diagnostic("CK702", message, "warning", Location(subject.preset.file), help)


def golden_path(preset_file: Path, dialect: str) -> Path:
    """The golden beside a preset: its name and `.expected.vl.json`, for raw Vega `.expected.vg.json`.

    >>> golden_path(Path("presets/me/loss.yaml"), "vega-lite").as_posix()
    'presets/me/loss.expected.vl.json'
    """
    return preset_file.with_name(f"{preset_file.stem}{_ENDINGS[dialect]}")


def golden_text(chart: Chart) -> str:
    """The chart as JSON, two spaces a level and a newline at the end; the same chart gives the same text everywhere.

    Fractions have 6 significant digits, for engines may add floats in any order; whole numbers stay whole. O(rows).
    """
    return json.dumps(rounded(chart.spec), indent=2, ensure_ascii=False) + "\n"


def _quick_text(chart: Chart) -> str:
    """The golden's text, sooner, but for the way that it writes numbers with an exponent."""
    import orjson

    return orjson.dumps(rounded(chart.spec), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def rounded(value: Any) -> Any:
    """`value`, plain JSON, with each float to 6 significant digits.

    >>> rounded({"loss": 0.123456789, "step": 12345678})
    {'loss': 0.123457, 'step': 12345678}
    """
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    if isinstance(value, list):
        return [rounded(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: rounded(child) for key, child in cast("dict[str, Any]", value).items()}
    return value
