"""`run.log` of two metrics: each call beside wandb's, and calls a second beside the least that keeps a line at all.

Run as `python case_log.py chartkit|wandb|bare full|quick`. `bare` is a loop of `orjson.dumps` and `os.write` of the
step and both metrics: no checks, no times, no checksum, no summary.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Samples, main

P50, P99 = "`run.log` of 2 scalars, p50", "`run.log` of 2 scalars, p99"
MEAN = "`run.log` of 2 scalars, mean of a loop (peer: `orjson.dumps` and `os.write`)"
BYTES = "bytes of the run's file a value, 2 scalars a call"
TARGETS = {"wandb": {P50: 1 / 10, P99: 1 / 5, BYTES: 1}, "bare": {MEAN: 4}}
UNITS = {BYTES: "B"}
PROCESSES = (5, 1)
_BATCH = 100
"""Half a millisecond at most: few are interrupted by other work on the machine."""


def measure(tracker: str, quick: bool) -> Samples:
    """p50 and p99 of the calls, whose CPU time is the mean of all; means of batches; bytes a value."""
    n_calls = 1_000 if quick else 20_000
    if tracker == "bare":
        return {MEAN: _bare(n_calls)}
    run = __import__(tracker).init(project="benchmark", mode="offline", dir=".")
    samples = _calls(run.log, n_calls)
    if tracker == "chartkit":
        samples[MEAN] = _batches(run.log, n_calls)
        n_calls *= 2
    run.finish()
    pattern = "journal-*.jsonl" if tracker == "chartkit" else "*.wandb"
    size_bytes = sum(path.stat().st_size for path in Path().rglob(pattern))
    return {**samples, BYTES: [(size_bytes / (2 * n_calls), 0.0)]}


def _calls(log: Callable[[dict[str, Any]], object], n_calls: int) -> Samples:
    calls_s: list[float] = []
    cpu_s = time.process_time()
    for step in range(n_calls):
        metrics = {"loss": 1 / (step + 1), "accuracy": step / n_calls}
        start_s = time.perf_counter()
        log(metrics)
        calls_s.append(time.perf_counter() - start_s)
    mean_cpu_s = (time.process_time() - cpu_s) / n_calls
    calls_s.sort()
    return {P50: [(calls_s[n_calls // 2], mean_cpu_s)], P99: [(calls_s[n_calls * 99 // 100], mean_cpu_s)]}


def _batches(log: Callable[[dict[str, Any]], object], n_calls: int) -> list[tuple[float, float]]:
    """The mean of each batch of calls, the making of their dicts included."""
    samples: list[tuple[float, float]] = []
    for start in range(0, n_calls, _BATCH):
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        for step in range(start, start + _BATCH):
            log({"loss": 1 / (step + 1), "accuracy": step / n_calls})
        cpu_s = time.process_time() - cpu_s
        samples.append(((time.perf_counter() - wall_s) / _BATCH, cpu_s / _BATCH))
    return samples


def _bare(n_calls: int) -> list[tuple[float, float]]:
    import orjson

    write, dumps, newline = os.write, orjson.dumps, orjson.OPT_APPEND_NEWLINE
    descriptor = os.open("bare.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    samples: list[tuple[float, float]] = []
    for start in range(0, n_calls, _BATCH):
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        for step in range(start, start + _BATCH):
            write(descriptor, dumps({"step": step, "loss": 1 / (step + 1), "accuracy": step / n_calls}, None, newline))
        cpu_s = time.process_time() - cpu_s
        samples.append(((time.perf_counter() - wall_s) / _BATCH, cpu_s / _BATCH))
    return samples


if __name__ == "__main__":
    main(measure)
