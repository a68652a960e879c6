"""What an engine says it will do: takes a `Frame`, gives the engine's own plan as text. Nothing runs."""

from __future__ import annotations

from chartkit.data.frame import Frame


def explained(frame: Frame) -> str:
    """The plan that `collect` would run, as Polars, DuckDB, Spark, Dask or Ibis writes it.

    What leaves the engine is what its last step gives.
    """
    native = frame.lazy.select(*frame.kinds).to_native()
    match frame.engine:
        case "polars":
            return native.explain(engine="streaming")
        case "duckdb":
            return native.explain()
        case "pyspark":
            return native._jdf.queryExecution().toString()
        case "dask":
            return native.optimize().expr.tree_repr()
        case "ibis":
            return str(native)
