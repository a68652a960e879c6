"""The columns of a chart that say whose its rows are: takes a `Binding` and its filled spec, gives their values.

A table of several runs has `_run_id`, `_run_name` and `_run_color` itself; any other has the active run's, the same in
every row. W&B's presets read the same as `id`, `name` and `color` of their dataset `wandb`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from chartkit.compiler.binding import Binding, BoundColumn, RunFilling
from chartkit.data.run_label import RUN_COLUMNS, RunLabel
from chartkit.diagnostics import counted

if TYPE_CHECKING:
    from chartkit.compiler.spec_facts import SpecFacts
    from chartkit.data import Dataset
    from chartkit.presets import Preset

WANDB = "wandb"
_TITLES = {"id": "run id", "name": "run", "color": "run color"}


def run_aliases(preset: Preset, names: Collection[str]) -> dict[str, str]:
    """The chart's columns for a run's id, name and colour, where the tables have the columns `names`.

    `_run_name` and so on; in W&B's presets `name`, unless that is a column of the user's.
    """
    in_wandb = WANDB in preset.tables
    return {part: part if in_wandb and part not in names else column for part, column in RUN_COLUMNS.items()}


def run_filling(preset: Preset, datasets: Iterable[Dataset], label: RunLabel, found: Mapping[str, str]) -> RunFilling:
    """What fills `${run:…}`: the columns `found` by `run_aliases`, in texts the run's own words."""
    read = list(datasets)
    columns = {
        part: BoundColumn(_TITLES[part], alias, "nominal", preset.tables if len(preset.tables) > 1 else ())
        for part, alias in found.items()
    }
    return RunFilling(columns, partial(_text, read, label))


def _text(datasets: list[Dataset], label: RunLabel, part: str) -> str:
    """The word for the runs of these tables: of one run its own, of several their number, the label's colour."""
    column = RUN_COLUMNS[part]
    own = [dataset.column(column).values for dataset in datasets if column in dataset.names]
    words = list(dict.fromkeys(str(value) for values in own for value in values if value is not None))
    if len(words) > 1:
        return label.color if part == "color" else counted(len(words), "run")
    return words[0] if words else str(getattr(label, part))


def run_columns(binding: Binding, spec: SpecFacts, table: str | None = None) -> tuple[tuple[str, str], ...]:
    """The columns of the run that the spec reads and `table` (the main one) does not have: aliases and values."""
    preset, bound = binding.preset, binding.tables[table or binding.preset.table]
    read = spec.words if preset.run_slots or WANDB in preset.tables else frozenset[str]()
    return tuple(
        (alias, str(getattr(binding.run, part)))
        for part, alias in binding.run_aliases.items()
        if alias in read and (part in preset.run_slots or alias == part) and RUN_COLUMNS[part] not in bound.aliases
    )
