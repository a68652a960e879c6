"""`chartkit explain`: says what a chart computes before the browser, where, and why no more."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.charting import chart_of
from chartkit.cli.options import FillingCommand, filling_options, presets_option
from chartkit.cli.output import caution, say


@click.command("explain", cls=FillingCommand)
@click.argument("preset")
@filling_options
@presets_option
def command(
    preset: str, data: tuple[str, ...], field: tuple[str, ...], string: tuple[str, ...], folders: tuple[Path, ...]
) -> None:
    """Say what PRESET computes before the browser: steps, rows in and out, engine, and why no more is computed."""
    from chartkit.presets import default_library, load

    chart = chart_of(load(preset, default_library(folders)), data, field, string)
    for diagnostic in chart.diagnostics:
        caution(str(diagnostic))
    say(str(chart.plan))
    say(f"the chart is {len(chart.to_json()):,} bytes of JSON")
