"""Who writes a journal, and whether that process still lives: what tells a running run from a crashed one.

Takes a process; gives a small JSON-ready record for the journal's first line, and later the answer to "is it alive".
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any


def this_writer() -> dict[str, Any]:
    """This process: host, id, and when it started in the system's ticks (None where it does not say)."""
    return {"host": os.uname().nodename, "pid": os.getpid(), "started": _started(os.getpid())}


def this_program() -> dict[str, str]:
    """The script and the folder it runs in, by which `resume="auto"` knows a restarted one."""
    script = Path(sys.argv[0]) if sys.argv else Path()
    return {"script": str(script.absolute() if script.is_file() else script), "folder": str(Path.cwd())}


def is_gone(writer: dict[str, Any]) -> bool:
    """True when the writer ran on this host and no longer does. Of other hosts nothing is known: False.

    A process id that now belongs to a process started at another time is another process.
    """
    pid = writer.get("pid")
    if writer.get("host") != os.uname().nodename or not isinstance(pid, int) or pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except PermissionError:
        return False
    except (ProcessLookupError, OverflowError):
        return True
    started = writer.get("started")
    return _is_zombie(pid) or (started is not None and _started(pid) not in (None, started))


def _stat(pid: int) -> list[str]:
    """The fields of Linux's `/proc/<pid>/stat` after the command's name; none elsewhere."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _started(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[19]) if len(fields) > 19 else None


def _is_zombie(pid: int) -> bool:
    return _stat(pid)[:1] == ["Z"]
