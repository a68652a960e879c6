"""The chart of a draft: takes a preset and what it is looked at with, gives spec, plan and rows, or the faults instead.

Slots that nobody filled are filled by what seems meant, and the answer says with which column.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chartkit.check.examples.examples import example_tables
from chartkit.check.examples.variants import filled_variants
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build
from chartkit.compiler.layout import is_composed
from chartkit.compiler.sizes import sized
from chartkit.diagnostics import ChartkitError, counted
from chartkit.presets import Preset
from chartkit.workspace.editing.slot_filling import guessed_fields, slots_of
from chartkit.workspace.editing.sources import Places, table_facts, table_of

if TYPE_CHECKING:
    from chartkit.compiler import Chart
    from chartkit.data import Dataset
    from chartkit.workspace.editing.tasks import Sight

_LARGEST_BYTES = 40_000_000


def sketch(preset: Preset, sight: Sight, places: Places) -> dict[str, Any]:
    """Slots, columns, chart and faults of a preset. Raises `ChartkitError` where its table cannot be read."""
    tables, fields, strings, is_made_up = _filled(preset, sight, places)
    main = tables[preset.table]
    found: dict[str, Any] = {
        "slots": slots_of(preset, fields, strings),
        "table": {**table_facts(main), "isMadeUp": is_made_up, "tables": list(preset.tables)},
        "chart": None,
        "faults": [],
    }
    try:
        chart = build(bind(preset, tables, fields, strings))
    except ChartkitError as error:
        return {**found, "faults": [fault.to_dict() for fault in error.diagnostics]}
    return {**found, "chart": drawing_of(chart, sight.width_px), "faults": _faults(chart)}


def drawing_of(chart: Chart, width_px: int) -> dict[str, Any]:
    """A chart as the page draws it: its spec with rows, its plan in words, and the rows of each table in and out.

    Raises `ChartkitError` for one whose JSON is more than the page takes.
    """
    import orjson

    spec = chart.spec
    composed = chart.dialect == "vega-lite" and is_composed(spec)
    spec = sized(spec, chart.dialect, width_px if composed else None, None, in_page=True)
    size_bytes = len(orjson.dumps(spec))
    if size_bytes > _LARGEST_BYTES:
        message = f"this chart is {size_bytes:,} bytes of JSON, more than the {_LARGEST_BYTES:,} that the page draws."
        raise ChartkitError.of("CK457", message, "sum the rows up first, or set overflow")
    n_drawn = sum(one.rows.n_rows for one in chart.drawn)
    return {
        "spec": spec,
        "title": chart.title,
        "plan": str(chart.plan) if chart.plan else "",
        "rowsIn": chart.dataset.n_rows,
        "rowsDrawn": n_drawn,
        "bytes": size_bytes,
        "words": f"{counted(chart.dataset.n_rows, 'row')} in, {counted(n_drawn, 'row')} drawn, {size_bytes:,} bytes",
        "isNotice": chart.is_notice,
    }


def _filled(
    preset: Preset, sight: Sight, places: Places
) -> tuple[Mapping[str, Dataset], dict[str, Any], dict[str, Any], bool]:
    """The tables, fields and strings that a preset is looked at with, and whether its rows are made up.

    With another table than the example's, its texts do not count.
    """
    table = table_of(sight.source, places)
    example = preset.example
    texts = {**(example.strings if example else {}), **sight.strings}
    if table is not None:
        tables = dict.fromkeys(preset.tables, table)
        return tables, guessed_fields(preset, tables, sight.fields), dict(sight.strings), False
    rows = example_tables(preset)
    if rows is not None and example is not None:
        return rows, guessed_fields(preset, rows, {**example.fields, **sight.fields}, is_example=True), texts, False
    made_up = filled_variants(preset, None)[0]
    return made_up.tables, {**made_up.fields, **sight.fields}, {**made_up.strings, **texts}, True


def _faults(chart: Chart) -> list[dict[str, Any]]:
    return [fault.to_dict() for fault in dict.fromkeys(chart.diagnostics) if fault.severity != "info"]
