"""A call of `plot_table`: takes its arguments as written, gives every fault that a run of the script would meet."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from chartkit.check.scripts.calls import Arguments, ChartCall
from chartkit.check.scripts.script_presets import find_preset, written_preset
from chartkit.check.scripts.slot_findings import (
    Columns,
    Filled,
    missing_slots,
    not_a_mapping,
    repeated_keys,
    unknown_slots,
    wrong_values,
)
from chartkit.check.scripts.source import Script
from chartkit.check.scripts.table_columns import table_columns
from chartkit.check.scripts.values import UNKNOWN, Values
from chartkit.diagnostics import Diagnostic
from chartkit.presets import Library, Preset

_SECTIONS = ("fields", "string_fields")


def plot_table_findings(
    script: Script, call: ChartCall, arguments: Arguments, values: Values, library: Library
) -> Iterator[Diagnostic]:
    """What is wrong with the preset, the slots and the columns that the call names."""
    given = {name: arguments.given[name] for name in _SECTIONS if name in arguments.given}
    filled: dict[str, Filled] = {}
    for name, node in given.items():
        entries = values.entries(node, call.scope)
        if entries is None:
            yield from not_a_mapping(script, name, node, call.scope, values)
        else:
            filled[name] = Filled(name, node, entries)
            yield from repeated_keys(script, filled[name])
    preset, findings = named_preset(script, call, arguments, values, library)
    yield from findings
    if preset is None:
        return
    columns = _columns(preset, call, arguments, values)
    for name in _SECTIONS:
        section = filled.get(name)
        if section is not None:
            yield from unknown_slots(script, preset, section)
            yield from wrong_values(script, preset, section, columns, values)
        if section is not None or _is_left_out(name, call, arguments, values):
            yield from missing_slots(script, preset, name, section, given.get(name, call.node.func), values)


def named_preset(
    script: Script, call: ChartCall, arguments: Arguments, values: Values, library: Library
) -> tuple[Preset | None, list[Diagnostic]]:
    """The preset of the call, None where only a run can tell, with what is wrong with its name."""
    node = arguments.given.get("vega_spec_name")
    written = UNKNOWN if node is None else written_preset(node, call.scope, values)
    return (None, []) if node is None or written is UNKNOWN else find_preset(written, script, node, library)


def _is_left_out(name: str, call: ChartCall, arguments: Arguments, values: Values) -> bool:
    """Whether the dict is surely not given: no argument, or None. `fields` itself is then missed as an argument."""
    node = arguments.given.get(name)
    if node is None:
        return arguments.is_whole and name == "string_fields"
    return values.constant(node, call.scope) is None


def _columns(preset: Preset, call: ChartCall, arguments: Arguments, values: Values) -> Columns:
    node: ast.expr | None = arguments.given.get("data_table")
    if len(preset.tables) == 1:
        return {preset.table: table_columns(node, call.scope, values)}
    entries = values.entries(node, call.scope)
    by_table = {entry.key: entry.value for entry in entries.entries} if entries else {}
    scope = entries.scope if entries else call.scope
    return {table: table_columns(by_table.get(table), scope, values) for table in preset.tables}
