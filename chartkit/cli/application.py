"""The command `chartkit`: takes the arguments of a terminal, runs one command, gives an exit code.

0 is success, 1 that `check` found something, 2 that chartkit or its input could not run, 130 that Ctrl-C ended it. A
fault of the user's is one clear sentence on stderr; only a fault of chartkit's own shows its traceback.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from chartkit.cli.commands import COMMANDS, LazyGroup
from chartkit.cli.output import refused, showing_warnings

_HELP = """Charts as code for machine-learning runs.

Presets are YAML files with a chart and named slots; runs are folders on your own disk. Start with 'chartkit demo'.
"""


class Application(LazyGroup):
    """The group of all commands, with the one place that words what a command refuses."""

    def invoke(self, ctx: click.Context) -> Any:
        with refused(), showing_warnings():
            return super().invoke(ctx)


@click.group(
    cls=Application, commands_at=COMMANDS, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="chartkit", message="chartkit %(version)s")
def application() -> None:
    """The group itself does nothing."""


def run() -> None:
    """Run the command of the terminal's arguments. A stream that was closed before is as good as an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115
    try:
        application(prog_name="chartkit")
    except OSError:  # not even the reason could be said, for stderr takes no more
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
        sys.exit(2)
