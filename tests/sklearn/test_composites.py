"""The composites: every kind of model, nothing that was passed is changed, nothing is left out in silence."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier, RandomForestRegressor
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

import chartkit
from chartkit.sklearn import plot_classifier, plot_clusterer, plot_regressor

WINE = load_wine(as_frame=True)
ALWAYS = {"confusion_matrix", "summary_metrics", "class_proportions"}
CURVES = {"roc", "precision_recall"}
ROWS = slice(None, None, 3)
"""A third of a bundled data set trains, another third is the test set: as quick as true."""

pytestmark = pytest.mark.filterwarnings("ignore::chartkit.ChartkitWarning")


def split(X: Any, y: Any) -> tuple[Any, Any, Any, Any]:
    if hasattr(X, "iloc"):
        return X.iloc[::3], X.iloc[1::3], y.iloc[::3], y.iloc[1::3]
    return X[::3], X[1::3], y[::3], y[1::3]


SCALED = StandardScaler().fit_transform(WINE.data)
NAMES = np.array(["barolo", "grignolino", "barbera"])
THREE = split(SCALED, WINE.target.to_numpy())
TWO = split(StandardScaler().fit_transform(load_breast_cancer().data)[:240, :8], load_breast_cancer().target[:240])
FRAMES = split(WINE.data, WINE.target.map(dict(enumerate(NAMES))))
COUNTS = split(csr_matrix(np.abs(SCALED).round()), WINE.target.to_numpy())
SHORT = split(SCALED[:, :3], WINE.target.to_numpy())

CLASSIFIERS = {
    "logistic": (LogisticRegression(), TWO, {"feature_importances", "calibration_curve"} | CURVES),
    "multiclass": (LogisticRegression(), THREE, {"feature_importances"} | CURVES),
    "three features": (LogisticRegression(), SHORT, {"feature_importances"} | CURVES),
    "machine": (SVC(), THREE, CURVES),
    "forest": (RandomForestClassifier(5, random_state=0), FRAMES, {"feature_importances"} | CURVES),
    "boosting": (HistGradientBoostingClassifier(max_iter=2), FRAMES, CURVES),
    "pipeline": (make_pipeline(StandardScaler(), LogisticRegression()), FRAMES, {"feature_importances"} | CURVES),
    "search": (GridSearchCV(LogisticRegression(), {"C": [1.0]}, cv=2), THREE, {"feature_importances"} | CURVES),
    "sparse": (MultinomialNB(), COUNTS, CURVES),
}


def fitted(name: str) -> tuple[Any, tuple[Any, Any, Any, Any], set[str]]:
    model, data, parts = CLASSIFIERS[name]
    return model.fit(data[0], data[2]), data, parts | ALWAYS


def probabilities(model: Any, X: Any) -> Any:
    return model.predict_proba(X) if hasattr(model, "predict_proba") else None


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_classifiers_get_each_plot_that_applies_and_stay_as_they_are(name: str) -> None:
    model, (X_train, X_test, y_train, y_test), parts = fitted(name)
    arguments = (model, X_train, X_test, y_train, y_test, model.predict(X_test), probabilities(model, X_test), None)
    before, state = pickle.dumps(arguments), np.random.get_state()[1].copy()
    charts = plot_classifier(*arguments)
    assert set(charts) == parts
    assert not any(chart.is_notice for chart in charts.values())
    assert pickle.dumps(arguments) == before
    assert (np.random.get_state()[1] == state).all()


@pytest.mark.filterwarnings("default::chartkit.ChartkitWarning")
def test_wandb_said_that_it_had_logged_what_it_skipped() -> None:
    model, (X_train, X_test, y_train, y_test), _ = fitted("machine")
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        plot_classifier(model, X_train, X_test, y_train, y_test, model.predict(X_test), None, None)
    left_out = [str(one.message) for one in shown if "plot_classifier leaves out" in str(one.message)]
    assert len(left_out) == 1
    assert left_out[0].startswith(
        "CK476 plot_classifier leaves out 2 plots. feature_importances: plot_feature_importances needs "
        "feature_importances_ or coef_; SVC has neither as it is set up. (plot_permutation_importance(model, X_test, "
        "y_test) measures any model's features); calibration_curve: "
    )


def test_the_learning_curve_on_request_and_labels_and_names() -> None:
    model, (X_train, X_test, y_train, y_test), parts = fitted("multiclass")
    charts = plot_classifier(
        model, X_train, X_test, y_train, y_test, None, None, list(NAMES), False, "Mine", WINE.data.columns, True
    )
    assert set(charts) == parts | {"learning_curve"}
    assert list(charts)[:2] == ["feature_importances", "learning_curve"]
    assert set(charts["feature_importances"].table.get_column("feature_names")) == set(WINE.data.columns)
    assert set(charts["summary_metrics"].table.get_column("model_name")) == {"Mine"}
    assert "barbera" in charts["roc"].to_json() and "barbera" in charts["confusion_matrix"].to_json()


def test_all_are_one_row_of_the_run(tmp_path: Path) -> None:
    model, (X_train, X_test, y_train, y_test), _ = fitted("logistic")
    with chartkit.init(project="p", dir=tmp_path) as run:
        charts = plot_classifier(model, X_train, X_test, y_train, y_test, None, None, None)
        assert run.step == 1
    kept = chartkit.Api(tmp_path).runs("p")[0]
    assert all(kept.chart(key).to_json() == chart.to_json() for key, chart in charts.items())


CALL = "plot_classifier(model, X_train, X_test, y_train, y_test, y_pred, y_probas, labels)"


def test_arguments_in_another_order_are_told_before_any_plot() -> None:
    model, (X_train, X_test, y_train, y_test), _ = fitted("multiclass")

    def fault(*args: Any) -> str:
        with pytest.raises(chartkit.DataError) as caught:
            plot_classifier(*args)
        return str(caught.value)

    probas = model.predict_proba(X_test)
    assert fault(model, X_train, y_train, X_test, y_test, None, None, None) == (
        f"CK470 plot_classifier: y_train is a matrix and X_test has one value a row; they are swapped.\n"
        f"help: call it as {CALL}"
    )
    assert fault(model, X_train, X_test, y_train, y_test, probas, model.predict(X_test), None) == (
        "CK470 plot_classifier takes y_pred as one class a row; found 59 × 3, as probabilities are.\n"
        f"help: the order of the arguments is {CALL}"
    )
    assert fault(model, X_train, X_test, y_train, y_test[:-1], None, None, None) == (
        "CK470 plot_classifier: X_test has 59 rows and y_test has 58; each row needs both.\n"
        f"help: the order of the arguments is {CALL}"
    )
    assert fault(LogisticRegression(), X_train, X_test, y_train, y_test, None, None, None) == (
        "CK474 plot_classifier takes a fitted model; this LogisticRegression has not been fitted.\n"
        "help: call its fit(X, y) before"
    )


REGRESSORS = {
    "ridge": Ridge(0.1),
    "pipeline": make_pipeline(StandardScaler(), Ridge()),
    "forest": RandomForestRegressor(5, random_state=0),
    "machine": SVR(),
}


@pytest.mark.parametrize("name", REGRESSORS)
@pytest.mark.parametrize("is_frame", [False, True])
def test_wandb_refitted_regressors_in_place(name: str, is_frame: bool) -> None:
    X, y = load_diabetes(return_X_y=True, as_frame=is_frame)
    X_train, X_test, y_train, y_test = split(X, y)
    model = REGRESSORS[name].fit(X_train, y_train)
    arguments = (model, X_train, X_test, y_train, y_test)
    before, state = pickle.dumps(arguments), np.random.get_state()[1].copy()
    charts = plot_regressor(*arguments, "Mine")
    assert {"summary_metrics", "learning_curve", "residuals"} <= set(charts)
    assert "outlier_candidates" in charts or name not in ("ridge", "pipeline")
    assert not any(chart.is_notice for chart in charts.values())
    assert pickle.dumps(arguments) == before
    assert (np.random.get_state()[1] == state).all()


CLUSTERERS = {
    "kmeans": (KMeans(3, n_init=1, random_state=0), {"elbow_curve", "silhouette_plot"}),
    "noise": (DBSCAN(2.2), {"silhouette_plot"}),
    "agglomerative": (AgglomerativeClustering(3), {"silhouette_plot"}),
    "pipeline": (make_pipeline(StandardScaler(), KMeans(3, n_init=1, random_state=0)), {"silhouette_plot"}),
}


@pytest.mark.parametrize("name", CLUSTERERS)
def test_wandb_drew_no_silhouette_with_current_scikit_learn(name: str) -> None:
    model, parts = CLUSTERERS[name]
    data = SCALED[ROWS]
    found = model.fit_predict(data)
    arguments = (model, data, found)
    before, state = pickle.dumps(arguments), np.random.get_state()[1].copy()
    charts = plot_clusterer(*arguments)
    assert parts <= set(charts)
    assert not any(chart.is_notice for chart in charts.values())
    assert pickle.dumps(arguments) == before
    assert (np.random.get_state()[1] == state).all()


def test_names_of_clusters_where_their_numbers_belong() -> None:
    model = KMeans(3, n_init=1, random_state=0).fit(SCALED)
    with pytest.raises(chartkit.DataError) as caught:
        plot_clusterer(model, pd.DataFrame(SCALED), ["a", "b", "c"])
    assert str(caught.value) == (
        "CK470 plot_clusterer: X_train has 178 rows and cluster_labels 3; each row needs its cluster.\n"
        "help: names of clusters are labels: plot_clusterer(model, X_train, cluster_labels, labels)"
    )


def test_pipelines_that_begin_with_a_vectorizer_take_texts() -> None:
    texts = [f"{word} {other}" for word in ("good", "bad") for other in "abcdefghij"] * 4
    sides = [text.split()[0] for text in texts]
    model = make_pipeline(CountVectorizer(token_pattern=r"\w+"), MultinomialNB()).fit(texts, sides)
    charts = plot_classifier(model, texts, texts[::2], sides, sides[::2])
    assert {"summary_metrics", "calibration_curve", "roc", "confusion_matrix"} <= set(charts)
    clusterer = make_pipeline(CountVectorizer(token_pattern=r"\w+"), KMeans(2, random_state=0)).fit(texts)
    assert set(plot_clusterer(clusterer, texts)) == {"elbow_curve", "silhouette_plot"}


@pytest.mark.parametrize("labels", [["malignant", "benign"], ["benign", "malignant"], None])
def test_labels_in_another_order_than_the_models_classes_exchange_no_probabilities(labels: list[str] | None) -> None:
    X_train, X_test, y_train, y_test = TWO
    names = np.array(["malignant", "benign"])
    model = LogisticRegression().fit(X_train, names[y_train])
    charts = plot_classifier(model, X_train, X_test, names[y_train], names[y_test], labels=labels)
    rows = pd.DataFrame(charts["roc"].table.data, columns=charts["roc"].table.columns)
    found = rows.groupby("class")["auc"].first()
    expected = roc_auc_score(y_test, model.predict_proba(X_test)[:, 0])
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)
    assert '"of class malignant"' in charts["calibration_curve"].to_json()


def test_the_calibration_names_its_class_as_the_labels_do() -> None:
    X_train, X_test, y_train, y_test = TWO
    charts = plot_classifier(
        LogisticRegression().fit(X_train, y_train), X_train, X_test, y_train, y_test, labels=["malignant", "benign"]
    )
    assert '"of class benign"' in charts["calibration_curve"].to_json()


class _Refusing(LogisticRegression):
    """Predicts no class; its probabilities are those of its base."""

    def predict(self, X: Any) -> Any:
        raise ValueError("no room for these rows")


def test_a_model_that_refuses_to_predict_still_has_its_other_plots() -> None:
    X, X_test, y, y_test = TWO
    found = plot_classifier(_Refusing().fit(X, y), X, X_test, y, y_test)
    assert {key for key, chart in found.items() if chart.is_notice} == {"confusion_matrix", "summary_metrics"}
    assert {"feature_importances", "class_proportions", "calibration_curve"} | CURVES < found.keys()
    assert [fault.message for fault in found["confusion_matrix"].diagnostics] == [
        "plot_classifier: _Refusing.predict refused its data: no room for these rows."
    ]
