"""Build the chart: takes a `Binding`, gives a `Chart` of plain Vega-Lite or Vega.

The author's encodings stay as written; added are the bound columns' types and titles, UTC forms where a column is
temporal, the project's theme, and provenance under `usermeta.chartkit`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.compiler.aliases import display_name
from chartkit.compiler.binding import Binding
from chartkit.compiler.channels import missing_channels
from chartkit.compiler.chart import Chart, title_of
from chartkit.compiler.emission import EmittedColumns, Rows, emit_rows, emitted_columns, rows_diagnostics, run_columns
from chartkit.compiler.filling import Filled, fill
from chartkit.compiler.folds import with_folded_names
from chartkit.compiler.notice import notice_spec
from chartkit.compiler.theme import project_theme, with_theme
from chartkit.compiler.tooltips import titled_tooltips
from chartkit.compiler.utc import to_utc
from chartkit.diagnostics import BindError, Diagnostic, PresetError, counted
from chartkit.presets import Preset
from chartkit.presets.nodes import Node
from chartkit.schema import validate

MAX_ROWS = 50_000


def build(binding: Binding, split_table: bool = False) -> Chart:
    """The chart of `binding`; this step's data faults (no rows, nothing to draw) become a chart that says so.

    Raises `PresetError` when the filled spec is not valid, `BindError` when pruning took a channel its mark needs.
    """
    spec: dict[str, Any] = filled_spec(binding, prove=not binding.preset.is_built_in).plain()
    emitted = emitted_columns(binding, spec)
    run = run_columns(binding, spec)
    rows = emit_rows(binding.dataset, emitted, run)
    faults = list(_data_faults(binding, rows))
    if faults:
        spec = notice_spec([fault.message for fault in faults], title_of(spec))
    else:
        spec = _finished(spec, binding, emitted)
    diagnostics = (*binding.diagnostics, *faults, *rows_diagnostics(rows), *_over_budget(rows))
    provenance = _provenance(binding, emitted, run, bool(faults))
    return Chart(_with_provenance(spec, provenance), binding.dataset, rows, diagnostics, split_table)


def filled_spec(binding: Binding, prove: bool = True) -> Node:
    """The preset's spec, in nodes, filled and pruned: each mark with the channels it needs, and valid.

    `prove=False` leaves the schema out, for presets that chartkit's own tests prove.
    """
    filled = fill(binding.preset.spec, binding.filling)
    if prove and (faults := schema_faults(binding.preset, filled)):
        raise PresetError(faults)
    if faults := missing_channels(binding.preset, filled.spec, filled.lost_channels):
        raise BindError(faults)
    return filled.spec


def schema_faults(preset: Preset, filled: Filled) -> list[Diagnostic]:
    """What the schema of the preset's dialect finds in a filled spec, at the author's lines.

    Vega-Lite before version 6 has other words and is drawn as it is.
    """
    if preset.dialect == "vega-lite" and preset.major < 6:
        return []
    return [
        Diagnostic(fault.code, fault.message, location=filled.spec.locate(fault.path, fault.on_key), help=fault.help)
        for fault in validate(filled.spec.plain(), preset.dialect)
    ]


def failed_chart(name: str, dataset: Any, diagnostics: Iterable[Diagnostic]) -> Chart:
    """The chart for a call that could not be compiled, where the run's policy is to record and go on."""
    found = tuple(diagnostics)
    spec = notice_spec([f"{name}: not drawn.", *(fault.message for fault in found)])
    provenance: dict[str, Any] = {"columns": [], "preset": name, "notice": True}
    return Chart(_with_provenance(spec, provenance), dataset, Rows({}, 0, {}), found, False)


def _finished(spec: dict[str, Any], binding: Binding, emitted: EmittedColumns) -> dict[str, Any]:
    if any(alias != name for alias, (name, _) in emitted.items()):
        spec = titled_tooltips(spec, emitted)
        spec = with_folded_names(spec, {alias: name for alias, (name, _) in emitted.items()})
    if any(_holds_times(binding, name, type_) for name, type_ in emitted.values()):
        spec = to_utc(spec)
        if binding.preset.dialect == "vega":
            spec = _parsing_times(spec, binding, emitted)
    theme = project_theme()
    if theme:
        spec = {**spec, "config": with_theme(spec.get("config", {}), theme)}
    return spec


def _holds_times(binding: Binding, name: str, type_: str) -> bool:
    return type_ == "temporal" or binding.dataset.column(name).kind == "temporal"


def _parsing_times(spec: dict[str, Any], binding: Binding, emitted: EmittedColumns) -> dict[str, Any]:
    """A Vega spec whose table reads its ISO texts as times; Vega-Lite does so by the channels' types."""
    times = {alias: "date" for alias, (name, type_) in emitted.items() if _holds_times(binding, name, type_)}
    table = binding.preset.table
    data = [
        {**dataset, "format": {**dataset.get("format", {}), "type": "json", "parse": times}}
        if dataset.get("name") == table
        else dataset
        for dataset in spec["data"]
    ]
    return {**spec, "data": data}


def _data_faults(binding: Binding, rows: Rows) -> Iterable[Diagnostic]:
    """What keeps this step's table from being drawn."""
    if not rows.n_rows:
        yield Diagnostic("CK451", "the table has no rows.", "warning")
        return
    for slot, columns in binding.filling.fields.items():
        for column in columns if binding.preset.fields[slot].required else ():
            values = rows.columns[column.alias]
            if values[0] is None and not any(value is not None for value in values):
                message = (
                    f"column {column.name!r} holds no value that can be drawn in its {counted(rows.n_rows, 'row')}."
                )
                yield Diagnostic("CK452", message, "warning")


def _over_budget(rows: Rows) -> Iterable[Diagnostic]:
    if rows.n_rows > MAX_ROWS:
        message = f"this chart carries all its {rows.n_rows:,} rows, more than the {MAX_ROWS:,} that draw quickly."
        yield Diagnostic("CK454", message, "warning", help="aggregate or thin the table before plotting")


def _provenance(binding: Binding, emitted: EmittedColumns, run: list[str], notice: bool) -> dict[str, Any]:
    """What made the chart, keys sorted: enough to make its rows again from the logged table."""
    filling, names = binding.filling, binding.dataset.names
    return {
        "columns": [[alias, names.index(name), type_] for alias, (name, type_) in emitted.items()],
        "fields": {
            slot: [display_name(column.name) for column in columns] for slot, columns in sorted(filling.fields.items())
        },
        **({"notice": True} if notice else {}),
        "preset": binding.preset.name,
        "rows": binding.dataset.n_rows,
        **({"run_columns": run} if run else {}),
        "sha256": binding.preset.sha256,
        "strings": dict(sorted(filling.strings.items())),
        "table": binding.preset.table,
        "timezone": binding.dataset.timezone,
    }


def _with_provenance(spec: dict[str, Any], provenance: dict[str, Any]) -> dict[str, Any]:
    return {**spec, "usermeta": {**spec.get("usermeta", {}), "chartkit": provenance}}
