"""Planning specs without data, in this process: prints the name of each and the median seconds of its plan."""

from __future__ import annotations

import sys
import time
from statistics import median

from specs import Named, named_specs

_UNCOUNTED = 50
"""Plans made first: every module is loaded then."""


def seconds(one: Named, n_calls: int) -> float:
    """The median of `n_calls` plans. Raises `SystemExit` for a spec that does not draw a table that is planned."""
    from chartkit.compiler.planning.planner import plan

    if not plan(one.spec, one.kinds).views:  # type: ignore[arg-type]
        raise SystemExit(f"{one.name}: no view is planned")
    times: list[float] = []
    for _ in range(_UNCOUNTED + n_calls):
        start = time.perf_counter()
        plan(one.spec, one.kinds)  # type: ignore[arg-type]
        times.append(time.perf_counter() - start)
    return median(times[_UNCOUNTED:])


if __name__ == "__main__":
    sys.stdout.write(repr({one.name: seconds(one, int(sys.argv[1])) for one in named_specs()}))
