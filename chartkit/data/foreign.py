"""Takes the tables and columns of other libraries, gives ours.

Says which adaptor knows an object, importing none for others.
"""

from __future__ import annotations

from typing import Any

from chartkit.data.column import Buffer, Column


def package_of(value: Any) -> str:
    """The package whose class the value is: `numpy`, `pandas`, `polars` … or `builtins`."""
    return type(value).__module__.partition(".")[0]


def foreign_columns(table: Any) -> list[Column] | None:
    """The columns of an array or a data frame of any library; None when no adaptor knows the object."""
    package = package_of(table)
    if package == "builtins":
        return None
    if package == "numpy":
        from chartkit.data.arrays import array_columns

        return array_columns(table)
    if package == "pandas":
        from chartkit.data.pandas_frames import frame_columns

        return frame_columns(table)
    from chartkit.data.frames import narwhals_columns

    return narwhals_columns(table)


def foreign_values(values: Any) -> list[Any] | Buffer | None:
    """The values of a one-dimensional array or series; None when the object is neither."""
    package = package_of(values)
    if package == "numpy":
        from chartkit.data.arrays import ArrayBuffer

        return ArrayBuffer(values.copy()) if getattr(values, "ndim", 0) == 1 else None
    if package == "pandas":
        from chartkit.data.pandas_frames import series_buffer

        return series_buffer(values)
    if package == "polars":
        from chartkit.data.frames import PolarsBuffer

        return PolarsBuffer(values.clone()) if hasattr(values, "dtype") else None
    for method in ("to_pylist", "to_list", "tolist"):
        if callable(getattr(values, method, None)):
            found: Any = getattr(values, method)()
            return found if isinstance(found, list) else None  # pyright: ignore[reportUnknownVariableType]
    return None
