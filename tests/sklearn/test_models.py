"""What a model can do, read from the fitted model alone."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import DBSCAN, KMeans
from sklearn.compose import TransformedTargetRegressor
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.svm import SVC

import chartkit
from chartkit.sklearn import _models, _nesting

X = np.arange(24.0).reshape(8, 3) % 7
Y = np.arange(8) % 2


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        (LogisticRegression(), "classifier"),
        (make_pipeline(StandardScaler(), SVC()), "classifier"),
        (GridSearchCV(Ridge(), {"alpha": [1.0]}), "regressor"),
        (HistGradientBoostingClassifier(), "classifier"),
        (KMeans(), "clusterer"),
        (make_pipeline(StandardScaler(), DBSCAN()), "clusterer"),
        (PCA(), "other"),
        (object(), "other"),
    ],
)
def test_kinds_are_scikit_learns_tags(model: Any, kind: str) -> None:
    assert _models.kind_of(model) == kind
    assert _models.is_classifier(model) == (kind == "classifier")
    assert _models.is_regressor(model) == (kind == "regressor")


def test_the_last_step_inside_of_everything() -> None:
    inner = make_pipeline(StandardScaler(), LogisticRegression())
    search = GridSearchCV(inner, {"logisticregression__C": [1.0]}, cv=2).fit(X, Y)
    assert _nesting.last_step(search) is search.best_estimator_[-1]
    assert _nesting.last_step(FrozenEstimator(search)) is search.best_estimator_[-1]
    assert _nesting.model_title(search) == "LogisticRegression"
    targets = TransformedTargetRegressor(Ridge()).fit(X, Y)
    assert _nesting.last_step(targets) is targets.regressor_


def test_names_through_a_pipeline() -> None:
    table = pd.DataFrame(X, columns=["a", "b", "c"])
    assert _nesting.feature_names(Ridge().fit(table, Y)) == ["a", "b", "c"]
    assert _nesting.feature_names(Ridge().fit(X, Y)) is None
    assert _nesting.feature_names(make_pipeline(PCA(2), Ridge()).fit(table, Y)) == ["pca0", "pca1"]
    silent = make_pipeline(FunctionTransformer(lambda values: values), Ridge()).fit(table, Y)
    assert _nesting.feature_names(silent) == ["a", "b", "c"]  # what Ridge itself was given


def test_probabilities_and_scores() -> None:
    regression = LogisticRegression().fit(X, Y)
    assert (_models.probabilities(regression, X) == regression.predict_proba(X)).all()
    machine = SVC().fit(X, Y)
    assert not _models.has_probabilities(machine) and _models.has_scores(machine)
    assert (_models.scores(machine, X) == machine.decision_function(X)).all()
    with pytest.raises(chartkit.DataError) as caught:
        _models.probabilities(machine, X, "plot_roc")
    assert str(caught.value) == (
        "CK474 plot_roc needs predict_proba; SVC has none as it is set up.\n"
        "help: wrap it in sklearn.calibration.CalibratedClassifierCV, or choose a setting that gives probabilities"
    )


class FromElsewhere:
    """As models of other libraries: `fit` and `predict`, no tags."""

    def fit(self, X: Any, y: Any) -> "FromElsewhere":
        self.mean_ = float(np.mean(y))
        return self


def test_models_without_tags_are_fitted_once_they_have_learned() -> None:
    with pytest.raises(chartkit.DataError) as caught:
        _models.checked_fitted(FromElsewhere(), "plot_x")
    assert str(caught.value) == (
        "CK474 plot_x takes a fitted model; this FromElsewhere does not say that it has been fitted.\n"
        "help: call its fit(X, y) before"
    )
    model = FromElsewhere().fit(X, Y)
    assert _models.checked_fitted(model, "plot_x") is model


def test_a_model_of_another_kind() -> None:
    with pytest.raises(chartkit.DataError) as caught:
        _models.checked_kind(Ridge().fit(X, Y), "classifier", "plot_classifier")
    assert str(caught.value) == (
        "CK474 plot_classifier takes a classifier; Ridge is a regressor.\nhelp: for it there is plot_regressor"
    )


def test_without_scikit_learn_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sklearn.utils.validation", None)
    with pytest.raises(chartkit.DataError) as caught:
        _models.checked_fitted(Ridge(), "plot_residuals")
    assert str(caught.value) == (
        "CK475 plot_residuals needs scikit-learn, which is not installed.\nhelp: pip install 'chartkit[sklearn]'"
    )


def test_importing_the_plots_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys, chartkit as wandb\n"
        "for name in wandb.sklearn.__all__: getattr(wandb.sklearn, name)\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "pandas", "sklearn", "scipy", "joblib"} & set(loaded)


def test_a_name_that_is_not_there_names_the_near_one() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = chartkit.sklearn.plot_rok
    assert str(caught.value).startswith("this version of chartkit.sklearn has no 'plot_rok'; did you mean 'plot_roc'?")


def test_a_search_that_keeps_no_model_says_so() -> None:
    search = GridSearchCV(LogisticRegression(), {"C": [1.0]}, cv=2, refit=False).fit(X, Y)
    with pytest.raises(chartkit.DataError) as caught:
        _models.checked_fitted(search, "plot_classifier")
    assert str(caught.value) == (
        "CK474 plot_classifier takes a fitted model; this GridSearchCV searched with refit=False and keeps none.\n"
        "help: search with refit=True, or pass the model that you fitted afterwards"
    )
