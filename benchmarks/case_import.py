"""The time of the import statement, in a fresh process."""

from measuring import Samples, main, timed

LABEL = "`import`"
TARGETS = {LABEL: 1 / 20}
PROCESSES = (15, 2)


def measure(tracker: str, quick: bool) -> Samples:
    """One sample: the import."""
    return {LABEL: [timed(lambda: __import__(tracker))]}


if __name__ == "__main__":
    main(measure)
