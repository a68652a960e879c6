"""Build the chart: takes a `Binding`, gives a `Chart` of plain Vega-Lite or Vega.

The author's encodings stay as written; added are the bound columns' types and titles, UTC forms where a column is
temporal, the project's theme, and provenance under `usermeta.chartkit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chartkit.compiler.aliases import display_name
from chartkit.compiler.binding import Binding
from chartkit.compiler.channels import missing_channels
from chartkit.compiler.chart import Chart, title_of
from chartkit.compiler.drawing import Reduce, TableToDraw, draw
from chartkit.compiler.drawn import Drawn
from chartkit.compiler.emission import emitted_columns, rows_diagnostics
from chartkit.compiler.filled_specs import filled as filled_of
from chartkit.compiler.folds import with_folded_names
from chartkit.compiler.notice import notice_spec
from chartkit.compiler.run_columns import run_columns
from chartkit.compiler.spec_facts import SpecFacts, facts_of
from chartkit.compiler.text_as_numbers import text_as_numbers
from chartkit.compiler.theme import project_theme, with_theme
from chartkit.compiler.tooltips import titled_tooltips
from chartkit.compiler.utc import to_utc
from chartkit.diagnostics import BindError, Diagnostic, PresetError, counted
from chartkit.presets import Preset
from chartkit.presets.nodes import Node
from chartkit.schema import DialectName

if TYPE_CHECKING:
    from chartkit.compiler.flow import FlowFault


def build(
    binding: Binding,
    split_table: bool = False,
    reduce: Reduce = None,
    strict: bool = False,
    keep_table: bool = False,
    filled: Node | None = None,
) -> Chart:
    """The chart of `binding`; this step's data faults (no rows, nothing to draw) become a chart that says so.

    `strict` draws nothing rather than less than all; `filled` is what `filled_spec` gave, where it was asked. Raises
    `PresetError` when the filled spec is not valid, `BindError` when pruning took a channel its mark needs or nothing
    provides a field, `DataError` when an engine fails.
    """
    filled = filled or filled_spec(binding, prove=not binding.preset.is_built_in)
    facts = facts_of(filled)
    spec = facts.plain
    tables = {name: _to_draw(binding, facts, name) for name in binding.tables}
    overflow = binding.preset.overflow._replace(policy="error") if strict else binding.preset.overflow
    drawing = draw(_finished(spec, binding, tables), binding.preset.dialect, tables, overflow, reduce)
    faults = list(_data_faults(binding, drawing.drawn))
    final = notice_spec([fault.message for fault in faults], title_of(spec)) if faults else drawing.spec
    of_text = text_as_numbers(facts, tables) if binding.preset.dialect == "vega-lite" else ()
    diagnostics = (*binding.diagnostics, *faults, *of_text, *drawing.diagnostics, *rows_diagnostics_of(drawing.drawn))
    provenance = _provenance(binding, drawing.drawn, bool(faults))
    return Chart(
        _with_provenance(final, provenance),
        binding.dataset,
        drawing.drawn,
        diagnostics,
        split_table,
        drawing.plan,
        keep_table,
    )


def filled_spec(binding: Binding, prove: bool = True) -> Node:
    """The preset's spec, in nodes, filled and pruned: valid, each mark with the channels it needs, all fields provided.

    `prove=False` leaves schema and flow out, for presets that chartkit's own tests prove.
    """
    filled = filled_of(binding.preset, binding.filling)
    facts = facts_of(filled.spec)
    if prove and (faults := _schema_faults(binding.preset, filled.spec, facts)):
        raise PresetError(faults)
    if faults := missing_channels(binding.preset, filled.spec, filled.lost_channels):
        raise BindError(faults)
    if prove and (faults := _unprovided(binding, filled.spec, facts)):
        raise BindError(faults)
    return filled.spec


def _unprovided(binding: Binding, spec: Node, facts: SpecFacts) -> list[Diagnostic]:
    """The fields, params and functions of a filled spec that nothing provides, at the author's lines.

    A run compiles the same chart at every step, so the answer for a spec and its columns is remembered.
    """
    tables = tuple(
        (name, frozenset([*table.aliases.values(), *(alias for alias, _ in run_columns(binding, facts, name))]))
        for name, table in binding.tables.items()
    )
    faults = _flow_faults(facts.json, binding.preset.dialect, tables)
    if not faults:
        return []
    from chartkit.compiler.flow.word_places import at_word

    return [at_word(fault, spec, binding.preset.spec, binding.filling) for fault in faults]


@lru_cache(maxsize=64)
def _flow_faults(
    spec: bytes, dialect: DialectName, tables: tuple[tuple[str, frozenset[str]], ...]
) -> tuple[FlowFault, ...]:
    import orjson

    from chartkit.compiler.flow import flow

    return flow(orjson.loads(spec), dialect, dict(tables)).faults


def _schema_faults(preset: Preset, spec: Node, facts: SpecFacts) -> list[Diagnostic]:
    """What the schema of the preset's dialect finds in a filled spec, at the author's lines."""
    return [
        Diagnostic(fault.code, fault.message, location=spec.locate(fault.path, fault.on_key), help=fault.help)
        for fault in facts.faults(preset.dialect)
    ]


def failed_chart(name: str, dataset: Any, diagnostics: Iterable[Diagnostic]) -> Chart:
    """The chart for a call that could not be compiled, where the run's policy is to record and go on."""
    found = tuple(diagnostics)
    spec = notice_spec([f"{name}: not drawn.", *(fault.message for fault in found)])
    provenance: dict[str, Any] = {"datasets": {}, "notice": True, "preset": name, "rows": dataset.n_rows}
    return Chart(_with_provenance(spec, provenance), dataset, (), found)


def _to_draw(binding: Binding, spec: SpecFacts, name: str) -> TableToDraw:
    dataset = binding.tables[name].dataset
    kept_as = "" if name == binding.preset.table else name
    return TableToDraw(dataset, emitted_columns(binding, spec.texts, name), kept_as, run_columns(binding, spec, name))


def _finished(spec: dict[str, Any], binding: Binding, tables: Mapping[str, TableToDraw]) -> dict[str, Any]:
    """The spec with the user's names where aliases stand, in UTC where a column holds times, in the project's theme."""
    emitted = {alias: column for table in [*tables.values()][::-1] for alias, column in table.columns.items()}
    if any(alias != name for alias, (name, _) in emitted.items()):
        spec = titled_tooltips(spec, emitted)
        spec = with_folded_names(spec, {alias: name for alias, (name, _) in emitted.items()})
    if any(map(_holds_times, tables.values())):
        spec = to_utc(spec)
        if binding.preset.dialect == "vega":
            spec = _parsing_times(spec, tables)
    theme = project_theme()
    if theme:
        spec = {**spec, "config": with_theme(spec.get("config", {}), theme)}
    return spec


def _holds_times(table: TableToDraw) -> bool:
    return any(_is_time(table, name, type_) for name, type_ in table.columns.values())


def _is_time(table: TableToDraw, name: str, type_: str) -> bool:
    return type_ == "temporal" or table.dataset.column(name).kind == "temporal"


def _parsing_times(spec: dict[str, Any], tables: Mapping[str, TableToDraw]) -> dict[str, Any]:
    """A Vega spec whose tables read their ISO texts as times; Vega-Lite does so by the channels' types."""
    times = {
        name: {alias: "date" for alias, column in table.columns.items() if _is_time(table, *column)}
        for name, table in tables.items()
    }
    data = [
        {**dataset, "format": {**dataset.get("format", {}), "type": "json", "parse": times[dataset["name"]]}}
        if dataset.get("name") in times
        else dataset
        for dataset in spec["data"]
    ]
    return {**spec, "data": data}


def rows_diagnostics_of(drawn: Iterable[Drawn]) -> Iterable[Diagnostic]:
    for one in drawn:
        yield from rows_diagnostics(one.rows)


def _data_faults(binding: Binding, drawn: tuple[Drawn, ...]) -> Iterable[Diagnostic]:
    """What keeps this step's table from being drawn."""
    if not binding.dataset.n_rows:
        yield Diagnostic("CK451", "the table has no rows.", "warning")
        return
    for slot, columns in binding.filling.fields.items():
        for column in columns if binding.preset.fields[slot].required else ():
            if _is_missing_everywhere(column.alias, drawn):
                n_rows = counted(binding.dataset.n_rows, "row")
                message = f"column {column.name!r} holds no value that can be drawn in its {n_rows}."
                yield Diagnostic("CK452", message, "warning")


def _is_missing_everywhere(alias: str, drawn: Iterable[Drawn]) -> bool:
    """Whether the column is drawn, and every value of it is null.

    A part of the chart without rows, as one for outliers, says nothing of a column where other parts have rows.
    """
    found = [one.rows for one in drawn if alias in one.rows.columns]
    tells = any(rows.n_rows for rows in found) or not any(one.rows.n_rows for one in drawn)
    return bool(found) and tells and not any(value is not None for rows in found for value in rows.columns[alias])


def _provenance(binding: Binding, drawn: Iterable[Drawn], notice: bool) -> dict[str, Any]:
    """What made the chart, keys sorted: enough to make its rows again from the kept tables."""
    filling = binding.filling
    return {
        "datasets": {} if notice else {one.name: one.provenance() for one in drawn},
        "fields": {
            slot: [display_name(column.name) for column in columns] for slot, columns in sorted(filling.fields.items())
        },
        **({"notice": True} if notice else {}),
        "preset": binding.preset.name.encode(errors="replace").decode(),  # a path may hold bytes that are no text
        "rows": binding.dataset.n_rows,
        "sha256": binding.preset.sha256,
        **({"source": binding.dataset.source.as_json()} if binding.dataset.source else {}),
        "strings": dict(sorted(filling.strings.items())),
        "table": binding.preset.table,
        "timezone": binding.dataset.timezone,
    }


def _with_provenance(spec: dict[str, Any], provenance: dict[str, Any]) -> dict[str, Any]:
    return {**spec, "usermeta": {**spec.get("usermeta", {}), "chartkit": provenance}}
