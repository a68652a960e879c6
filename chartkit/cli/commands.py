"""The list of commands, each in a file of its own that is imported when the command is used."""

from __future__ import annotations

import importlib
import signal
from typing import Any

import click

from chartkit.cli import end_at_once

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("chartkit.cli._demo", "Train a small classifier and look at its charts."),
    "check": ("chartkit.cli._check", "Prove presets: every fault with its line and the way out."),
    "diff": ("chartkit.cli._diff", "Show the charts that changed since a commit, before and after."),
    "rule": ("chartkit.cli._rule", "Say what a finding of check means, or list them all."),
    "render": ("chartkit.cli._render", "Draw a preset with a table into a picture or page."),
    "explain": ("chartkit.cli._explain", "Say what a chart computes before the browser, and where."),
    "preview": ("chartkit.cli._preview", "Show a preset in the browser, drawn again on every save."),
    "presets": ("chartkit.cli._presets", "List, show, start and import presets."),
    "ui": ("chartkit.cli._ui", "See runs, charts and presets in the browser."),
    "report": ("chartkit.cli._report", "Write a project as one page, or as a static site."),
    "runs": ("chartkit.cli._runs", "List, show, compare, export and check the runs on this disk."),
}
"""For each command its module, which holds it as `command`, and the line that `--help` shows."""

PRESETS_COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("chartkit.cli._presets_list", "List every preset that can be named here."),
    "show": ("chartkit.cli._presets_show", "Show a preset's slots and how to fill them."),
    "new": ("chartkit.cli._presets_new", "Start a preset of your own, from scratch or from another."),
    "import": ("chartkit.cli._presets_import", "Make a preset of a chart from W&B, Altair or Vega."),
}

RUNS_COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("chartkit.cli._runs_list", "List the runs, newest first, or filtered and sorted."),
    "show": ("chartkit.cli._runs_show", "Show a run: its settings, its last numbers, its charts."),
    "export": ("chartkit.cli._runs_export", "Write a run as a page, JSON, CSV, Parquet or an archive."),
    "diff": ("chartkit.cli._runs_diff", "Show what two runs have different."),
    "tail": ("chartkit.cli._runs_tail", "Show the last rows of a run, and those that come."),
    "tag": ("chartkit.cli._runs_tag", "Give tags to a run, or take them away."),
    "note": ("chartkit.cli._runs_note", "Write a run's notes."),
    "name": ("chartkit.cli._runs_name", "Give a run another name."),
    "rm": ("chartkit.cli._runs_rm", "Remove runs; 'restore' brings them back."),
    "restore": ("chartkit.cli._runs_restore", "Bring back a removed run, or list them."),
    "gc": ("chartkit.cli._runs_gc", "Find the files that no run refers to, and delete them."),
    "verify": ("chartkit.cli._runs_verify", "Find every damaged or missing byte of runs."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and line, and imports one only to run it or show its help."""

    def __init__(self, *args: Any, commands_at: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._commands_at:
            return None
        command = importlib.import_module(self._commands_at[cmd_name][0]).command
        if signal.getsignal(signal.SIGINT) is end_at_once:  # from here on the command itself says how it ends
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._commands_at.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with the nearest name for one that does not exist."""
        if args and args[0] not in self._commands_at and not args[0].startswith("-"):
            from chartkit.schema import did_you_mean

            near = did_you_mean(args[0], self._commands_at)
            ctx.fail(f"there is no command {args[0]!r}.{f' {near}' if near else ''}".rstrip())
        return super().resolve_command(ctx, args)
