"""The command line: one command a file, listed in `commands.py`."""

from __future__ import annotations

import os
import signal
from typing import NoReturn

__all__ = ["INTERRUPTED", "end_at_once", "main"]

INTERRUPTED = 130
"""The exit code after Ctrl-C."""


def main() -> None:
    """The entry point of the console script. Ctrl-C while it is being imported ends it without a word."""
    signal.signal(signal.SIGINT, end_at_once)
    from chartkit.cli.application import run

    run()


def end_at_once(*_: object) -> NoReturn:
    """What Ctrl-C does before a command has begun: no import is torn in its middle, and nothing needs an end yet."""
    os._exit(INTERRUPTED)
