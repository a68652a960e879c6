"""`sklearn.plot_calibration_curve`: the model as it is, a baseline and calibrated clones, and W&B's faults by name."""

import pickle
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

import chartkit
from chartkit.sklearn import plot_calibration_curve

X, Y = load_breast_cancer(return_X_y=True, as_frame=True)
NAMES = np.array(["malignant", "benign"])[Y]
SMALL = X.iloc[:, :3]
MODEL = GaussianNB().fit(SMALL, Y)
NAMED = ["Logistic", "Classifier", "Classifier Isotonic", "Classifier Sigmoid"]


def table(chart: chartkit.Chart) -> dict[str, list[Any]]:
    return {name: chart.table.get_column(name) for name in chart.table.columns}


def models(chart: chartkit.Chart) -> list[str]:
    return list(dict.fromkeys(table(chart)["model"]))


def points(chart: chartkit.Chart, model: str) -> np.ndarray:
    found = table(chart)
    rows = zip(found["model"], found["fraction_of_positives"], found["mean_predicted_value"], strict=True)
    return np.array([row[1:] for row in rows if row[0] == model and row[1] is not None]).T


def subtitle(chart: chartkit.Chart) -> str:
    return "\n".join(chart.spec["title"]["subtitle"])


def fault(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_calibration_curve(*args, **kwargs)
    return str(caught.value)


def notice(*args: Any, **kwargs: Any) -> str:
    with warnings.catch_warnings(action="ignore", category=chartkit.ChartkitWarning):
        chart = plot_calibration_curve(*args, **kwargs)
    assert chart.is_notice
    (said,) = chart.diagnostics
    return str(said).removeprefix("warning ")


def test_wandb_never_drew_the_model_given() -> None:
    fit, held_out, y_fit, y_held_out = train_test_split(SMALL, Y, test_size=0.3, random_state=0)
    model = GaussianNB().fit(fit, y_fit)
    chart = plot_calibration_curve(model, fit, y_fit, "Bayes", X_test=held_out, y_test=y_held_out)
    expected = calibration_curve(y_held_out, model.predict_proba(held_out)[:, 1], n_bins=10)
    np.testing.assert_allclose(points(chart, "Bayes"), expected, rtol=0, atol=1e-12)
    assert models(chart) == ["Logistic", "Bayes", "Bayes Isotonic", "Bayes Sigmoid"]
    assert subtitle(chart) == "judged on 171 rows of X_test"


@pytest.mark.parametrize("method", ["isotonic", "sigmoid"])
def test_calibrations_are_scikit_learns_on_clones(method: str) -> None:
    fit, held_out, y_fit, y_held_out = train_test_split(SMALL, Y, test_size=0.5, random_state=7, stratify=Y)
    calibrated = CalibratedClassifierCV(GaussianNB(), method=method, cv=5).fit(fit, y_fit)
    expected = calibration_curve(y_held_out, calibrated.predict_proba(held_out)[:, 1], n_bins=6)
    chart = plot_calibration_curve(MODEL, SMALL, Y, random_state=7, n_bins=6)
    np.testing.assert_allclose(points(chart, f"Classifier {method.title()}"), expected, rtol=0, atol=1e-12)


def test_wandb_fitted_on_a_tenth_of_the_rows() -> None:
    chart = plot_calibration_curve(MODEL, SMALL, Y)
    assert subtitle(chart) == "judged on 285 rows held out of X,\nwhich the model as given may have learned from"
    assert sum(table(chart)["samples"]) == 4 * 285
    assert subtitle(plot_calibration_curve(MODEL, SMALL, Y, test_size=0.2)).startswith("judged on 114 rows")


def test_wandb_fitted_anew_what_it_was_given_here_it_stays_to_the_byte() -> None:
    forest = RandomForestClassifier(5).fit(SMALL, Y)
    before, state = pickle.dumps((forest, SMALL, Y)), np.random.get_state()[1].copy()
    first, again = (plot_calibration_curve(forest, SMALL, Y) for _ in range(2))
    assert pickle.dumps((forest, SMALL, Y)) == before
    assert np.array_equal(np.random.get_state()[1], state)
    assert first.to_json() == again.to_json()


def test_wandb_took_0_and_1_alone() -> None:
    chart = plot_calibration_curve(GaussianNB().fit(SMALL, NAMES), SMALL, NAMES)
    by_number = plot_calibration_curve(GaussianNB().fit(SMALL, 1 - Y), SMALL, 1 - Y)
    assert np.array_equal(points(chart, "Classifier"), points(by_number, "Classifier"))
    assert '"of class malignant"' in chart.to_json()


def test_the_guides_call_and_both_names() -> None:
    assert models(plot_calibration_curve(MODEL, SMALL, Y, "RandomForestClassifier"))[1] == "RandomForestClassifier"
    assert models(plot_calibration_curve(MODEL, SMALL, Y, clf_name="A"))[1] == "A"
    assert models(plot_calibration_curve(MODEL, SMALL, Y, model_name="B"))[1] == "B"
    assert models(plot_calibration_curve(MODEL, SMALL, Y, "Logistic"))[:2] == ["Logistic baseline", "Logistic"]


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (make_pipeline(StandardScaler(), LogisticRegression()), SMALL),
        (Pipeline([("none", "passthrough"), ("model", GaussianNB())]), SMALL),
        (GridSearchCV(GaussianNB(), {"var_smoothing": [1e-9, 1e-3]}, cv=2), SMALL),
        (HistGradientBoostingClassifier(max_iter=3), SMALL),
        (MultinomialNB(), csr_matrix(SMALL)),
        (make_pipeline(CountVectorizer(), MultinomialNB()), [f"row size{round(size)}" for size in X.iloc[:, 0]]),
        (GaussianNB(), SMALL.to_numpy().tolist()),
    ],
    ids=["pipeline", "passthrough", "search", "boosting", "sparse", "texts", "lists"],
)
def test_models_and_data_of_all_kinds(model: Any, data: Any) -> None:
    with warnings.catch_warnings(action="error"):
        assert models(plot_calibration_curve(model.fit(data, Y), data, Y)) == NAMED


def test_what_cannot_be_fitted_is_left_out_and_named() -> None:
    data = SMALL.where(SMALL.gt(SMALL.quantile(0.1)))
    model = HistGradientBoostingClassifier(max_iter=3).fit(data, Y)
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        chart = plot_calibration_curve(model, data, Y)
    assert models(chart) == NAMED[1:]
    assert str(shown[0].message) == (
        "CK472 plot_calibration_curve leaves out 'Logistic', which cannot be fitted here: Input X contains NaN."
    )


def test_models_that_cannot_be_calibrated() -> None:
    iris, species = load_iris(return_X_y=True)
    assert fault(GaussianNB().fit(iris, species), iris, species) == (
        "CK470 plot_calibration_curve takes a classifier of two classes; GaussianNB has 3.\n"
        "help: fit one that tells one class from the rest: clf.fit(X, y == 'cat')"
    )
    assert fault(LinearSVC().fit(SMALL, Y), SMALL, Y) == (
        "CK474 plot_calibration_curve needs predict_proba; LinearSVC has none as it is set up.\n"
        "help: wrap it in sklearn.calibration.CalibratedClassifierCV, fit that, and pass it"
    )
    assert fault(GaussianNB(), SMALL, Y) == (
        "CK474 plot_calibration_curve takes a fitted model; this GaussianNB has not been fitted.\n"
        "help: call its fit(X, y) before"
    )
    assert fault(Ridge().fit(SMALL, Y), SMALL, Y).startswith(
        "CK474 plot_calibration_curve takes a classifier; Ridge is a regressor."
    )


def test_wandb_ended_in_an_attribute_error_without_model_or_data() -> None:
    assert fault() == (
        "CK474 plot_calibration_curve takes a fitted scikit-learn model; found nothing.\n"
        "help: the model comes first: plot_calibration_curve(model, …)"
    )
    assert fault(MODEL, SMALL) == "CK470 plot_calibration_curve needs y; found nothing."


def test_arguments_that_do_not_fit() -> None:
    call = "help: the order of the arguments is plot_calibration_curve(clf, X, y, clf_name)"
    assert fault(MODEL, SMALL, Y[:9]) == (
        f"CK470 plot_calibration_curve: X has 569 rows and y has 9; each row needs both.\n{call}"
    )
    assert fault(MODEL, Y, SMALL) == (
        "CK470 plot_calibration_curve: y is a matrix and X has one value a row; they are swapped.\n"
        "help: call it as plot_calibration_curve(clf, X, y, clf_name)"
    )
    assert fault(MODEL, SMALL, NAMES) == (
        "CK470 plot_calibration_curve: y has 'benign' and 'malignant'; GaussianNB was fitted on 0 and 1."
    )
    assert fault(MODEL, SMALL, Y, X_test=SMALL) == (
        "CK470 plot_calibration_curve takes X_test and y_test together; found X_test without y_test."
    )
    assert fault(MODEL, SMALL, Y, test_size=50) == (
        "CK470 plot_calibration_curve takes test_size as a share from 0 to 1; found 50."
    )


def test_rows_that_cannot_be_calibrated_give_a_chart_that_says_so() -> None:
    assert notice(MODEL, SMALL[:9], np.ones(9, int)) == (
        "CK471 plot_calibration_curve: y has the class 1 alone; calibration needs both."
    )
    few = pd.concat([Y[Y == 0][:3], Y[Y == 1]])
    assert notice(MODEL, SMALL.loc[few.index], few) == (
        "CK471 plot_calibration_curve needs 4 rows of each class to calibrate and judge; the class 0 has 3 rows."
    )


def test_it_is_logged_under_wandbs_key(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with chartkit.init(project="calibration") as run:
        chart = plot_calibration_curve(MODEL, SMALL, Y)
        run_id = run.id
    assert list(table(chart))[:5] == [
        "model",
        "fraction_of_positives",
        "mean_predicted_value",
        "hist_dict",
        "edge_dict",
    ]
    kept = chartkit.Api().run(f"calibration/{run_id}").charts()
    assert list(kept) == ["calibration_curve"]
