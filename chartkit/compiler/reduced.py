"""A spec over tables, compiled with reductions on, off, or wherever they are possible: what the proof compares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build
from chartkit.compiler.chart import Chart
from chartkit.presets.loader import load

if TYPE_CHECKING:
    from chartkit.compiler.explanation import Explanation
    from chartkit.data import Dataset

Mode = Literal["off", "auto", "all"]

_REDUCE: Mapping[Mode, bool | None] = {"off": False, "auto": None, "all": True}


class Compiled(NamedTuple):
    """A compiled spec, rows inlined; `plan` says what was computed before, None where every table is drawn whole."""

    spec: dict[str, Any]
    plan: Explanation | None
    chart: Chart


def compile_spec(
    spec: dict[str, Any],
    tables: Mapping[str, Dataset],
    reduce: Mode = "auto",
    fields: Mapping[str, Any] | None = None,
    strings: Mapping[str, Any] | None = None,
) -> Compiled:
    """`spec` over the named `tables`.

    `reduce="all"` computes everything that can be computed exactly, also where nothing is won. Raises as `plot_table`.
    """
    preset = load(spec)
    binding = bind(preset, {name: tables[name] for name in preset.tables}, fields or {}, strings)
    chart = build(binding, reduce=_REDUCE[reduce])
    return Compiled(chart.spec, chart.plan, chart)
