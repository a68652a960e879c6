"""Starts the drawing process. Takes the file that it logs to, gives a running `Popen`."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from chartkit.diagnostics import RenderError

if TYPE_CHECKING:
    from subprocess import Popen


def log_file() -> int:
    """A nameless file for the process's stderr; in memory where the system can, lest the disk be full."""
    if sys.platform == "linux":
        return os.memfd_create("chartkit-render")
    import tempfile

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def start(log_fd: int, major: int = 0) -> Popen[bytes]:
    """The process, on its way up; with a `major` of Vega-Lite it loads that at once. Raises `RenderError` CK510.

    By Popen, not multiprocessing, whose spawn runs a script without a main guard a second time.
    """
    import subprocess

    command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("worker.py"))]
    arguments = [_vl_convert_folder(), str(_parent()), str(major)]
    try:
        return subprocess.Popen(
            [*command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log_fd,
            cwd=os.sep,  # holds on to no folder of the user's
            env=os.environ | {"RUST_BACKTRACE": "0", "NO_COLOR": "1"},
            start_new_session=True,  # Ctrl-C is the parent's to answer
        )
    except OSError as error:
        raise RenderError.of("CK510", f"the drawing process cannot be started: {error}.") from None


def _parent() -> int:
    """Our process id for the worker to die with, or 0: it would die with the *thread* that started it."""
    return os.getpid() if threading.current_thread() is threading.main_thread() else 0


def _vl_convert_folder() -> str:
    from importlib.util import find_spec

    found = find_spec("vl_convert")
    if found is None or found.origin is None:
        message = "drawing needs the package vl-convert-python, which is not installed."
        raise RenderError.of("CK510", message, "pip install vl-convert-python")
    return str(Path(found.origin).parent.parent)
