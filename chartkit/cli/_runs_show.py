"""`chartkit runs show RUN`: settings, last numbers and charts of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from chartkit.cli.options import store_option
from chartkit.cli.output import caution, say, section
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import RunError, counted
from chartkit.runs import RunReader


@click.command("show")
@click.argument("run", required=False)
@store_option
def command(run: str | None, folder: Path | None) -> None:
    """Show RUN: an id, project/id or a name that one run has; the newest run without it."""
    found = chosen_run(run, folder)
    say(f"{found.name} ({found.project}/{found.id}), {found.state}", "place")
    say(f"folder: {found.dir}")
    say(f"started: {found.created_at}")
    for label, text in (("notes", found.notes), ("tags", ", ".join(found.tags)), ("group", found.group)):
        if text:
            say(f"{label}: {text}")
    section("config", _config(found))
    charts = found.charts()
    section("summary", {key: _cut(value) for key, value in found.summary.items() if key not in charts})
    section("charts", {key: _steps(found.chart_steps(key)) for key in charts})
    if found.skipped_lines:
        caution(f"{counted(found.skipped_lines, 'line')} of its journals could not be read")
    for diagnostic in found.diagnostics:
        caution(str(diagnostic))


def _config(found: RunReader) -> dict[str, str]:
    """The run's config; nothing for a run whose record lost it, which its diagnostics say."""
    try:
        return {key: _cut(value) for key, value in found.config.items()}
    except RunError:
        return {}


def _cut(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 100 else f"{text[:99]}…"


def _steps(steps: list[int]) -> str:
    if len(steps) == 1:
        return f"step {steps[0]}"
    return f"{len(steps)} steps, {steps[0]} to {steps[-1]}"
