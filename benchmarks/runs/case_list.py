"""10,000 runs listed, filtered by a config value and a summary value, and sorted by a summary value."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from case_read import made_store
from measuring import Samples, main, timed

FIRST = "10,000 runs listed, filtered and sorted, first time"
CACHED = "10,000 runs listed, filtered and sorted, read before"
LIMITS_S = {CACHED: 0.15, FIRST: None}
PROCESSES = (3, 1)
_FILTERS = {"config.lr": {"$lt": 0.05}, "summary_metrics.acc": {"$gt": 0.5}, "state": "finished"}


def measure(tracker: str, quick: bool) -> Samples:
    """One sample of the first time and five of the next ones; the ids of all that is found are read."""
    import chartkit

    n_runs = 20 if quick else 10_000
    store = made_store(n_runs, 3)
    (store / "cache.sqlite3").unlink(missing_ok=True)

    def listed() -> list[str]:
        return [run.id for run in chartkit.Api(store).runs("p", _FILTERS, "-summary_metrics.acc")]

    first = timed(listed)
    if not quick and not n_runs // 10 < len(listed()) < n_runs:
        raise SystemExit(f"{len(listed())} of {n_runs} runs were found")
    return {FIRST: [first], CACHED: [timed(listed) for _ in range(5)]}


if __name__ == "__main__":
    main(measure)
