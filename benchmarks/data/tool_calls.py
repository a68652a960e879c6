"""Each tool's way from columns in memory to the final JSON: takes a chart and its columns, gives the call to measure.

What a tool does once for a chart, as compiling Vega-Lite to Vega for VegaFusion, is done before and not measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from charts import CHARTS
from queries import duckdb_query, polars_query

Prepared = Callable[[], bytes]
Prepare = Callable[[str, dict[str, Any]], Prepared]


def chartkit(chart: str, columns: dict[str, Any]) -> Prepared:
    """`plot_table` of a Polars frame, to JSON."""
    import warnings

    import polars as pl

    from chartkit import plot_table

    warnings.simplefilter("ignore")  # a line of too many points says so, each time
    frame, preset = pl.DataFrame(columns), CHARTS[chart].preset()
    return lambda: plot_table(preset, frame, {}).to_json().encode()


def vegafusion(chart: str, columns: dict[str, Any]) -> Prepared:
    """VegaFusion's transformed Vega with an emptied cache, over an Arrow table, the input that it is fastest with."""
    import pyarrow as pa
    import vegafusion as vf
    import vl_convert

    spec = {**CHARTS[chart].spec, "data": {"url": "vegafusion+dataset://table"}}
    vega, table = vl_convert.vegalite_to_vega(spec), pa.table(columns)

    def run() -> bytes:
        vf.runtime.clear_cache()
        made, _ = vf.runtime.pre_transform_spec(vega, local_tz="UTC", inline_datasets={"table": table})
        return json.dumps(made).encode()

    return run


def altair(chart: str, columns: dict[str, Any]) -> Prepared:
    """Altair's JSON with all rows, its limit of 5,000 rows off."""
    import altair as alt
    import polars as pl

    alt.data_transformers.disable_max_rows()
    frame = pl.DataFrame(columns)
    spec = {key: value for key, value in CHARTS[chart].spec.items() if key != "data"}

    def run() -> bytes:
        made = alt.Chart.from_dict({**spec, "data": {"values": []}})
        made.data = frame
        return made.to_json(indent=None).encode()

    return run


def numpy(chart: str, columns: dict[str, Any]) -> Prepared:
    """The floor: the chart's last column, its numbers, read once."""
    values = list(columns.values())[-1]
    return lambda: str(values.sum()).encode()


TOOLS: dict[str, Prepare] = {
    "chartkit": chartkit,
    "VegaFusion": vegafusion,
    "Polars by hand": polars_query,
    "DuckDB by hand": duckdb_query,
    "Altair": altair,
    "NumPy reads once": numpy,
}
