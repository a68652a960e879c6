"""How a run ends: its exit code, and the one line said about it.

Takes a finished run; gives a line on stderr with the run, its charts, its folder and the next command.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING

from chartkit.diagnostics import RunError, counted
from chartkit.runs.faults import typed
from chartkit.runs.store import STORE_NAME, find_store

if TYPE_CHECKING:
    from chartkit.runs.run import Run

_LARGEST_CODE = 2**31 - 1


def checked_exit_code(code: object) -> int:
    """The whole number that a run ends with, 0 for None, cut to 32 bits. Raises `RunError` for what is no number."""
    try:
        number = 0 if code is None else index(code)  # pyright: ignore[reportArgumentType]
    except TypeError:
        raise RunError.of("CK605", f"exit_code is a whole number; found {typed(code)}.") from None
    return max(-_LARGEST_CODE, min(number, _LARGEST_CODE))


def closing_line(run: Run, exit_code: int) -> None:
    """Write the line, unless `CHARTKIT_SILENT=1` or the run was disabled."""
    if os.environ.get("CHARTKIT_SILENT") == "1" or run.is_disabled or sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):  # a closed stderr is no reason to fail after the training
        sys.stderr.write(f"chartkit: {_sentence(run, exit_code)}\n")


def _sentence(run: Run, exit_code: int) -> str:
    ended = "finished" if exit_code == 0 else f"failed (exit code {exit_code})"
    said = f"run {run.name} ({run.project}/{run.id}) {ended}"
    if not run.is_stored:
        return f"{said}; nothing of it was stored."
    facts = ", ".join(_facts(run))
    return f"{said}{': ' if facts else ''}{facts} in {_short(run.dir)}; next: {_next_command(run)}"


def _facts(run: Run) -> Iterator[str]:
    """What there is to look at, and what is not there."""
    if run.chart_keys:
        yield counted(len(run.chart_keys), "chart")
    if run.lost_calls:
        yield f"{counted(run.lost_calls, 'call')} {'was' if run.lost_calls == 1 else 'were'} NOT stored"
    if run.lost_files:
        yield f"{counted(run.lost_files, 'file')} of charts and tables went with the deleted folder"


def _next_command(run: Run) -> str:
    """What to type in the working folder to see it."""
    store = Path(run.dir).parents[2]
    place = ""
    if store.name == STORE_NAME and find_store() != store:
        place = f" --dir {_quoted(_short(str(store.parent)))}"
    return f"chartkit ui{place}"


def _quoted(word: str) -> str:
    """The word as a shell takes it; most need no quotes."""
    if word.isascii() and word.isalnum():
        return word
    from shlex import quote

    return quote(word)


def _short(folder: str) -> str:
    """The folder relative to the working one where that is shorter."""
    try:
        relative = os.path.relpath(folder)
    except (OSError, ValueError):
        return folder
    return relative if len(relative) < len(folder) else folder
