"""The config of many runs as one matrix: takes configs, gives a row for each run and a column for each key of any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.runs.reading.fields import MISSING, Missing
from chartkit.workspace.runs_table.cells import flat

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOTHING, NUMBER, OTHER = 0, 1, 2
_KINDS = {Missing: NOTHING, type(None): NOTHING, int: NUMBER, float: NUMBER, bool: NUMBER}


class ConfigCells(NamedTuple):
    """The cells of runs × keys."""

    keys: tuple[str, ...]
    """With `config.` before them and dots between their parts, in the order in which runs have them."""
    values: NDArray[np.object_]
    """As runs have them, `MISSING` where one has none."""
    kinds: NDArray[np.uint8]
    """`NOTHING`, `NUMBER` or `OTHER`."""


def config_cells(configs: Sequence[Mapping[str, Any]]) -> ConfigCells:
    """The cells of configs. O(n) in the cells."""
    import numpy as np

    flats = [dict(flat(config, "config.")) for config in configs]
    keys = [*dict.fromkeys(key for one in flats for key in one)]
    values = np.empty((len(flats), len(keys)), dtype=np.object_)
    kinds = np.empty(values.shape, dtype=np.uint8)
    for row, one in enumerate(flats):
        own = [*one.values()] if [*one] == keys else [one.get(key, MISSING) for key in keys]
        values[row] = np.fromiter(own, np.object_, len(own))
        kinds[row] = np.fromiter(map(_KINDS.get, map(type, own), repeat(OTHER)), np.uint8, len(own))
    return ConfigCells(tuple(keys), values, kinds)
