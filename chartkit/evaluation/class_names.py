"""What classes are called: takes the classes that occur and the names a user gives, gives each class its place.

The rules stand in `class_values` alone: for the columns of scores, the rows of a confusion matrix and clusters.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple

from chartkit.diagnostics import DataError, counted, listed, shown
from chartkit.evaluation.arrays import column_names, vector
from chartkit.evaluation.encoding import in_order
from chartkit.schema import hint


class ClassNames(NamedTuple):
    """k names in the order they are shown, and the class of each as `y_true` has it."""

    names: list[str]
    values: list[Any]

    @property
    def places(self) -> dict[Any, int]:
        """The place of each class."""
        return {value: place for place, value in enumerate(self.values)}


def class_name(value: Any) -> str:
    """What a chart calls a class: its text; a whole number without a decimal point, as its column may hold both.

    >>> class_name("cat"), class_name(1.0), class_name(True)
    ('cat', '1', 'True')
    """
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def class_values(present: Sequence[Any], given: Sequence[Any] | None, n_places: int) -> list[Any] | None:
    """The class of each of `n_places` places, which `given` names; `present` are the classes that occur, sorted.

    By the first of these that applies; None where none does.

    1. `given` has every class: they are the classes, in its order.
    2. The classes are whole numbers (or False, True) from 0 to `n_places` - 1: each is the index of its place.
    3. `given` has the text of every class ("1" of 1): they are the classes, in its order.
    4. There are as many classes as places, none of which `given` has the text of: sorted, as scikit-learn does.

    >>> class_values([0, 2], ["cat", "dog", "bird"], 3), class_values(["a", "c"], ["c", "b", "a"], 3)
    ([0, 1, 2], ['c', 'b', 'a'])
    """
    if given is not None and _are_among(present, given):
        return list(given)
    if _are_places(present, n_places):
        are_booleans = n_places == 2 and bool(present) and all(isinstance(value, bool) for value in present)
        return [False, True] if are_booleans else list(range(n_places))
    names = [class_name(value) for value in given or ()]
    by_name = {class_name(value): value for value in present}
    if names and _are_among(by_name, names):
        return [by_name.get(name, name) for name in names]
    is_sorted = len(present) == n_places and by_name.keys().isdisjoint(names)
    return list(present) if is_sorted else None


def named(
    present: Sequence[Any],
    given: Any = None,
    argument: str = "class_names",
    n_columns: int | None = None,
    scores: str = "probs",
) -> ClassNames:
    """The names of the classes `present`, which are sorted: those `given`, by the rules of `class_values`, else texts.

    Of `n_columns` columns of `scores` each has a class, which may not occur. `argument` is the name of the argument of
    `given`. Raises `DataError` CK470 for a class without a name, with the near one, for two classes or names that read
    the same, for another number of names than columns, and where it cannot be told which column is whose.

    >>> named([0, 2], ["cat", "dog", "bird"])
    ClassNames(names=['cat', 'dog', 'bird'], values=[0, 1, 2])
    """
    _check_readable(present)
    order = f"pass {argument}=, the classes in the order of the columns, as model.classes_ has them"
    of_scores = f"{scores} has {counted(n_columns or 0, 'column')}" if scores else f"there are {n_columns} classes"
    if given is None:
        values = list(present) if n_columns is None else class_values(present, None, n_columns)
        if values is None:
            found = f"y_true has {len(present):,} class{'es' if len(present) != 1 else ''} ({listed(present, most=6)})"
            message = f"{found} and {of_scores}: which column is whose cannot be told."
            raise DataError.of("CK470", message, order)
        return ClassNames([class_name(value) for value in values], values)
    given = vector(given, argument).tolist()
    names = checked_names(given, argument)
    if n_columns not in (None, len(names)):
        raise DataError.of(
            "CK470", f"{argument} has {counted(len(names), 'name')} and {of_scores}; each needs one.", order
        )
    values = class_values(present, given, len(names))
    if values is None:
        raise _without_name(present, names, argument)
    return ClassNames(names, values)


def checked_names(given: Sequence[Any], argument: str, of: str = "class") -> list[str]:
    """The names that the user's `argument` gives. Raises `DataError` CK470 where two of them read the same."""
    names = [class_name(value) for value in given]
    if len(set(names)) < len(names):
        doubled = [name for name in dict.fromkeys(names) if names.count(name) > 1]
        message = f"{argument} has {listed(doubled)} more than once; each {of} needs a name of its own."
        raise DataError.of("CK470", message)
    return names


def places_of(wanted: Any, classes: ClassNames, argument: str = "labels", takes_indices: bool = False) -> list[int]:
    """The places of the classes that `wanted`, the user's `argument`, are or name, in its order; all where it is None.

    Each is a class as `y_true` has it, else a name, else, where the argument `takes_indices`, the index of one; one
    alone needs no list. Raises `DataError` CK470 for an empty list and for what is none of these, with the near name.
    """
    if wanted is None:
        return list(range(len(classes.names)))
    if getattr(wanted, "ndim", None) == 0:
        wanted = wanted.item()
    each = [wanted] if isinstance(wanted, (str, int, float)) else vector(wanted, argument).tolist()
    if not each:
        raise DataError.of("CK470", f"{argument} is empty.", "leave it out to show every class")
    return [place_of(one, classes, argument, takes_indices) for one in each]


def different_places(wanted: Any, classes: ClassNames, argument: str = "labels") -> list[int]:
    """What `places_of` gives. Raises as it does, and `DataError` CK470 for a class that is there twice."""
    places = places_of(wanted, classes, argument)
    doubled = next((place for place in places if places.count(place) > 1), None)
    if doubled is not None:
        raise DataError.of("CK470", f"{argument} has the class {shown(classes.names[doubled])} more than once.")
    return places


def place_of(wanted: Any, classes: ClassNames, argument: str, takes_indices: bool = False) -> int:
    """The place of one class, as `places_of` has it."""
    places = classes.places
    if isinstance(wanted, Hashable) and wanted in places:  # an array is no class
        return places[wanted]
    if class_name(wanted) in classes.names:
        return classes.names.index(class_name(wanted))
    if takes_indices and isinstance(wanted, int) and 0 <= wanted < len(classes.names):
        return wanted
    none = "no class, no name and no index of a column" if takes_indices else "no class"
    message = f"{argument} asks for {shown(wanted)}, which is {none}."
    raise DataError.of("CK470", message, hint(str(wanted), classes.names, "classes"))


def frame_labels(present: Sequence[Any], y_probas: Any) -> list[Any] | None:
    """The names of a data frame's columns where every one of the classes `present` is among them; else None."""
    found = column_names(y_probas)
    names = [class_name(value) for value in found or ()]
    is_named = found is not None and _are_among(map(class_name, present), names)
    return found if is_named and len(set(names)) == len(names) else None


def sorted_classes(present: Sequence[Any], labels: list[Any]) -> list[Any]:
    """`labels` sorted where they are the classes themselves, every one of `present` among them; else as they are."""
    return in_order(labels) if _are_among(present, labels) else labels


def _check_readable(values: Sequence[Any]) -> None:
    """Raises `DataError` CK470 where two of the classes `values` read the same, as 1 and "1" do."""
    names = [class_name(value) for value in values]
    if len(set(names)) == len(names):
        return
    doubled = next(name for name in names if names.count(name) > 1)
    found = listed([value for value, name in zip(values, names, strict=True) if name == doubled])
    message = f"the classes {found} are different values and read the same in a chart."
    raise DataError.of("CK470", message, "make them values of one type")


def _are_among(values: Iterable[Any], labels: Iterable[Any]) -> bool:
    known = set(labels)
    return all(value in known for value in values)


def _are_places(present: Sequence[Any], n_places: int) -> bool:
    """Whether every class is the number of a place."""
    numbers = all(isinstance(value, int) or (isinstance(value, float) and value.is_integer()) for value in present)
    return numbers and all(0 <= value < n_places for value in present)


def _without_name(present: Sequence[Any], names: list[str], argument: str) -> DataError:
    missing = [value for value in present if class_name(value) not in names and not _are_places([value], len(names))]
    found = listed(missing or present, most=6)
    what = f"the class {found} has" if len(missing) == 1 else f"the classes {found} have"
    message = f"{argument} has {counted(len(names), 'name')}; {what} none."
    near = hint(str(missing[0]), names, "names") if missing and isinstance(missing[0], str) else None
    return DataError.of("CK470", message, near or f"{argument} has a name for each class; classes 0, 1, … are indices")
