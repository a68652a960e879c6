"""An even sample of rows: takes n rows, gives `size` of them in their order, the same ones on every run.

The rows are cut into `size` stretches of equal length, and one row of each is drawn: the sample has no gaps and
follows no period of the data. An engine without an order of rows draws by its own seeded way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from chartkit.data.engines.failures import failures_of
from chartkit.data.frame import ROW

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from chartkit.data.frame import Frame

SEED = 20_140


def sample(frame: Frame, n: int, size: int) -> pl.DataFrame:
    """`size` of the n rows of `frame` (all where there are no more). O(n), holding no more than the sample.

    Raises `DataError` when the engine stops in the middle.
    """
    if n <= size:
        return frame.collect()
    if frame.engine != "polars":
        with failures_of(frame.engine):
            drawn = _IN_ENGINE[frame.engine](frame.lazy.select(*frame.kinds).to_native(), n, size)
        return _evenly(drawn, size)
    import polars as pl

    rows: pl.LazyFrame = frame.lazy.select(*frame.kinds).to_native()
    kept = pl.Series(places(n, size))
    numbered = rows.with_row_index(ROW).filter(pl.col(ROW).cast(pl.Int64).is_in(kept.implode()))
    with failures_of(frame.engine):
        return numbered.drop(ROW).collect(engine="streaming")


def places(n: int, size: int) -> NDArray[np.int64]:
    """The places of the rows drawn, ascending: one of each of `size` equal stretches of n rows.

    **Source**: stratified sampling with the generator PCG64 (NumPy), whose stream is fixed by its seed.
    """
    import numpy as np

    edges = np.arange(size + 1, dtype=np.int64) * n // size
    shares = np.random.Generator(np.random.PCG64(SEED)).random(size)
    return edges[:-1] + (shares * np.diff(edges)).astype(np.int64)


def _evenly(drawn: pl.DataFrame, size: int) -> pl.DataFrame:
    return drawn if len(drawn) <= size else drawn[places(len(drawn), size)]


def _in_duckdb(relation: Any, n: int, size: int) -> pl.DataFrame:
    """A row is drawn by a seeded throw of its own, which threads make in any order."""
    share = min(100.0, 110 * size / n)
    return relation.query("drawn", f"from drawn using sample {share} percent (bernoulli, {SEED})").pl()


def _in_spark(table: Any, n: int, size: int) -> pl.DataFrame:
    import polars as pl

    drawn: Any = table.sample(fraction=min(1.0, 1.1 * size / n), seed=SEED).toPandas()
    return pl.DataFrame(drawn)


def _in_dask(table: Any, n: int, size: int) -> pl.DataFrame:
    import polars as pl

    drawn: Any = table.sample(frac=min(1.0, 1.1 * size / n), random_state=SEED).compute()
    return pl.DataFrame(drawn)


def _in_ibis(table: Any, n: int, size: int) -> pl.DataFrame:
    return table.sample(min(1.0, 1.1 * size / n), method="row", seed=SEED).to_polars()


_IN_ENGINE: Mapping[str, Callable[[Any, int, int], pl.DataFrame]] = {
    "duckdb": _in_duckdb,
    "pyspark": _in_spark,
    "dask": _in_dask,
    "ibis": _in_ibis,
}
