"""Do the arguments belong together? Takes data as the user passed it, gives shapes; raises before any work is done.

Nothing is converted: data frames and sparse matrices reach the model as they are, but for what scikit-learn's own
functions cannot take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from chartkit.diagnostics import DataError, StepError, shown
from chartkit.evaluation.whole_numbers import as_whole

Shape = tuple[int, ...]


def shape_of(values: Any, name: str, who: str) -> Shape:
    """(n,) for a vector, (n, k) for a matrix, of any kind that has a `shape` or a length. Raises `DataError`."""
    shape = getattr(values, "shape", None)
    if shape is not None:
        return tuple(int(size) for size in shape)
    if isinstance(values, (list, tuple, range)):
        return _shape_of_rows(cast("Sequence[Any]", values))
    if values is None or isinstance(values, (str, bytes, Mapping)) or not hasattr(values, "__len__"):
        found = "nothing" if values is None else str(type(cast("object", values)).__name__)
        raise DataError.of("CK470", f"{who} needs {name}; found {found}.")
    return (len(values),)


def _shape_of_rows(rows: Sequence[Any]) -> Shape:
    is_matrix = len(rows) > 0 and hasattr(rows[0], "__len__") and not isinstance(rows[0], (str, bytes))
    return (len(rows), len(rows[0])) if is_matrix else (len(rows),)


def check_n_jobs(who: str, n_jobs: Any) -> None:
    """That `n_jobs` is a number of processes as joblib counts them, or None. Raises `DataError`."""
    if n_jobs is not None and not as_whole(n_jobs):
        help = "1 works in this process, -1 takes a process for each core"
        raise DataError.of(
            "CK470", f"{who} takes n_jobs as a whole number but 0, or None; found {shown(n_jobs)}.", help
        )


def check_random_state(who: str, random_state: Any) -> None:
    """That scikit-learn takes `random_state` as a seed. Raises `DataError`."""
    from chartkit.sklearn._models import scikit_learn

    try:
        scikit_learn("utils", who).check_random_state(random_state)
    except ValueError:
        message = f"{who} takes random_state as a whole number from 0 to 4,294,967,295, a RandomState, or None;"
        raise DataError.of("CK470", f"{message} found {shown(random_state)}.") from None


def check_rows(who: str, call: str, pairs: Mapping[str, Any]) -> None:
    """That the data in `pairs`, matrices and vectors by their argument's name, have as many rows as each other.

    `call` is how `who` is meant to be called. Raises `DataError` with both numbers, `StepError` for no rows.
    """
    counts = {name: shape_of(values, name, who)[0] for name, values in pairs.items()}
    (first, n_rows), *others = counts.items()
    for name, found in others:
        if found != n_rows:
            message = f"{who}: {first} has {n_rows:,} rows and {name} has {found:,}; each row needs both."
            raise DataError.of("CK470", message, f"the order of the arguments is {call}")
    if not n_rows:
        raise StepError.of("CK471", f"{who}: {first} has no rows.")


def check_matrix(who: str, call: str, name: str, values: Any, model: Any = None) -> None:
    """That `values` is a matrix, with as many columns as `model` was fitted on. Raises `DataError`."""
    shape = shape_of(values, name, who)
    if len(shape) != 2:
        message = f"{who} takes {name} as a matrix of rows × features; found the shape {_words(shape)}."
        help = f"the order of the arguments is {call}"
        raise DataError.of("CK470", message, help)
    expected = getattr(model, "n_features_in_", None)
    if expected is not None and shape[1] != expected:
        message = f"{who}: {name} has {shape[1]:,} columns; {type(model).__name__} was fitted on {expected:,}."
        raise DataError.of("CK470", message, f"the order of the arguments is {call}")


def check_features(who: str, call: str, name: str, values: Any, model: Any) -> None:
    """`check_matrix`; a pipeline that begins with a vectorizer has no number of columns, and takes a list of texts."""
    if hasattr(model, "n_features_in_"):
        check_matrix(who, call, name, values, model)
    else:
        shape_of(values, name, who)


def check_vector(who: str, call: str, name: str, values: Any) -> None:
    """That `values` holds one value a row: n, or n × 1. Raises `DataError`."""
    shape = shape_of(values, name, who)
    if len(shape) != 1 and not (len(shape) == 2 and shape[1] == 1):
        message = f"{who} takes {name} as one value a row; found the shape {_words(shape)}."
        raise DataError.of("CK470", message, f"the order of the arguments is {call}")


def check_swapped(who: str, call: str, matrices: Mapping[str, Any], vectors: Mapping[str, Any]) -> None:
    """That no matrix stands where a vector belongs while a vector stands where a matrix belongs. Raises `DataError`."""
    flat = [name for name, values in matrices.items() if len(shape_of(values, name, who)) == 1]
    tall = [name for name, values in vectors.items() if _is_wide(shape_of(values, name, who))]
    if flat and tall:
        message = f"{who}: {tall[0]} is a matrix and {flat[0]} has one value a row; they are swapped."
        raise DataError.of("CK470", message, f"call it as {call}")


def check_given(who: str, call: str, pair: Mapping[str, Any]) -> None:
    """That none of `pair`, data by their argument's name, is missing. Raises `DataError`."""
    missing = [name for name, values in pair.items() if values is None]
    if missing:
        found = "found neither" if len(missing) == len(pair) else f"{missing[0]} is not given"
        raise DataError.of("CK470", f"{who} needs {' and '.join(pair)}; {found}.", f"call it as {call}")


def check_one_target(who: str, name: str, y: Any, help: str) -> None:
    """That y is not a matrix of several targets. Raises `DataError` with the way out, `help`."""
    shape = shape_of(y, name, who)
    if len(shape) == 2 and shape[1] > 1:
        raise DataError.of("CK470", f"{who} takes one target; {name} has {shape[1]:,}.", help)


def check_data(
    who: str,
    call: str,
    model: Any,
    matrices: Mapping[str, Any],
    vectors: Mapping[str, Any],
    several_targets: bool = False,
) -> None:
    """That `model` can be asked about these: features and targets of as many sets, in their order.

    Neither stands in the place of the other, targets have one value a row unless there may be `several_targets`, and
    those of a set have as many rows as its features. Raises `DataError`, `StepError` for no rows.
    """
    check_swapped(who, call, matrices, vectors)
    for name, values in matrices.items():
        check_features(who, call, name, values, model)
    for name, values in vectors.items() if not several_targets else ():
        check_vector(who, call, name, values)
    for features, targets in zip(matrices.items(), vectors.items(), strict=True):
        check_rows(who, call, dict((features, targets)))


def as_scikit_learn_takes(X: Any) -> Any:
    """X for a function of scikit-learn that changes single columns: sparse becomes dense, Polars and PyArrow pandas."""
    if hasattr(X, "toarray"):
        return X.toarray()
    if type(X).__module__.partition(".")[0] not in ("polars", "pyarrow"):
        return X
    import narwhals
    import pandas as pd

    frame = narwhals.from_native(X, eager_only=True)
    return pd.DataFrame({name: frame[name].to_numpy() for name in frame.columns})


def _is_wide(shape: Shape) -> bool:
    return len(shape) == 2 and shape[1] != 1


def _words(shape: Shape) -> str:
    return " × ".join(f"{size:,}" for size in shape) if shape else "of a single value"
