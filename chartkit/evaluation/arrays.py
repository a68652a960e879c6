"""Labels and scores as users pass them: takes lists, frames, series and tensors, gives NumPy arrays of known shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING, Any, cast

from chartkit.diagnostics import DataError, StepError, counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Array = Any  # an array of any dtype: what it holds is the user's


def vector(values: Any, name: str) -> NDArray[Any]:
    """`values` as an array of n entries; one column of a frame, or an array of n × 1, is taken as such.

    `name` is the argument's, for the sentence. Not copied where it is an array already.

    Raises `DataError` CK470 when it is None, no list, ragged, or of more columns.

    >>> vector(["a", "b"], "y_true").shape
    (2,)
    """
    found = array(values, name)
    if found.ndim == 2 and found.shape[1] == 1:
        return found[:, 0]
    if found.ndim != 1:
        raise _shape_fault(found, name, "one list of n values")
    return found


def matrix(values: Any, name: str) -> NDArray[Any]:
    """`values` as an array of n rows × k columns; a frame's columns keep their order. Raises as `vector`."""
    found = array(values, name)
    if found.ndim != 2 or not found.shape[1]:
        raise _shape_fault(found, name, "n rows × k columns")
    return found


def vector_or_matrix(values: Any, name: str) -> NDArray[Any]:
    """`values` as an array of n entries, or of n rows × k ≥ 2 columns. Raises as `vector`."""
    found = array(values, name)
    if found.ndim == 2 and found.shape[1] == 1:
        return found[:, 0]
    if found.ndim not in (1, 2) or not all(found.shape[1:]):
        raise _shape_fault(found, name, "n values, or n rows × k columns")
    return found


def array(values: Any, name: str) -> NDArray[Any]:
    """`values` as an array of any shape; a list of texts and numbers keeps both as they are. Raises as `vector`."""
    import numpy as np

    if values is None:
        raise DataError.of("CK470", f"{name} is missing.", f"pass {name}=, a list or an array")
    if isinstance(values, np.ma.MaskedArray):
        return _with_missing(cast("Any", values))
    if isinstance(values, np.ndarray):
        return np.asarray(cast("Any", values))
    if isinstance(values, (str, bytes, Mapping, Set)) or not _holds_many(values):
        kind = type(cast("Any", values)).__name__
        raise DataError.of("CK470", f"{name} is a list or an array; found {kind}.")
    small = _small_integers(values)
    if small is not None:
        return small
    try:
        found = np.asarray(_in_memory(values))
        return np.asarray(values, dtype=object) if _texts_of_numbers(found, values) else found
    except (ValueError, TypeError, RuntimeError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        help = "its rows are of one length, and its values of one kind"
        raise DataError.of("CK470", f"{name} cannot be read as an array: {reason}.", help) from None


def _small_integers(values: Any) -> NDArray[np.int64] | None:
    """A list of integers from 0 to 255, as classes often are, in a seventh of NumPy's time; None for any other value.

    `bytearray` refuses what is no integer, or larger; a list that begins with a boolean may hold them alone.
    """
    import numpy as np

    if type(values) is not list or not values or type(cast("list[Any]", values)[0]) is not int:
        return None
    try:
        return np.frombuffer(bytearray(cast("list[int]", values)), np.uint8).astype(np.int64)
    except (ValueError, TypeError, OverflowError):
        return None


def column_names(values: Any) -> list[Any] | None:
    """The names of a data frame's columns; None of what has none."""
    names = getattr(values, "column_names", None)  # PyArrow's `columns` are the values
    names = getattr(values, "columns", None) if names is None else names
    return None if names is None else list(names)


def numbers(found: NDArray[Any], name: str) -> NDArray[np.floating[Any]]:
    """`found` as floating numbers, float32 and float64 as they are. Raises `DataError` CK470 where one is no number."""
    import numpy as np

    if found.dtype.kind == "f" and found.dtype.itemsize in (4, 8):
        return found
    if found.dtype.kind in "fiub":
        return found.astype(np.float64)
    try:
        if found.dtype.kind != "O":
            raise TypeError
        return found.astype(np.float64)
    except (TypeError, ValueError):
        wrong = _no_number(found)
        raise DataError.of("CK470", f"{name} holds numbers; found {wrong!r}.", _classes_for_scores(name)) from None


def finite(found: NDArray[np.floating[Any]], name: str) -> NDArray[np.floating[Any]]:
    """`found` itself. Raises `StepError` CK471 with their number when some of it are NaN or infinite."""
    import numpy as np

    with np.errstate(all="ignore"):
        if np.isfinite(found.sum()):  # one pass without a temporary array; a sum may also be too large
            return found
    n_bad = int(found.size - np.isfinite(found).sum())
    if n_bad:
        n_nan = int(np.isnan(found).sum())
        kind = "NaN" if n_nan == n_bad else "NaN or infinite" if n_nan else "infinite"
        message = f"{name} has {counted(n_bad, f'{kind} value')} among its {found.size:,}; nothing is drawn."
        raise StepError.of("CK471", message)
    return found


def cells(found: NDArray[np.floating[Any]]) -> list[float | None]:
    """`found`, n numbers, as cells of a table: NaN, which is none, becomes an empty one."""
    return [None if value != value else value for value in found.tolist()]


def weights(values: Any, n_rows: int, name: str = "sample_weight") -> NDArray[np.float64] | None:
    """`values` as n numbers ≥ 0 that are not all 0, or None where there are none.

    Raises `DataError` CK470 for another number of them, and negative ones; `StepError` CK471 for NaN or only zeros.
    """
    import numpy as np

    if values is None:
        return None
    found = finite(numbers(vector(values, name), name), name).astype(np.float64, copy=False)
    if len(found) != n_rows:
        raise DataError.of("CK470", f"{name} has {counted(len(found), 'value')} and y_true {n_rows:,}; each needs one.")
    if (found < 0).any():
        raise DataError.of("CK470", f"{name} holds weights of 0 or more; found {float(found.min()):g}.")
    if n_rows and not found.any():
        raise StepError.of("CK471", f"all {counted(n_rows, 'value')} of {name} are 0; nothing is drawn.")
    with np.errstate(over="ignore"):
        if not np.isfinite(found.sum()):
            raise StepError.of("CK471", f"the sum of {name} is too large for a number; nothing is drawn.")
    return found


def equal_lengths(**arrays: NDArray[Any] | None) -> int:
    """The number of rows that all `arrays` have, by the names of their arguments; None is passed over.

    Raises `DataError` CK470 with both numbers when two differ, `StepError` CK471 when all are empty.

    >>> import numpy as np
    >>> equal_lengths(y_true=np.zeros(3), y_probas=np.zeros((3, 2)))
    3
    """
    given = {name: len(found) for name, found in arrays.items() if found is not None}
    (first, n_rows), *rest = given.items()
    for name, found in rest:
        if found != n_rows:
            message = f"{first} has {counted(n_rows, 'row')} and {name} has {found:,}; they are of the same samples."
            raise DataError.of("CK470", message)
    if not n_rows:
        raise StepError.of("CK471", f"{first} is empty; nothing is drawn.")
    return n_rows


def _with_missing(masked: Any) -> NDArray[Any]:
    """A masked array's values, None in the place of those that are masked."""
    import numpy as np

    if not np.ma.is_masked(masked):
        return np.asarray(masked.data)
    found = np.array(masked.data, dtype=object)
    found[np.ma.getmaskarray(masked)] = None
    return found


def _holds_many(values: Any) -> bool:
    return hasattr(values, "__array__") or isinstance(values, Iterable)


def _in_memory(values: Any) -> Any:
    """A tensor off its device and its gradient; a sparse matrix with its zeros; an iterator as a list."""
    if hasattr(values, "toarray"):
        return values.toarray()
    if hasattr(values, "detach"):
        return values.detach().cpu()
    return values if hasattr(values, "__array__") or hasattr(values, "__len__") else list(values)


def _texts_of_numbers(found: NDArray[Any], values: Any) -> bool:
    """Whether NumPy has made texts of numbers that a list holds beside texts."""
    listed = isinstance(values, (list, tuple))
    return listed and found.ndim == 1 and found.dtype.kind in "US" and not _all_texts(cast("Iterable[Any]", values))


def _all_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(value, (str, bytes)) for value in values)


def _no_number(found: NDArray[Any]) -> Any:
    """The first value that is no number."""
    for value in found.ravel().tolist():
        try:
            float(value)
        except (TypeError, ValueError):
            return value
        if isinstance(value, str):
            return value
    return found.dtype.name


def _classes_for_scores(name: str) -> str | None:
    return f"{name} takes scores or probabilities, not classes" if name in {"y_probas", "y_score", "probs"} else None


def _shape_fault(found: NDArray[Any], name: str, needed: str) -> DataError:
    shape = " × ".join(f"{size:,}" for size in found.shape) or "a single value"
    return DataError.of("CK470", f"{name} is {needed}; found {shape}.")
