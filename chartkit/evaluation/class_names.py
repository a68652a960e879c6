"""What classes are called: takes the classes that occur and the names a user gives, gives each class its place."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

from chartkit.diagnostics import DataError, counted, listed, shown
from chartkit.evaluation.arrays import vector
from chartkit.evaluation.classes import are_among, are_places, check_readable, checked_names, class_name
from chartkit.schema import hint


class ClassNames(NamedTuple):
    """k names in the order they are shown, and the place among them of each class that occurs."""

    names: list[str]
    places: dict[Any, int]


def named(
    present: Sequence[Any], given: Any, argument: str = "class_names", n_columns: int | None = None
) -> ClassNames:
    """The names of the classes `present`, which are sorted, by the first of these that applies:

    1. without `given`: their own texts, `1` of 1.0; of `n_columns` columns of scores, see 3 and 5.
    2. `given` has each of them: in the order given.
    3. they are whole numbers (or False, True) from 0: each is the index of its name.
    4. `given` has the text of each: in the order given.
    5. there are as many: sorted, as scikit-learn names them.

    `argument` is the name of the argument of `given`. Raises `DataError` CK470 for a class without a name, with the
    near one, for two classes or names that read the same, and for another number of names than `n_columns`.

    >>> named([0, 2], ["cat", "dog", "bird"])
    ClassNames(names=['cat', 'dog', 'bird'], places={0: 0, 2: 2})
    """
    if given is None:
        return _own_names(present) if n_columns is None else _of_columns(present, n_columns, argument)
    values = vector(given, argument).tolist()
    names = checked_names(values, argument)
    if n_columns not in (None, len(names)):
        found = f"{argument} has {counted(len(names), 'name')} and probs has {counted(n_columns or 0, 'column')}"
        raise DataError.of("CK470", f"{found}; each column needs one name.")
    return ClassNames(names, _places(present, values, names, argument))


def places_of(wanted: Any, classes: ClassNames, argument: str = "labels") -> list[int]:
    """The places of the classes that `wanted`, the user's `argument`, are or name, in its order; all where it is None.

    Raises `DataError` CK470 for an empty list, a class that is not there, with the near name, and one named twice.
    """
    if wanted is None:
        return list(range(len(classes.names)))
    places = [_place_of(each, classes, argument) for each in vector(wanted, argument).tolist()]
    if not places:
        raise DataError.of("CK470", f"{argument} is empty.", "leave it out to show every class")
    doubled = next((place for place in places if places.count(place) > 1), None)
    if doubled is not None:
        raise DataError.of("CK470", f"{argument} has the class {shown(classes.names[doubled])} more than once.")
    return places


def _place_of(wanted: Any, classes: ClassNames, argument: str) -> int:
    if isinstance(wanted, Hashable) and wanted in classes.places:
        return classes.places[wanted]
    if class_name(wanted) in classes.names:
        return classes.names.index(class_name(wanted))
    message = f"{argument} asks for {shown(wanted)}, which is no class."
    raise DataError.of("CK470", message, hint(str(wanted), classes.names, "classes"))


def _own_names(present: Sequence[Any]) -> ClassNames:
    names = [class_name(value) for value in present]
    check_readable(present, names)
    return ClassNames(names, {value: place for place, value in enumerate(present)})


def _of_columns(present: Sequence[Any], n_columns: int, argument: str) -> ClassNames:
    if n_columns == 2 and present and all(isinstance(value, bool) for value in present):
        return ClassNames(["False", "True"], {False: 0, True: 1})
    if are_places(present, n_columns):
        return ClassNames([str(column) for column in range(n_columns)], {value: int(value) for value in present})
    if len(present) == n_columns:
        return _own_names(present)
    found = f"y_true has {counted(len(present), 'different label')} ({listed(present, most=6)})"
    message = f"{found} and probs has {counted(n_columns, 'column')}: which column is whose cannot be told."
    raise DataError.of("CK470", message, f"pass {argument}=, the classes in the order of the columns")


def _places(present: Sequence[Any], values: list[Any], names: list[str], argument: str) -> dict[Any, int]:
    by_value = {value: place for place, value in enumerate(values)}
    by_name = {name: place for place, name in enumerate(names)}
    if are_among(present, by_value):
        return by_value
    if are_places(present, len(names)):
        return {value: int(value) for value in present}
    if are_among(map(class_name, present), by_name):
        return {value: by_name[class_name(value)] for value in present}
    if len(present) == len(names) and not any(class_name(value) in by_name for value in present):
        return {value: place for place, value in enumerate(present)}
    raise _without_name(present, names, argument)


def _without_name(present: Sequence[Any], names: list[str], argument: str) -> DataError:
    missing = [value for value in present if class_name(value) not in names and not are_places([value], len(names))]
    found = listed(missing or present, most=6)
    what = f"the class {found} has" if len(missing) == 1 else f"the classes {found} have"
    message = f"{argument} has {counted(len(names), 'name')}; {what} none."
    near = hint(str(missing[0]), names, "names") if missing and isinstance(missing[0], str) else None
    return DataError.of("CK470", message, near or f"{argument} has a name for each class; classes 0, 1, … are indices")
