"""`run.log` of three metrics, call by call. wandb's own process does a part of its work, which is not counted."""

import time

from measuring import Samples, main

P50, P99 = "`run.log` of 3 scalars, p50", "`run.log` of 3 scalars, p99"
TARGETS = {P50: 1 / 8, P99: None}
PROCESSES = (5, 1)


def measure(tracker: str, quick: bool) -> Samples:
    """Two samples, p50 and p99 of the calls; the CPU time of both is the mean of all calls."""
    run = __import__(tracker).init(project="benchmark", mode="offline", dir=".")
    n_calls = 200 if quick else 10_000
    calls_s: list[float] = []
    cpu_s = time.process_time()
    for step in range(n_calls):
        metrics = {"loss": 1 / (step + 1), "accuracy": step / n_calls, "epoch": step // 100}
        start_s = time.perf_counter()
        run.log(metrics)
        calls_s.append(time.perf_counter() - start_s)
    mean_cpu_s = (time.process_time() - cpu_s) / n_calls
    run.finish()
    calls_s.sort()
    return {P50: [(calls_s[n_calls // 2], mean_cpu_s)], P99: [(calls_s[n_calls * 99 // 100], mean_cpu_s)]}


if __name__ == "__main__":
    main(measure)
