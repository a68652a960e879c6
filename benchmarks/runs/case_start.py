"""`init` and `finish` of a run with one call: from the import of a new process on, and in one that did so before."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Samples, main, timed

FIRST = "new process: `import`, `init`, one `log`, `finish`"
AGAIN = "`init`, one `log`, `finish`, once more in that process"
TARGETS = {"wandb": {FIRST: 1 / 10, AGAIN: 1 / 10}}
PROCESSES = (7, 1)


def measure(tracker: str, quick: bool) -> Samples:
    """One sample of a first run, several of those that follow it."""
    first = timed(lambda: _run(__import__(tracker)))
    module = __import__(tracker)
    return {FIRST: [first], AGAIN: [timed(lambda: _run(module)) for _ in range(1 if quick else 5)]}


def _run(module: Any) -> None:
    run = module.init(project="benchmark", mode="offline", dir=".", config={"lr": 0.1})
    run.log({"loss": 1.0, "accuracy": 0.5})
    run.finish()


if __name__ == "__main__":
    main(measure)
