"""A process from its start to the JSON of a first chart, against nothing but the import of wandb."""

from measuring import Samples, main, timed

LABEL = "new process: `import`, `plot_table` of 100 rows, `to_json` (wandb: `import` alone)"
TARGETS = {LABEL: 1 / 4}
PROCESSES = (15, 2)


def measure(tracker: str, quick: bool) -> Samples:
    """One sample: everything after the start of the interpreter."""
    return {LABEL: [timed(_chart if tracker == "chartkit" else lambda: __import__(tracker))]}


def _chart() -> str:
    import chartkit

    table = chartkit.Table(columns=["step", "loss"], data=[[step, 1 / (step + 1)] for step in range(100)])
    return chartkit.plot_table("wandb/line/v0", table, {"x": "step", "y": "loss"}).to_json()


if __name__ == "__main__":
    main(measure)
