"""`chartkit render`: draws a preset with a table into a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.charting import chart_of, data_files
from chartkit.cli.destination import check_destination
from chartkit.cli.options import FillingCommand, filling_options, presets_option
from chartkit.cli.output import caution, say
from chartkit.diagnostics import counted

if TYPE_CHECKING:
    from chartkit.presets import Preset


@click.command("render", cls=FillingCommand)
@click.argument("preset")
@filling_options
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="A .png, .svg, .pdf, .html or .json file."
)
@click.option("--width", type=click.IntRange(1, 20_000), help="Pixels; the preset's own, else 600.")
@click.option("--height", type=click.IntRange(1, 20_000), help="Pixels; the preset's own, else 300.")
@click.option("--scale", type=click.FloatRange(0.1, 20), default=1.0, help="Multiplies the pixels of a PNG.")
@click.option("--theme", help="A Vega theme by its name, as dark or ggplot2; light is none.")
@presets_option
def command(
    preset: str,
    data: tuple[str, ...],
    field: tuple[str, ...],
    string: tuple[str, ...],
    output: Path,
    width: int | None,
    height: int | None,
    scale: float,
    theme: str | None,
    folders: tuple[Path, ...],
) -> None:
    """Draw PRESET, a name or a file, with a table; without --data its own example is drawn."""
    from chartkit.presets import default_library, load

    check_destination(output, name="chart.png")
    filled = load(preset, default_library(folders))
    check_destination(output, _files_of(filled, data), name="chart.png")
    chart = chart_of(filled, data, field, string)
    for diagnostic in chart.diagnostics:
        caution(str(diagnostic))
    output.parent.mkdir(parents=True, exist_ok=True)
    chart.save(output, width=width, height=height, scale=scale, theme=theme)
    say(f"{output}: {filled.name}, {counted(chart.dataset.n_rows, 'row')}")


def _files_of(preset: Preset, data: tuple[str, ...]) -> list[Path]:
    """The files that the chart is made of."""
    example = preset.example.data if preset.example else None
    given = data_files(preset, data).values() if data else ()
    found = (preset.file, example if isinstance(example, Path) else None, *given)
    return [Path(file) for file in found if file is not None]
