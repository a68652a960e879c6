"""Planning a typical spec without data, in this process: prints the median seconds of a plan."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from statistics import median
from typing import Any

SPEC: Mapping[str, Any] = {
    "data": {"name": "table"},
    "transform": [{"filter": "datum.loss < 5"}, {"calculate": "datum.loss * 100", "as": "percent"}],
    "layer": [
        {
            "mark": "bar",
            "encoding": {
                "x": {"field": "percent", "bin": {"maxbins": 20}},
                "y": {"aggregate": "count"},
                "color": {"field": "split", "type": "nominal"},
            },
        },
        {"mark": "rule", "encoding": {"x": {"aggregate": "mean", "field": "percent", "type": "quantitative"}}},
    ],
}


def seconds(n_calls: int) -> float:
    """The median of `n_calls` plans after fifty that do not count."""
    from chartkit.compiler.planning.planner import plan

    kinds: Any = {"table": {"loss": "number", "split": "text", "step": "number"}}
    times: list[float] = []
    for _ in range(50 + n_calls):
        start = time.perf_counter()
        plan(SPEC, kinds)  # type: ignore[arg-type]
        times.append(time.perf_counter() - start)
    return median(times[50:])


if __name__ == "__main__":
    sys.stdout.write(repr(seconds(1000)))
