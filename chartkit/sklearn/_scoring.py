"""What a model is scored by: takes the model and a user's `scoring`, gives the name of the score."""

from __future__ import annotations

from typing import Any

from chartkit.diagnostics import DataError, shown
from chartkit.schema import hint
from chartkit.sklearn._models import is_classifier, is_regressor, scikit_learn
from chartkit.sklearn._nesting import model_title


def checked_scoring(model: Any, scoring: Any, who: str) -> str:
    """What the score is called. Raises `DataError` with the near name for one that scikit-learn does not know,
    and for a model without a score of its own."""
    metrics = scikit_learn("metrics", who)
    if scoring is None and not hasattr(model, "score"):
        raise DataError.of("CK474", f"{who} needs a score; {model_title(model)} has none.", "pass scoring=…")
    if isinstance(scoring, str):
        known: list[str] = metrics.get_scorer_names()
        if scoring not in known:
            raise DataError.of("CK470", f"{who}: there is no score {scoring!r}.", hint(scoring, known, "scores", 6))
        return scoring
    if scoring is not None and not callable(scoring):
        help = "one of sklearn.metrics.get_scorer_names(), or a function of (model, X, y)"
        raise DataError.of("CK470", f"{who} takes scoring as a name or a function; found {shown(scoring)}.", help)
    if scoring is not None:
        function = getattr(scoring, "_score_func", scoring)
        return str(getattr(function, "__name__", type(function).__name__))
    own = getattr(model, "scoring", None)
    if hasattr(model, "best_estimator_") and own is not None:
        return own if isinstance(own, str) else "score"
    return "accuracy" if is_classifier(model) else "R²" if is_regressor(model) else "score"
