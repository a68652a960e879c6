"""Which column of the scores is whose: takes labels, the number of columns and names, gives a class for each column.

A column of a data frame that bears a class's name is that class's. None is given to a class by its position among the
labels that happen to occur, unless all of them do.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, StepError, counted, listed
from chartkit.evaluation.arrays import column_names, vector
from chartkit.schema import hint

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDEST_RANGE = 65536
_BOOLEANS = (False, True)
_ORDER = "pass labels=, the classes in the order of the columns, as model.classes_ has them"


class ClassColumn(NamedTuple):
    """A column of the scores, the class it belongs to as `y_true` has it, and the name that charts show."""

    column: int
    value: Any
    name: str


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
    return _sorted(_set_of(labels.tolist(), name))


def class_name(value: Any) -> str:
    """What a chart calls a class: its text; a whole number without a decimal point, as its column may hold both.

    >>> class_name("cat"), class_name(1.0), class_name(True)
    ('cat', '1', 'True')
    """
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def aligned(
    present: Sequence[Any], n_columns: int, labels: Any = None, scores: str = "y_probas"
) -> tuple[ClassColumn, ...]:
    """The class of each of the `n_columns` columns of `scores`, where the classes `present` occur in `y_true`.

    By the first of these that applies:

    1. `labels` has every class of `y_true`: its order is that of the columns.
    2. The classes are whole numbers from 0 to `n_columns` - 1: each is its column. `labels` are names, by column.
    3. `labels` has the text of every class ("1" of 1): its order is that of the columns.
    4. As many classes as columns occur: sorted, as scikit-learn does. `labels` are names, in that order.

    Raises `DataError` CK470 where none applies, `labels` are too few, too many, doubled or misspelt, or two classes
    read the same.

    >>> [column.name for column in aligned([0, 2], 3, ["cat", "dog", "bird"])]
    ['cat', 'dog', 'bird']
    """
    check_readable(present, [class_name(value) for value in present])
    given = None if labels is None else vector(labels, "labels").tolist()
    if given is not None:
        _check_labels(given, n_columns, scores)
    names = None if given is None else [class_name(value) for value in given]
    if given is not None and are_among(present, given):
        return _columns(given, given)
    if n_columns == len(_BOOLEANS) and all(isinstance(value, bool) for value in present):
        return _columns(_BOOLEANS, names or _BOOLEANS)
    if are_places(present, n_columns):
        return _columns(range(n_columns), names or range(n_columns))
    if names is not None and are_among(map(class_name, present), names):
        by_name = {class_name(value): value for value in present}
        return _columns([by_name.get(name, name) for name in names], names)
    if len(present) == n_columns and not _any_among(present, given):
        return _columns(present, names or present)
    raise _unaligned(present, n_columns, given, scores)


def sorted_classes(present: Sequence[Any], labels: list[Any]) -> list[Any]:
    """`labels` sorted where they are the classes themselves, every one of `present` among them; else as they are."""
    return _sorted(labels) if are_among(present, labels) else labels


def frame_labels(present: Sequence[Any], y_probas: Any) -> list[Any] | None:
    """The names of a data frame's columns where every one of the classes `present` is among them; else None."""
    found = column_names(y_probas)
    names = [class_name(value) for value in found or ()]
    is_named = found is not None and all(class_name(value) in names for value in present)
    return found if is_named and len(set(names)) == len(names) else None


def chosen(columns: Sequence[ClassColumn], classes_to_plot: Any) -> tuple[ClassColumn, ...]:
    """Those of `columns` that `classes_to_plot` asks for, in the columns' order; all of them where it is None.

    Each entry is a class as `y_true` has it, else a name, else the index of a column; one alone needs no list.
    Raises `DataError` CK470 for one that is none of these, with the near name, and for an empty list.
    """
    if classes_to_plot is None:
        return tuple(columns)
    if getattr(classes_to_plot, "ndim", None) == 0:
        classes_to_plot = classes_to_plot.item()
    alone = isinstance(classes_to_plot, (str, int, float))
    wanted = [classes_to_plot] if alone else vector(classes_to_plot, "classes_to_plot").tolist()
    if not wanted:
        raise DataError.of("CK470", "classes_to_plot is empty.", "leave it out to plot every class")
    found = {_column_of(columns, each) for each in wanted}
    return tuple(column for column in columns if column.column in found)


def _column_of(columns: Sequence[ClassColumn], wanted: Any) -> int:
    for column in columns:
        if wanted == column.value:
            return column.column
    for column in columns:
        if class_name(wanted) == column.name:
            return column.column
    if isinstance(wanted, int) and 0 <= wanted < len(columns):
        return columns[wanted].column
    message = f"classes_to_plot asks for {wanted!r}, which is no class, no name and no index of a column."
    raise DataError.of("CK470", message, hint(str(wanted), [column.name for column in columns], "classes"))


def _columns(values: Iterable[Any], names: Iterable[Any]) -> tuple[ClassColumn, ...]:
    pairs = zip(values, names, strict=True)
    return tuple(ClassColumn(column, value, class_name(name)) for column, (value, name) in enumerate(pairs))


def check_readable(values: Sequence[Any], names: Sequence[str]) -> None:
    """Raises `DataError` CK470 where two of the classes `values` have one of `names`, as 1 and "1" have."""
    if len(set(names)) == len(names):
        return
    doubled = next(name for name in names if names.count(name) > 1)
    found = listed([value for value, name in zip(values, names, strict=True) if name == doubled])
    message = f"the classes {found} are different values and read the same in a chart."
    raise DataError.of("CK470", message, "make them values of one type")


def _check_labels(labels: list[Any], n_columns: int, scores: str) -> None:
    if len(labels) != n_columns:
        what = f"{scores} has {counted(n_columns, 'column')}" if scores else f"there are {n_columns:,} classes"
        found = counted(len(labels), "label")
        raise DataError.of("CK470", f"labels has {found} and {what}; each needs one.", _ORDER)
    checked_names(labels, "labels")


def checked_names(given: Sequence[Any], argument: str) -> list[str]:
    """The names that the user's `argument` gives. Raises `DataError` CK470 where two of them read the same."""
    names = [class_name(value) for value in given]
    if len(set(names)) < len(names):
        doubled = [name for name in dict.fromkeys(names) if names.count(name) > 1]
        message = f"{argument} has {listed(doubled)} more than once; each class needs a name of its own."
        raise DataError.of("CK470", message)
    return names


def are_among(values: Iterable[Any], labels: Iterable[Any]) -> bool:
    """Whether every one of `values` is one of `labels`."""
    known = set(labels)
    return all(value in known for value in values)


def _any_among(values: Iterable[Any], labels: Iterable[Any] | None) -> bool:
    known = set(labels or ())
    return any(value in known for value in values)


def are_places(present: Sequence[Any], n_columns: int) -> bool:
    """Whether every class is the number of a column."""
    numbers = all(isinstance(value, int) or (isinstance(value, float) and value.is_integer()) for value in present)
    return numbers and all(0 <= value < n_columns for value in present)


def _unaligned(present: Sequence[Any], n_columns: int, labels: list[Any] | None, scores: str) -> DataError:
    if labels is not None and _any_among(present, labels):
        unknown = next(value for value in present if value not in set(labels))
        message = f"y_true has the class {unknown!r}, which labels does not have."
        return DataError.of("CK470", message, hint(str(unknown), map(class_name, labels), "labels"))
    found = f"y_true has {len(present):,} class{'es' if len(present) != 1 else ''} ({listed(present, most=6)})"
    message = f"{found} and {scores} has {counted(n_columns, 'column')}: which column is whose cannot be told."
    return DataError.of("CK470", message, _ORDER)


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


def _sorted(values: Iterable[Any]) -> list[Any]:
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=lambda value: (type(value).__name__, str(value)))


def _is_missing(value: Any) -> bool:
    """None, NaN, and pandas' NA and NaT, told by their types' names: pandas may not be installed."""
    return value is None or type(value).__name__ in {"NAType", "NaTType"} or value != value


def _missing(n_missing: int, n_rows: int, name: str) -> StepError:
    message = f"{name} has {counted(n_missing, 'missing label')} (None or NaN) among its {n_rows:,}; nothing is drawn."
    return StepError.of("CK471", message)
