"""Which features a model looks at: `sklearn.plot_feature_importances`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.compiler import Chart
from chartkit.evaluation.whole_numbers import whole_number
from chartkit.sklearn._feature_names import names_for
from chartkit.sklearn._importances import importance_chart, importances_of
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_fitted

_PRESET = "wandb/feature_importances/v1"
_WHO = "plot_feature_importances"


@logging("feature_importances", _PRESET)
def plot_feature_importances(
    model: Any = None,
    feature_names: Iterable[Any] | None = None,
    title: str = "Feature Importance",
    max_num_features: int | None = 50,
) -> Chart:
    """A bar for each feature, by the size of its importance: the preset `wandb/feature_importances/v1`.

    `model` is fitted; pipelines and searches are looked into. Trees and forests have importances, linear models
    coefficients, which keep their sign; of several classes the mean absolute coefficient is shown, and the axis says
    so. `feature_names` are those of the model's columns, or of its pipeline's; without them they are what the model was
    fitted on. The table holds all features; `max_num_features` of them are drawn, None for all.

    Logged as `feature_importances`. Raises `DataError` for a model that has neither (then
    `plot_permutation_importance` measures it), and for another number of names than of features.
    """
    most = whole_number(_WHO, "max_num_features", max_num_features, is_optional=True)
    found = importances_of(checked_fitted(model, _WHO), _WHO)
    names = names_for(model, feature_names, len(found.values), _WHO)
    return importance_chart(names, found, title, most, _WHO, _PRESET)
