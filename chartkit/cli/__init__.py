"""The command line: one command a file, listed in `application.py`."""

from __future__ import annotations

from chartkit.cli.application import main

__all__ = ["main"]
