"""A built-in preset, loaded before, compiled with a table of one row: load (cached), bind, validate, build."""

from measuring import Samples, main, timed

LABEL = "compile of `wandb/scatter/v0` with one row"
LIMITS_S = {LABEL: 0.001}
PROCESSES = (5, 1)


def measure(tracker: str, quick: bool) -> Samples:
    """One sample a call, after the first fifty: by then the preset is cached and the validator is built."""
    from chartkit import Table, plot_table

    n_calls, samples = (4, []) if quick else (500, [])
    for number in range(n_calls):
        table = Table(columns=["x", "y"], data=[[number, 1.5]])
        sample = timed(lambda: plot_table("wandb/scatter/v0", table, {"x": "x", "y": "y"}))  # noqa: B023
        if quick or number >= 50:
            samples.append(sample)
    return {LABEL: samples}


if __name__ == "__main__":
    main(measure)
