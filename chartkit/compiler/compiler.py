"""The compiler, from call to chart. Read this file first.

1. load     a name, path, dict or Altair chart       → `Preset`
2. adopt    anything tabular                         → `Dataset`, one for each table of the preset
3. bind     preset + dataset + fields + strings      → `Binding`
4. build    slots filled, pruned, checked, rows made → `Chart`

Every stage collects its diagnostics and then stops, or hands them on; none prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build, failed_chart
from chartkit.compiler.chart import Chart
from chartkit.compiler.tables import tables_of
from chartkit.data import Dataset
from chartkit.diagnostics import ChartkitError, DataError, on_error, warn
from chartkit.presets.loader import load, source_name


def plot_table(
    vega_spec_name: Any,
    data_table: Any,
    fields: Mapping[str, Any],
    string_fields: Mapping[str, Any] | None = None,
    split_table: bool = False,
    *,
    strict: bool = False,
    keep_table: bool = False,
) -> Chart:
    """A preset filled with a table: a chart to look at, save, or log to a run.

    `vega_spec_name` is the preset: a name as `wandb/line/v0`, a path, a dict, or an Altair chart. `data_table` is a
    `Table` or anything tabular (see `to_dataset`); for a preset of several datasets it is a dict, by their names, of
    such tables. `fields` maps slots to column names, `string_fields` to texts.
    `split_table` keeps the table out of the charts' section, as in W&B. `strict` raises where a chart would draw less
    than all: more than 50,000 rows or 5 MB that no exact reduction makes smaller. A run keeps the whole table; of one
    that stays in a file, a database or a cluster it keeps the drawn rows and where the table is, and copies all of it
    only with `keep_table`.

    Raises `PresetError`, `DataError` or `BindError` with every fault of the call at once. A table that has nothing to
    draw does not raise: the chart says so, with a warning. `init(on_error=…)` changes both.
    """
    dataset = Dataset(())
    try:
        preset = load(vega_spec_name)
        tables = tables_of(preset, data_table)
        dataset = tables[preset.table]
        binding = bind(preset, tables, fields, string_fields)
        chart = build(binding, split_table, strict=strict, keep_table=keep_table)
    except ChartkitError as error:
        if on_error() != "record":
            raise
        chart = failed_chart(source_name(vega_spec_name), dataset, error.diagnostics)
    if chart.is_notice and on_error() == "raise":
        raise DataError([fault for fault in chart.diagnostics if fault.severity == "warning"])
    for diagnostic in chart.diagnostics:
        if diagnostic.severity != "info":
            warn(diagnostic)
    return chart
