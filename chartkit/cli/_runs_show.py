"""`chartkit runs show RUN`: settings, last numbers and charts of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from chartkit.cli.output import caution, say
from chartkit.diagnostics import counted


@click.command("show")
@click.argument("run")
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="The folder that holds .chartkit.")
def command(run: str, folder: Path | None) -> None:
    """Show RUN, an id or project/id."""
    from chartkit.runs import Api

    found = Api(folder).run(run)
    say(f"{found.name} ({found.project}/{found.id}), {found.state}", "place")
    say(f"folder: {found.dir}")
    say(f"started: {found.created_at}")
    for label, text in (("notes", found.notes), ("tags", ", ".join(found.tags)), ("group", found.group)):
        if text:
            say(f"{label}: {text}")
    _section("config", found.config)
    charts = found.charts()
    _section("summary", {key: value for key, value in found.summary.items() if key not in charts})
    _section("charts", {key: _steps(found.chart_steps(key)) for key in charts})
    if found.skipped_lines:
        caution(f"{counted(found.skipped_lines, 'line')} of its journals could not be read")
    for diagnostic in found.diagnostics:
        caution(str(diagnostic))


def _section(title: str, entries: dict[str, Any]) -> None:
    if entries:
        say(f"\n{title}", "place")
        width = max(map(len, entries))
        for key, value in entries.items():
            text = value if isinstance(value, str) else repr(value)
            say(f"  {key.ljust(width)}  {text if len(text) <= 100 else text[:99] + '…'}")


def _steps(steps: list[int]) -> str:
    if len(steps) == 1:
        return f"step {steps[0]}"
    return f"{len(steps)} steps, {steps[0]} to {steps[-1]}"
