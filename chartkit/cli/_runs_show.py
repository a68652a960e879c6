"""`chartkit runs show RUN`: settings, last numbers and charts of a run, or its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from chartkit.cli.json_output import json_help, say_json
from chartkit.cli.options import store_option
from chartkit.cli.output import caution, say, section
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import RunError, counted
from chartkit.runs import RunReader
from chartkit.runs.upkeep.facts import facts


@click.command("show")
@click.argument("run", required=False)
@click.option("--config", "has_config", is_flag=True, help="The config alone.")
@click.option("--summary", "has_summary", is_flag=True, help="The summary alone.")
@click.option("--history", "keys", multiple=True, metavar="KEY", help="The rows of these keys, columns between tabs.")
@click.option("--json", "is_json", is_flag=True, help=json_help)
@store_option
def command(
    run: str | None, has_config: bool, has_summary: bool, keys: tuple[str, ...], is_json: bool, folder: Path | None
) -> None:
    """Show RUN: an id, project/id or a name that one run has; the newest run without it."""
    found = chosen_run(run, folder, is_quiet=is_json or has_config or has_summary or bool(keys))
    names = [name for given in keys for name in given.split(",")]
    if is_json:
        say_json(_chosen(found, has_config, has_summary, names))
    elif has_config or has_summary or keys:
        _say_chosen(found, has_config, has_summary, names)
    else:
        _say_all(found)


def _chosen(found: RunReader, has_config: bool, has_summary: bool, keys: list[str]) -> dict[str, Any]:
    """The parts asked for, or everything but the rows."""
    parts: dict[str, Any] = {}
    if has_config:
        parts["config"] = found.config
    if has_summary:
        parts["summary"] = found.summary
    if keys:
        parts["history"] = _rows(found, keys)
    if parts:
        return parts
    contents = {
        "charts": {key: found.chart_steps(key) for key in found.charts()},
        "tables": {key: found.table_steps(key) for key in found.table_keys()},
        "media": {key: found.media_steps(key) for key in found.media_keys()},
        "files": [file.name for file in found.files()],
        "skipped_lines": found.skipped_lines,
        "diagnostics": [one.to_dict() for one in found.diagnostics],
    }
    return facts(found) | contents


def _say_chosen(found: RunReader, has_config: bool, has_summary: bool, keys: list[str]) -> None:
    """The parts asked for, a line each: a key and its value, or a row."""
    for values in [found.config] * has_config + [found.summary] * has_summary:
        for key, value in values.items():
            say(f"{key}\t{value if isinstance(value, str) else repr(value)}")
    if keys:
        columns = ["_step", *keys]
        say("\t".join(columns))
        for row in _rows(found, keys):
            say("\t".join("" if row.get(name) is None else str(row[name]) for name in columns))


def _rows(found: RunReader, keys: list[str]) -> list[dict[str, Any]]:
    """The rows that have one of the keys. Raises `RunError` for a key that no row has."""
    rows = found.history(keys=keys, pandas=False)
    kept = ({name: row.get(name) for name in ("_step", *keys)} for row in rows)
    return [row for row in kept if any(row[key] is not None for key in keys)]


def _say_all(found: RunReader) -> None:
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
    section("tables", {key: _steps(found.table_steps(key)) for key in found.table_keys()})
    section("media", {key: _steps(found.media_steps(key)) for key in found.media_keys()})
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
