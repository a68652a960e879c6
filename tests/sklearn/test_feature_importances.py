"""`sklearn.plot_feature_importances` and `plot_permutation_importance` against scikit-learn's own numbers."""

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from joblib import parallel_config
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler
from sklearn.svm import SVC

import chartkit
from chartkit.sklearn import plot_feature_importances, plot_permutation_importance

WINE = load_wine(as_frame=True)
SCALED = StandardScaler().set_output(transform="pandas").fit_transform(WINE.data)


def table(chart: chartkit.Chart) -> dict[str, list[Any]]:
    return {name: chart.table.get_column(name) for name in chart.table.columns}


def fault(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_feature_importances(*args, **kwargs)
    return str(caught.value)


def by_name(chart: chartkit.Chart) -> dict[str, float]:
    found = table(chart)
    return dict(zip(found["feature_names"], found["importances"], strict=True))


def test_a_forests_importances_and_their_spread_over_the_trees() -> None:
    forest = RandomForestClassifier(20, random_state=0).fit(WINE.data, WINE.target)
    chart = plot_feature_importances(forest)
    found = table(chart)
    order = np.argsort(-forest.feature_importances_, kind="stable")
    assert list(found) == ["feature_names", "importances", "spread"]
    assert found["feature_names"] == list(WINE.data.columns[order])
    assert found["importances"] == list(forest.feature_importances_[order])
    spread = np.std([tree.feature_importances_ for tree in forest.estimators_], axis=0)
    assert found["spread"] == list(spread[order])
    assert chart.spec["title"]["subtitle"] == ["lines: standard deviation over 20 trees"]


def test_wandb_logged_none_for_multiclass_linear_models() -> None:
    model = LogisticRegression().fit(SCALED, WINE.target)
    chart = plot_feature_importances(model)
    assert by_name(chart) == dict(zip(WINE.data.columns, np.abs(model.coef_).mean(axis=0), strict=True))
    assert '"title":"mean absolute coefficient over 3 classes"' in chart.to_json()


def test_wandb_put_large_negative_coefficients_last() -> None:
    X, y = load_diabetes(return_X_y=True)
    found = table(plot_feature_importances(Ridge(0.1).fit(X, y)))["importances"]
    assert found == sorted(found, key=abs, reverse=True)
    assert min(found) < 0 < max(found)


def test_wandb_ignored_title_and_max_num_features() -> None:
    model = LogisticRegression().fit(StandardScaler().fit_transform(WINE.data), WINE.target)
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        chart = plot_feature_importances(model, WINE.data.columns, title="Mine", max_num_features=11)
    assert chart.spec["title"] == {"text": "Mine", "subtitle": ["the 11 largest of 13 features"]}
    assert str(shown[0].message) == (
        "CK472 plot_feature_importances draws the 11 largest of 13 features; left out: "
        "'nonflavanoid_phenols' and 'magnesium'.\nhelp: plot_feature_importances(…, max_num_features=None) draws all"
    )
    assert len(chart.table) == 13


def test_wandb_skipped_models_of_three_features_in_silence() -> None:
    model = LogisticRegression().fit(SCALED.iloc[:, :3], WINE.target)
    assert set(by_name(plot_feature_importances(model))) == set(WINE.data.columns[:3])


def test_names_of_a_pipeline_are_those_that_its_last_step_gets() -> None:
    data = WINE.data[["alcohol", "hue"]]
    model = make_pipeline(StandardScaler(), PolynomialFeatures(include_bias=False), Ridge()).fit(data, WINE.target)
    expected = {"alcohol", "hue", "alcohol^2", "alcohol hue", "hue^2"}
    assert set(by_name(plot_feature_importances(model))) == expected
    renamed = make_pipeline(PolynomialFeatures(include_bias=False), Ridge()).fit(data.to_numpy(), WINE.target)
    assert set(by_name(plot_feature_importances(renamed, ["a", "b"]))) == {"a", "b", "a^2", "a b", "b^2"}


def test_wandb_names_could_stand_at_other_features_issue_2351() -> None:
    data = pd.DataFrame({"size": [1.0, 2, 3, 4], "kind": ["a", "b", "a", "b"]})
    steps = ColumnTransformer([("kind", OneHotEncoder(drop="first"), ["kind"]), ("size", "passthrough", ["size"])])
    model = make_pipeline(steps, Ridge()).fit(data, [1, 5, 3, 7])
    assert set(by_name(plot_feature_importances(model))) == {"kind__kind_b", "size__size"}
    assert fault(model, ["one", "two"]) == (
        "CK470 plot_feature_importances: the pipeline reorders or makes anew the columns it was fitted on, "
        "and feature_names are not theirs.\n"
        "help: leave feature_names out: the model knows 'kind__kind_b' and 'size__size'"
    )


def test_searches_are_looked_into() -> None:
    search = GridSearchCV(make_pipeline(StandardScaler(), LogisticRegression()), {"logisticregression__C": [1, 2]})
    search.fit(WINE.data, WINE.target)
    step = search.best_estimator_[-1]
    assert by_name(plot_feature_importances(search)) == dict(
        zip(WINE.data.columns, np.abs(step.coef_).mean(axis=0), strict=True)
    )


def test_pairs_of_classes_and_sparse_coefficients() -> None:
    from scipy.sparse import csr_matrix

    model = SVC(kernel="linear").fit(csr_matrix(StandardScaler().fit_transform(WINE.data)), WINE.target)
    chart = plot_feature_importances(model)
    assert '"title":"mean absolute coefficient over 3 pairs of classes"' in chart.to_json()
    assert set(by_name(chart)) == {f"x{index}" for index in range(13)}


@pytest.mark.parametrize(
    "model",
    [SVC(), HistGradientBoostingClassifier(max_iter=2), MultinomialNB()],
    ids=lambda model: type(model).__name__,
)
def test_models_without_importances_name_the_way_out(model: Any) -> None:
    name = type(model).__name__
    assert fault(model.fit(WINE.data, WINE.target)) == (
        f"CK474 plot_feature_importances needs feature_importances_ or coef_; {name} has neither as it is set up.\n"
        "help: plot_permutation_importance(model, X_test, y_test) measures any model's features"
    )


def test_arguments_that_do_not_fit() -> None:
    model = Ridge().fit(WINE.data.to_numpy(), WINE.target)
    assert (
        fault(model, ["a", "b"]) == "CK470 plot_feature_importances: feature_names has 2 names and Ridge 13 features."
    )
    assert fault(model, "alcohol") == (
        "CK470 plot_feature_importances takes feature_names as a list of names; found the text 'alcohol'."
    )
    assert fault(model, max_num_features=0) == (
        "CK470 plot_feature_importances takes max_num_features as a whole number from 1 on, or None; found 0."
    )
    assert fault(Ridge()) == (
        "CK474 plot_feature_importances takes a fitted model; this Ridge has not been fitted.\n"
        "help: call its fit(X, y) before"
    )
    assert fault(Ridge) == (
        "CK474 plot_feature_importances takes a fitted model; found the class Ridge itself.\n"
        "help: make one and fit it: Ridge().fit(X, y)"
    )
    assert fault() == (
        "CK474 plot_feature_importances takes a fitted scikit-learn model; found nothing.\n"
        "help: the model comes first: plot_feature_importances(model, …)"
    )


def test_two_features_of_one_name_keep_a_bar_each() -> None:
    model = Ridge().fit(WINE.data.iloc[:, :2], WINE.target)
    assert set(by_name(plot_feature_importances(model, ["a", "a"]))) == {"a", "a (2)"}


def test_no_finite_importance_is_said_in_a_chart() -> None:
    model = Ridge().fit(WINE.data.iloc[:, :2], WINE.target)
    model.coef_ = np.array([np.nan, np.nan])
    with pytest.warns(chartkit.ChartkitWarning, match="none of the 2 features has a finite importance"):
        assert plot_feature_importances(model).is_notice


class TestPermutationImportance:
    def test_is_scikit_learns(self) -> None:
        X, y = load_breast_cancer(return_X_y=True, as_frame=True)
        X, y = X.iloc[::5, :4], y[::5]
        model = HistGradientBoostingClassifier(max_iter=5).fit(X, y)
        found = table(plot_permutation_importance(model, X, y, random_state=3))
        expected = permutation_importance(model, X, y, random_state=3)
        order = np.argsort(-np.abs(expected.importances_mean), kind="stable")
        assert found["feature_names"] == list(X.columns[order])
        assert found["importances"] == list(expected.importances_mean[order])
        assert found["spread"] == list(expected.importances_std[order])

    def test_numpys_own_state_stays(self) -> None:
        model = Ridge().fit(WINE.data, WINE.target)
        before = np.random.get_state()[1].copy()
        plot_permutation_importance(model, WINE.data, WINE.target, random_state=None)
        assert (np.random.get_state()[1] == before).all()

    def test_columns_of_any_table(self) -> None:
        model = Ridge().fit(WINE.data, WINE.target)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # scikit-learn's, on names that a matrix does not have
            found = [
                by_name(plot_permutation_importance(model, data, WINE.target))
                for data in (WINE.data, WINE.data.set_axis(WINE.data.columns, axis=1), pa.Table.from_pandas(WINE.data))
            ]
        assert found[0] == pytest.approx(found[1], abs=1e-12)
        assert found[0] == pytest.approx(found[2], abs=1e-12)

    def test_swapped_and_unknown(self) -> None:
        model = Ridge().fit(WINE.data, WINE.target)
        with pytest.raises(chartkit.DataError) as caught:
            plot_permutation_importance(model, WINE.target, WINE.data)
        assert str(caught.value) == (
            "CK470 plot_permutation_importance: y is a matrix and X has one value a row; they are swapped.\n"
            "help: call it as plot_permutation_importance(model, X_test, y_test)"
        )
        with pytest.raises(chartkit.DataError) as caught:
            plot_permutation_importance(model, WINE.data, WINE.target, scoring="r22")
        assert str(caught.value).startswith(
            "CK470 plot_permutation_importance: there is no score 'r22'.\nhelp: did you mean 'r2'?"
        )
        with pytest.raises(chartkit.DataError) as caught:
            plot_permutation_importance(model, WINE.data, WINE.target, scoring=["r2"])  # type: ignore[arg-type]
        assert str(caught.value) == (
            "CK470 plot_permutation_importance takes scoring as a name or a function; found ['r2'].\n"
            "help: one of sklearn.metrics.get_scorer_names(), or a function of (model, X, y)"
        )

    def test_several_at_a_time_give_the_same_numbers(self) -> None:
        model = Ridge().fit(SCALED, WINE.target)
        with parallel_config("threading"):
            alone, together = (
                by_name(plot_permutation_importance(model, SCALED, WINE.target, n_jobs=n)) for n in (1, 2)
            )
        assert alone == together
