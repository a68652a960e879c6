"""Labels as numbers: takes an array of labels, gives its classes and the place of each label among them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, StepError, counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDEST_RANGE = 65_536
_WHOLE_FLOATS = 2**53  # whole floats up to here are whole numbers


class Encoded(NamedTuple):
    """n labels as `places[codes]`, an index into `values` each; `places` is -1 where no label has the code.

    Codes and places are apart so that whole numbers, which are codes already, are looked up once alone.
    """

    values: list[Any]
    codes: NDArray[np.intp]
    places: NDArray[np.intp]

    def placed(self, places: Mapping[Any, int]) -> NDArray[np.intp]:
        """For each code the place that `places` gives its class, -1 where it has none; `[codes]` is each label's."""
        import numpy as np

        return np.array([*(places.get(value, -1) for value in self.values), -1], dtype=np.intp)[self.places]


def encoded(labels: NDArray[Any], name: str) -> Encoded:
    """The classes of n `labels`, sorted as `distinct` does, and each label's place among them.

    `name` is the argument's. O(n) for texts and for whole numbers of a small range, O(n log n) for other numbers.
    Raises `StepError` CK471 where labels are missing, `DataError` CK470 where one is no class.

    >>> import numpy as np
    >>> found = encoded(np.array(["b", "a", "b"]), "y_true")
    >>> found.values, found.places[found.codes].tolist()
    (['a', 'b'], [1, 0, 1])
    """
    import numpy as np

    whole = _as_integers(labels)
    if whole is not None and len(whole):
        low, high = int(whole.min()), int(whole.max())
        if high - low < _WIDEST_RANGE:
            return _of_small_range(whole, low, labels.dtype.type)
    values = distinct(labels, name)
    if labels.dtype.kind not in "OSU":
        codes = np.searchsorted(np.array(values, dtype=labels.dtype), labels)
    else:
        found = {value: place for place, value in enumerate(values)}
        codes = np.fromiter(map(found.__getitem__, labels.tolist()), np.intp, len(labels))
    return Encoded(values, codes, np.arange(len(values), dtype=np.intp))


def distinct(labels: NDArray[Any], name: str = "y_true") -> list[Any]:
    """The classes that occur in `labels`, sorted, as Python values; numbers by number, mixed kinds by their text.

    O(n) for integers of a small range and for texts, else O(n log n). Raises `StepError` CK471 with the number of
    missing ones (None, NaN).

    >>> import numpy as np
    >>> distinct(np.array([2, 10, 2]))
    [2, 10]
    """
    import numpy as np

    if labels.dtype.kind in "iu" and labels.size:
        low, high = int(labels.min()), int(labels.max())
        if high - low < _WIDEST_RANGE:
            shifted = labels.astype(np.int64) - low if low else labels
            return [int(code) + low for code in np.flatnonzero(np.bincount(shifted, minlength=1))]
    if labels.dtype.kind not in "OSU":
        found = np.unique(labels)
        if found.dtype.kind in "fcMm" and len(found) and found[-1] != found[-1]:
            raise _missing(int((labels != labels).sum()), len(labels), name)
        values = found.tolist()
        is_counted = found.dtype.kind in "Mm" and bool(values) and isinstance(values[0], int)
        return list(found) if is_counted else values  # Python has no time as fine as NumPy's nanoseconds
    return in_order(_set_of(labels.tolist(), name))


def union(*sets: Sequence[Any]) -> list[Any]:
    """The classes of all, sorted: by number or text, mixed kinds by their text."""
    import numpy as np

    together = list(dict.fromkeys(value for each in sets for value in each))
    if len(together) == len(sets[0]):
        return list(sets[0])
    values = np.empty(len(together), dtype=object)
    values[:] = together
    return distinct(values)


def in_order(values: Iterable[Any]) -> list[Any]:
    """The classes sorted: by number or text, mixed kinds by the names of their types, then their texts."""
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=lambda value: (type(value).__name__, str(value)))


def _of_small_range(whole: NDArray[Any], low: int, kind: type[Any]) -> Encoded:
    import numpy as np

    wide = whole if whole.dtype == np.uint64 else np.asarray(whole, dtype=np.intp)
    codes = np.asarray(wide - low if low else wide, dtype=np.intp)
    present = np.bincount(codes) > 0
    values = np.array([code + low for code in np.flatnonzero(present).tolist()], dtype=kind).tolist()
    return Encoded(values, codes, np.where(present, np.cumsum(present) - 1, -1))


def _as_integers(labels: NDArray[Any]) -> NDArray[Any] | None:
    """`labels` as whole numbers: integers, booleans, and floats without a fraction; None for all else."""
    import numpy as np

    if labels.dtype.kind in "iub":
        return labels
    if labels.dtype.kind != "f" or not (np.abs(labels) < np.float64(_WHOLE_FLOATS)).all():
        return None
    whole = labels.astype(np.int64)
    return whole if (whole == labels).all() else None


def _set_of(values: list[Any], name: str) -> set[Any]:
    """The different values; a set of a million texts is ten times as fast as sorting them."""
    try:
        found = set(values)
    except TypeError:
        wrong = next((value for value in values if not isinstance(value, Hashable)), values[0])
        kind = type(wrong).__name__
        raise DataError.of("CK470", f"{name} holds classes: texts, numbers or booleans; found a {kind}.") from None
    if any(map(_is_missing, found)):
        raise _missing(sum(map(_is_missing, values)), len(values), name)
    return found


def _is_missing(value: Any) -> bool:
    """None, NaN, and pandas' NA and NaT, told by their types' names: pandas may not be installed."""
    return value is None or type(value).__name__ in {"NAType", "NaTType"} or value != value


def _missing(n_missing: int, n_rows: int, name: str) -> StepError:
    message = f"{name} has {counted(n_missing, 'missing label')} (None or NaN) among its {n_rows:,}; nothing is drawn."
    return StepError.of("CK471", message)
