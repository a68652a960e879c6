"""What runs can be coloured by: a metric they logged, one of four that every run has, or a key of their config.

Takes the text that a caller or the page names a key by; gives a `ColorKey`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from chartkit.runs.coloring.labels import Unit


class ColorKey(NamedTuple):
    """A key by which runs are coloured."""

    name: str
    """As it is asked for and shown."""
    kind: Literal["metric", "config", "summary", "default"]
    column: str
    """The column of the history, or the key in config or summary."""
    unit: Unit = "number"
    is_since_start: bool = False
    """True for seconds since 1970 that are shown as seconds since the run began."""

    @property
    def is_of_history(self) -> bool:
        """True for what has a value in each row."""
        return self.kind in ("metric", "default")


STEP = ColorKey("Step", "default", "_step")
PROCESS = ColorKey("Relative Time (Process)", "default", "_runtime", "seconds")
WALL = ColorKey("Relative Time (Wall)", "default", "_timestamp", "seconds", is_since_start=True)
TIME = ColorKey("Wall Time", "default", "_timestamp", "time")
DEFAULTS = (STEP, PROCESS, WALL, TIME)
"""What every run has, by W&B's names."""

_COLUMNS = {"_step": STEP, "_runtime": PROCESS, "_timestamp": TIME}
CONFIG = "config."


def default_key(name: str) -> ColorKey | None:
    """The key that every run has under W&B's name, in any case, or under its column's; None for others.

    >>> default_key("relative time (wall)").column, default_key("_step").name, default_key("acc")
    ('_timestamp', 'Step', None)
    """
    return _COLUMNS.get(name) or next((key for key in DEFAULTS if key.name.lower() == name.lower()), None)


def candidates(name: str) -> list[ColorKey]:
    """What a name may mean, the first that any run has is meant: `config.lr` is of the config before all."""
    default = default_key(name)
    if default is not None:
        return [default]
    config = [ColorKey(name, "config", name.removeprefix(CONFIG))] if name.startswith(CONFIG) else []
    others = [ColorKey(f"{CONFIG}{name}", "config", name), ColorKey(name, "summary", name)]
    return [*config, ColorKey(name, "metric", name), *others]
