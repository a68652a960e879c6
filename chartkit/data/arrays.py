"""NumPy arrays and array scalars: takes them, gives Python values.

Other array libraries' scalars go through `unwrapped`.
"""

from __future__ import annotations

from typing import Any

from chartkit.data.column import Column
from chartkit.data.kinds import Kind, kind_of

_NUMPY_KINDS: dict[str, Kind] = {
    "b": "boolean",
    "i": "quantitative",
    "u": "quantitative",
    "f": "quantitative",
}


def unwrapped(value: Any) -> Any:
    """The Python or NumPy scalar inside an array or tensor of no dimensions; any other value itself."""
    kind = kind_of(value)
    if kind not in ("array", "object") or getattr(value, "shape", None) != ():
        return value
    if kind == "array":
        return value[()]  # not item(), which makes integers of fine times
    return value.item() if callable(getattr(value, "item", None)) else value


def array_values(array: Any) -> list[Any]:
    """The values of a NumPy array along its first axis, as Python values; NaT becomes None.

    Times keep microseconds, the finest that Python's own have. Inner axes become lists.
    """
    if array.dtype.kind in "mM" and array.dtype != array.dtype.kind + "8":
        array = array.astype(f"{array.dtype.kind}8[us]")
    return array.tolist()


def array_of(values: list[Any]) -> Any:
    """The values as a NumPy array, of objects where they are lists of different lengths."""
    import numpy as np

    try:
        return np.array(values)
    except ValueError:  # inner lists of different lengths
        found = np.empty(len(values), dtype=object)
        found[:] = values
        return found


def scalar_value(value: Any) -> Any:
    """A NumPy scalar as Python value; None for NaT; the scalar itself where Python has no such value."""
    if value.dtype.kind in "mM":
        return None if value != value else _time_value(value)
    return float(value) if value.dtype.kind == "f" else value.item()


def _time_value(value: Any) -> Any:
    if value.dtype.kind == "m" and value.dtype.str.endswith(("[M]", "[Y]", "m8")):
        return value  # months and years have no fixed length
    found = value.astype(f"{value.dtype.kind}8[us]").item()
    return value if isinstance(found, int) else found  # an int: out of the years 1 to 9999


class ArrayBuffer:
    """One column of NumPy numbers, booleans or times; converted when asked for."""

    def __init__(self, array: Any) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    def kind(self) -> Kind | None:
        """The kind that the dtype tells, or None when the values must be looked at."""
        return _NUMPY_KINDS.get(self._array.dtype.kind) if len(self._array) else "empty"

    def to_list(self) -> list[Any]:
        """All values as Python values."""
        return array_values(self._array)

    def to_numpy(self) -> Any:
        """The numbers as they lie in memory, or None for another column: without a copy."""
        return self._array if self._array.dtype.kind in "iuf" else None

    def to_polars(self) -> Any:
        """The column as a Polars series, or None when it must go through Python values."""
        import polars as pl

        native = self._array.dtype.kind in "biuf" and self._array.dtype.itemsize <= 8
        return pl.Series(self._array) if native and self._array.dtype != "float16" else None


def array_columns(array: Any) -> list[Column] | None:
    """The fields of a structured array by their names, or the columns of a 2-D array named `0`, `1` …

    None for an array of any other shape.
    """
    shape = getattr(array, "shape", None)
    names = getattr(getattr(array, "dtype", None), "names", None)
    if names and len(shape or ()) == 1:
        return [Column(name, None, ArrayBuffer(array[name].copy())) for name in names]
    if shape is None or len(shape) != 2:
        return None
    return [Column(str(index), None, ArrayBuffer(array[:, index].copy())) for index in range(shape[1])]
