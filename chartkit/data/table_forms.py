"""The forms in which `Table` takes its rows, and when two tables' cells are the same."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from chartkit.data.arrays import array_values
from chartkit.data.column import Column
from chartkit.data.dataset import Dataset
from chartkit.data.foreign import package_of
from chartkit.data.kinds import is_nan, kind_of
from chartkit.data.shapes import is_iterator, is_list, is_mapping, is_path
from chartkit.data.tabular import columns_of, not_tabular

if TYPE_CHECKING:
    from chartkit.data.engines.lazy_tables import LazyTable


def held(given: Any) -> Any:
    """What an iterator gives, as a list, so that it can be gone through more than once; anything else itself."""
    own = package_of(given) in ("builtins", "itertools")  # Arrow's readers are iterators, too, with names of their own
    return list(given) if own and is_iterator(given) else given


def lazy_rows(given: Any) -> LazyTable | None:
    """The table in its engine or file that a lazy frame, a lazy dataset, or the path of a table stands for; else None.

    Raises `DataError` for a file that cannot be read.
    """
    if is_path(given):
        from chartkit.data.files import is_table_path, read_file

        return read_file(given).lazy if is_table_path(str(given)) else None
    if isinstance(given, Dataset):
        return given.lazy
    if package_of(given) in ("builtins", "numpy", "pandas", "chartkit"):
        return None
    from chartkit.data.engines.lazy_tables import lazy_table

    return lazy_table(given)


def named_columns(given: Any) -> list[Column] | None:
    """The columns of data that has names of its own.

    None for rows and plain arrays, which take the table's.
    """
    if given is None or _is_plain_array(given):
        return None
    if is_list(given):
        return columns_of(list(given)) if given and is_mapping(given[0]) else None
    if isinstance(given, Dataset):
        return list(given.columns)
    if is_path(given):
        return _columns_of_file(given)
    if hasattr(given, "to_dataset") and package_of(given) == "chartkit":
        return list(given.to_dataset().columns)
    return columns_of(given)


def _columns_of_file(path: str | PathLike[str]) -> list[Column]:
    from chartkit.data.files import is_table_path, read_file

    return list(read_file(path).columns) if is_table_path(str(path)) else columns_of(path)


def plain_rows(given: Any) -> Sequence[Any]:
    """The rows of a list, tuple or 2-D NumPy array. Raises `DataError` for an array of other dimensions."""
    if not _is_plain_array(given):
        return given
    if given.ndim != 2:
        raise not_tabular(given)
    return array_values(given)


def _is_plain_array(given: Any) -> bool:
    return package_of(given) == "numpy" and hasattr(given, "ndim") and given.dtype.names is None


def same_cells(left: Any, right: Any) -> bool:
    """True when both are equal all the way down; NaN equals NaN, an array equals one with equal items."""
    if is_list(left) and is_list(right):
        return len(left) == len(right) and all(map(same_cells, left, right))
    if is_mapping(left) and is_mapping(right):
        return left.keys() == right.keys() and all(same_cells(left[key], right[key]) for key in left)
    return _same_scalar(left, right)


def _same_scalar(left: Any, right: Any) -> bool:
    if kind_of(left) == "array" or kind_of(right) == "array":
        return kind_of(left) == kind_of(right) and same_cells(left.tolist(), right.tolist())
    if is_nan(left) or is_nan(right):
        return is_nan(left) and is_nan(right)
    return left is right or bool(left == right)
