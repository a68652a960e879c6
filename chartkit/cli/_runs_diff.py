"""`chartkit runs diff RUN RUN`: what two runs have different."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from chartkit.cli.json_output import json_help, say_json
from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import visible

_WIDEST = 60


@click.command("diff")
@click.argument("first", metavar="RUN")
@click.argument("second", metavar="RUN")
@click.option("--exit-code", is_flag=True, help="End with 1 where they differ, as 'git diff --exit-code' does.")
@click.option("--json", "is_json", is_flag=True, help=json_help)
@store_option
def command(first: str, second: str, exit_code: bool, is_json: bool, folder: Path | None) -> None:
    """Show config, summary and code of two runs side by side, the keys alone that differ."""
    from chartkit.runs.reading.fields import MISSING
    from chartkit.runs.upkeep.difference import difference

    one, other = chosen_run(first, folder), chosen_run(second, folder)
    found = difference(one, other)
    names = f"{one.project}/{one.id}", f"{other.project}/{other.id}"
    if is_json:
        values = {
            section: {
                key: {
                    name: value for name, value in zip(("first", "second"), pair, strict=True) if value is not MISSING
                }
                for key, pair in keys.items()
            }
            for section, keys in found.items()
        }
        say_json({"first": names[0], "second": names[1], **values})
    elif found:
        _say(
            {section: {key: (_cell(a), _cell(b)) for key, (a, b) in keys.items()} for section, keys in found.items()},
            names,
        )
    else:
        say(f"{names[0]} and {names[1]} have the same config, summary and code")
    if exit_code and found:
        sys.exit(1)


def _say(found: dict[str, dict[str, tuple[str, str]]], names: tuple[str, str]) -> None:
    cells = [(key, *pair) for keys in found.values() for key, pair in keys.items()]
    first, second = (max(len(row[column]) for row in [("", *names), *cells]) for column in (0, 1))
    say(f"  {'':{first}}  {names[0]:{second}}  {names[1]}", "quiet")
    for section, keys in found.items():
        say(section, "place")
        for key, (one, other) in keys.items():
            say(f"  {key:{first}}  {one:{second}}  {other}".rstrip())


def _cell(value: Any) -> str:
    from chartkit.runs.reading.fields import MISSING

    if value is MISSING:
        return "-"
    text = visible((value if isinstance(value, str) else repr(value)).replace("\n", " "))
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
