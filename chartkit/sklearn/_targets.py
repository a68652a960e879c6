"""Are the targets of the kind that the model was fitted on? Takes y and the model; raises before any work is done."""

from __future__ import annotations

from typing import Any

from chartkit.diagnostics import DataError, shown
from chartkit.sklearn._models import is_regressor
from chartkit.sklearn._nesting import model_title


def check_kind_of_targets(who: str, name: str, y: Any, model: Any) -> None:
    """That y, the argument `name`, holds no texts where `model` knows numbers, nor the other way round.

    Raises `DataError` CK470. Targets of other kinds, and of several columns, are left to the model.
    """
    import numpy as np

    from chartkit.evaluation.predictions import kind_of_labels

    known = getattr(model, "classes_", None)
    if isinstance(known, list) or (known is None and not is_regressor(model)):  # a list: several targets
        return
    given = np.asarray(y)
    expected = "numbers" if known is None else kind_of_labels(np.asarray(known))
    found = kind_of_labels(given.reshape(-1))
    if {found, expected} != {"texts", "numbers"}:
        return
    first = shown(given.reshape(-1)[:1].tolist()[0])
    classes = "" if known is None else f" ({shown(np.asarray(known).reshape(-1)[:1].tolist()[0])} …)"
    message = f"{who}: {name} holds {found} ({first} …); {model_title(model)} was fitted on {expected}{classes}."
    raise DataError.of("CK470", message, f"pass {name} in the encoding that the model was fitted on")
