"""`Table`, `plot_table` and `log` of Python rows: step, loss and split. chartkit's rows are read back and counted."""

from typing import Any

from measuring import Sample, Samples, main, timed

TARGETS = {f"`Table` + `plot_table` + `log`, {n_rows:,} × 3 rows": 1 / 20 for n_rows in (10_000, 100_000)}
PROCESSES = (3, 1)


def measure(tracker: str, quick: bool) -> Samples:
    """Samples for each size in one run, after a first small chart; quick: a hundredth of the rows."""
    module = __import__(tracker)
    run = module.init(project="benchmark", mode="offline", dir=".")
    _log(module, run, "first", _rows(10, 0))
    small, large = TARGETS
    samples = {
        small: [_sample(module, run, 100 if quick else 10_000, number) for number in range(2 if quick else 5)],
        large: [_sample(module, run, 1_000 if quick else 100_000, number) for number in range(1 if quick else 2)],
    }
    run.finish()
    return samples


def _sample(module: Any, run: Any, n_rows: int, number: int) -> Sample:
    rows, key = _rows(n_rows, number), f"chart_{n_rows}_{number}"
    sample = timed(lambda: _log(module, run, key, rows))
    if module.__name__ == "chartkit":
        kept = module.Api().run(run.id).table(key)
        if len(kept) != n_rows:
            raise SystemExit(f"{n_rows} rows were logged, {len(kept)} read back")
    return sample


def _rows(n_rows: int, number: int) -> list[list[Any]]:
    """New content each time: what is logged twice is kept once."""
    return [[step, number + 1 / (step + 1), "train" if step % 2 else "test"] for step in range(n_rows)]


def _log(module: Any, run: Any, key: str, rows: list[list[Any]]) -> None:
    table = module.Table(columns=["step", "loss", "split"], data=rows)
    run.log({key: module.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss", "stroke": "split"})})


if __name__ == "__main__":
    main(measure)
