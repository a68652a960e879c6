"""1,000 runs of 10,000 rows of two metrics into arrays, all of whose values are summed: first, and once more.

DuckDB reads the same journals with the columns said to it, without telling the runs apart. The store is made once, in
the folder that `BENCHMARK_STORES` names.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Samples, main, timed

FIRST = "1,000 runs × 10,000 rows × 2 metrics into arrays, first time"
CACHED = "the same, read before"
TARGETS = {"duckdb": {FIRST: 3}}
LIMITS_S = {CACHED: 0.1}
PROCESSES = (3, 1)


def measure(tracker: str, quick: bool) -> Samples:
    """One first sample, which fills the cache, and five more; chartkit's answers are those of DuckDB, by their sums."""
    n_runs, n_steps = (3, 100) if quick else (1_000, 10_000)
    store = made_store(n_runs, n_steps)
    if tracker == "duckdb":
        return {FIRST: [timed(lambda: _read_json(store, n_runs * n_steps))]}
    import numpy  # noqa: F401  # whoever wants arrays has it loaded

    import chartkit

    (store / "cache.sqlite3").unlink(missing_ok=True)

    def read() -> None:
        found = chartkit.Api(store).histories("p", ["loss", "acc"])
        _checked(sum(len(run["_step"]) for run in found.values()), n_runs * n_steps)
        _checked(sum(float(array.sum()) > 0 for run in found.values() for array in run.values()), 3 * n_runs)

    return {FIRST: [timed(read)], CACHED: [timed(read) for _ in range(5)]}


def made_store(n_runs: int, n_steps: int) -> Path:
    """A store of made runs, the same for the same counts, made where it is not there yet."""
    folder = Path(os.environ.get("BENCHMARK_STORES", ".")) / f"{n_runs}x{n_steps}"
    store = folder / ".chartkit"
    if not store.is_dir():
        from make_runs import make_store  # needs chartkit, which comes first

        make_store(folder, n_runs, n_steps)
    return store


def _read_json(store: Path, n_rows: int) -> None:
    import duckdb

    columns = "{_step: 'BIGINT', log: 'STRUCT(loss DOUBLE, acc DOUBLE)'}"
    source = f"read_json('{store}/runs/p/*/journal-*.jsonl', format='newline_delimited', columns={columns})"
    found = duckdb.sql(f"select _step, log.loss, log.acc from {source} where _step is not null").fetchnumpy()
    _checked(len(found["_step"]), n_rows)
    _checked(sum(float(array.sum()) > 0 for array in found.values()), 3)


def _checked(found: int, wanted: int) -> None:
    if found != wanted:
        raise SystemExit(f"{found} rows or columns were read, {wanted} are there")


if __name__ == "__main__":
    main(measure)
