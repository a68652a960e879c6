"""What a measured process needs: clocks, and a way to hand samples back.

Imports nothing that a tracker would have to import itself, which would make the tracker look cheaper.
"""

import sys
import time
from collections.abc import Callable  # loaded by Python's own start

Sample = tuple[float, float]
"""Seconds by the clock, and seconds of this process's CPU time."""
Samples = dict[str, list[Sample]]
"""The samples of one process, by the label of the quantity."""


def timed(work: Callable[[], object]) -> Sample:
    """One call of `work`."""
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    work()
    cpu_s = time.process_time() - cpu_s
    return time.perf_counter() - wall_s, cpu_s


def main(measure: Callable[[str, bool], Samples]) -> None:
    """Run a case as `python case_x.py TRACKER full|quick`; its samples go to standard output."""
    sys.stdout.write(repr(measure(sys.argv[1], sys.argv[2] == "quick")))
