"""One tool, one chart, one size, measured in this process: `python measured.py TOOL CHART ROWS CALLS`.

Prints the seconds of each call after one that does not count, the bytes of the JSON, and the memory that calls add at
most to what the table takes, in bytes. The peak is the kernel's own, set back before.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import NamedTuple

from charts import CHARTS
from tool_calls import TOOLS, Prepared

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Measured(NamedTuple):
    """Seconds of each call, bytes of the JSON, bytes of memory added at most."""

    seconds: tuple[float, ...]
    json_bytes: int
    added_bytes: int


def measured(tool: str, chart: str, n_rows: int, n_calls: int) -> Measured:
    """The figures of one tool. The first call goes over a hundredth of the rows, so that its libraries are loaded."""
    TOOLS[tool](chart, CHARTS[chart].columns(max(1000, n_rows // 100)))()
    run = TOOLS[tool](chart, CHARTS[chart].columns(n_rows))
    before = _kilobytes("VmRSS")
    _CLEAR.write_text("5", encoding="utf-8")
    content = run()
    added = _kilobytes("VmHWM") - before
    seconds = tuple(_seconds(run) for _ in range(n_calls))
    return Measured(seconds, len(content), max(0, added) * 1024)


def _seconds(run: Prepared) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _kilobytes(name: str) -> int:
    line = next(line for line in _STATUS.read_text(encoding="utf-8").splitlines() if line.startswith(name))
    return int(line.split()[1])


if __name__ == "__main__":
    sys.stdout.write(repr(tuple(measured(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))))
