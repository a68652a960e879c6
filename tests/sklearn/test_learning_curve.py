"""`sklearn.plot_learning_curve` against scikit-learn's `learning_curve`, failed folds, and W&B's faults by name."""

import pickle
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import parallel_config
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.datasets import load_diabetes, load_iris
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV, KFold, ShuffleSplit, StratifiedKFold, learning_curve
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.pipeline import make_pipeline

import chartkit
from chartkit.sklearn import plot_learning_curve

IRIS, SPECIES = load_iris(return_X_y=True)
MIXED = np.random.default_rng(0).permutation(len(IRIS))
X, Y = IRIS[MIXED], SPECIES[MIXED]
DIABETES, PROGRESSION = load_diabetes(return_X_y=True)
MODEL = GaussianNB().fit(X, Y)
CALL = "help: the order of the arguments is plot_learning_curve(model, X, y)"


def table(chart: chartkit.Chart) -> dict[str, list[Any]]:
    return {name: chart.table.get_column(name) for name in chart.table.columns}


def values(chart: chartkit.Chart, dataset: str, column: str) -> list[Any]:
    found = table(chart)
    return [value for value, of in zip(found[column], found["dataset"], strict=True) if of == dataset]


def assert_scikit_learns(chart: chartkit.Chart, expected: Any) -> None:
    sizes, *scores = expected
    for dataset, found in zip(("train", "test"), scores, strict=True):
        assert values(chart, dataset, "train_size") == sizes.tolist()
        assert values(chart, dataset, "score") == pytest.approx(found.mean(axis=1), rel=0, abs=1e-12)
        assert values(chart, dataset, "std") == pytest.approx(found.std(axis=1), rel=0, abs=1e-12)
        assert values(chart, dataset, "lower") == pytest.approx(found.mean(1) - found.std(1), rel=0, abs=1e-12)
        assert values(chart, dataset, "upper") == pytest.approx(found.mean(1) + found.std(1), rel=0, abs=1e-12)


def score_name(chart: chartkit.Chart) -> str:
    return chart.spec["layer"][0]["encoding"]["y"]["title"]


def fault(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_learning_curve(*args, **kwargs)
    return str(caught.value)


def notice(*args: Any, **kwargs: Any) -> str:
    with warnings.catch_warnings(action="ignore", category=chartkit.ChartkitWarning):
        chart = plot_learning_curve(*args, **kwargs)
    assert chart.is_notice
    (said,) = chart.diagnostics
    return str(said).removeprefix("warning ")


def test_scores_and_their_spread_are_scikit_learns() -> None:
    chart = plot_learning_curve(MODEL, X, Y)
    assert list(table(chart)) == ["dataset", "score", "train_size", "std", "lower", "upper", "folds"]
    assert_scikit_learns(chart, learning_curve(GaussianNB(), X, Y, train_sizes=np.linspace(0.1, 1, 5)))
    assert table(chart)["dataset"] == ["train", "test"] * 5
    assert table(chart)["folds"] == [5] * 10
    assert chart.spec["title"]["subtitle"] == ["mean of 5 folds", "the band is one standard deviation"]


@settings(max_examples=12)
@given(
    n_rows=st.integers(12, 60),
    cv=st.sampled_from([2, 3, KFold(3, shuffle=True, random_state=1), ShuffleSplit(4, random_state=2)]),
    seed=st.integers(0, 99),
    shuffle=st.booleans(),
    sizes=st.sampled_from([[0.5, 1.0], [2, 4], (0.3, 0.30001, 0.9), np.array([6, 3, 6])]),
)
def test_any_folds_sizes_and_seeds_are_scikit_learns(
    n_rows: int, cv: Any, seed: int, shuffle: bool, sizes: Any
) -> None:
    rows = np.random.default_rng(seed).random((n_rows, 3))
    targets = rows @ [1.0, -2.0, 0.5] + np.random.default_rng(seed + 1).normal(size=n_rows)
    given = {"cv": cv, "shuffle": shuffle, "random_state": seed, "train_sizes": sizes}
    given["scoring"] = "neg_mean_absolute_error"
    chart = plot_learning_curve(LinearRegression().fit(rows, targets), rows, targets, **given)
    with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # sizes given twice
        assert_scikit_learns(chart, learning_curve(LinearRegression(), rows, targets, **given))


def test_wandb_rounded_to_two_decimals_and_drew_no_spread() -> None:
    chart = plot_learning_curve(MODEL, X, Y, train_sizes=[1.0], cv=4)
    _, _, scores = learning_curve(GaussianNB(), X, Y, train_sizes=[1.0], cv=4)
    assert values(chart, "test", "score") == [scores.mean()]
    assert values(chart, "test", "std") == [scores.std()]
    assert scores.std() > 0


def test_wandb_stopped_after_500_sizes() -> None:
    rows, sizes = np.zeros((600, 1)), list(range(1, 503))
    model = DummyRegressor().fit(rows, rows)
    split = [(np.arange(550), np.arange(550, 600))]
    chart = plot_learning_curve(model, rows, rows[:, 0], cv=split, train_sizes=sizes, scoring=nought)
    assert values(chart, "test", "train_size") == sizes


def test_wandb_left_nan_where_folds_fail_here_they_are_named() -> None:
    model = LogisticRegression(max_iter=1000).fit(IRIS, SPECIES)
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        chart = plot_learning_curve(model, IRIS, SPECIES)
    assert values(chart, "test", "train_size") == [66, 93, 120]
    assert str(shown[0].message) == (
        "CK472 plot_learning_curve leaves out 10 fits that failed (5 of 5 at 12 rows, 5 of 5 at 39 rows): ValueError: "
        "This solver needs samples of at least 2 classes in the data, but the data contains only one class: "
        "np.int64(0).\nhelp: shuffle=True mixes the rows before the first are taken"
    )


def test_some_folds_of_a_size_fail_and_the_mean_is_of_the_others() -> None:
    splits = list(KFold(3).split(X))
    splits[1] = (np.flatnonzero(SPECIES[MIXED] == 0), splits[1][1])
    model = LogisticRegression(max_iter=1000).fit(X, Y)
    with pytest.warns(chartkit.ChartkitWarning, match=r"leaves out 1 fit that failed \(1 of 3 at 40 rows\)"):
        chart = plot_learning_curve(model, X, Y, cv=splits, train_sizes=[40])
    _, _, scores = learning_curve(LogisticRegression(max_iter=1000), X, Y, cv=splits[::2], train_sizes=[40])
    assert values(chart, "test", "score") == pytest.approx([scores.mean()], rel=0, abs=1e-12)
    assert table(chart)["folds"] == [2, 2]


def test_the_model_and_the_random_state_stay_as_they_are() -> None:
    forest = RandomForestClassifier(2).fit(X, Y)
    before, state = pickle.dumps((forest, X, Y)), pickle.dumps(np.random.get_state())
    plot_learning_curve(forest, X, Y, cv=2, train_sizes=[0.5], shuffle=True)
    assert pickle.dumps((forest, X, Y)) == before
    assert pickle.dumps(np.random.get_state()) == state


def test_several_jobs_give_the_same_numbers() -> None:
    with parallel_config(backend="threading"):
        one, two = (plot_learning_curve(MODEL, X, Y, n_jobs=n_jobs, cv=2, train_sizes=[0.5, 1.0]) for n_jobs in (1, 2))
    assert table(one) == table(two)


@pytest.mark.parametrize(
    ("model", "data", "targets"),
    [
        (make_pipeline(CountVectorizer(), MultinomialNB()), [f"petal{round(row[2])}" for row in X], Y),
        (MultinomialNB(), csr_matrix(X), np.array(["setosa", "versicolor", "virginica"])[Y]),
        (GridSearchCV(GaussianNB(), {"var_smoothing": [1e-9, 1e-3]}, cv=2), X.tolist(), Y.tolist()),
        (Ridge(), DIABETES, np.column_stack([PROGRESSION, -PROGRESSION])),
        (Ridge(), DIABETES, PROGRESSION[:, None]),
    ],
    ids=["texts", "sparse", "search", "two targets", "one column"],
)
def test_models_and_data_of_all_kinds(model: Any, data: Any, targets: Any) -> None:
    fitted = model.fit(data, np.ravel(targets) if np.ndim(targets) == 2 and np.shape(targets)[1] == 1 else targets)
    chart = plot_learning_curve(fitted, data, targets, cv=StratifiedKFold(2) if len(Y) == len(targets) else 2)
    assert values(chart, "test", "folds") == [2] * 5


def test_the_axis_says_which_score_it_is() -> None:
    assert score_name(plot_learning_curve(MODEL, X, Y, cv=2)) == "accuracy"
    assert score_name(plot_learning_curve(MODEL, X, Y, cv=2, scoring="f1_macro")) == "f1_macro"
    assert score_name(plot_learning_curve(MODEL, X, Y, cv=2, scoring=mean_hits)) == "mean_hits"
    assert score_name(plot_learning_curve(Ridge().fit(DIABETES, PROGRESSION), DIABETES, PROGRESSION, cv=2)) == "R²"


def test_models_that_have_no_learning_curve() -> None:
    assert fault(GaussianNB(), X, Y) == (
        "CK474 plot_learning_curve takes a fitted model; this GaussianNB has not been fitted.\n"
        "help: call its fit(X, y) before"
    )
    assert fault(KMeans(2).fit(X), X, Y) == (
        "CK474 plot_learning_curve takes a classifier or a regressor; KMeans is neither."
    )


def test_wandb_ended_in_an_attribute_error_without_model_or_data() -> None:
    assert fault() == (
        "CK474 plot_learning_curve takes a fitted scikit-learn model; found nothing.\n"
        "help: the model comes first: plot_learning_curve(model, …)"
    )
    assert fault(MODEL, X) == "CK470 plot_learning_curve needs y; found nothing."


def test_arguments_that_do_not_fit() -> None:
    assert (
        fault(MODEL, X, Y[:9]) == f"CK470 plot_learning_curve: X has 150 rows and y has 9; each row needs both.\n{CALL}"
    )
    assert fault(MODEL, Y, X) == (
        "CK470 plot_learning_curve: y is a matrix and X has one value a row; they are swapped.\n"
        "help: call it as plot_learning_curve(model, X, y)"
    )
    assert fault(MODEL, X, Y, scoring="acuracy").startswith(
        "CK470 plot_learning_curve: there is no score 'acuracy'.\nhelp: did you mean 'accuracy'? scores: "
    )
    assert fault(MODEL, X, Y, scoring=3) == (
        "CK470 plot_learning_curve takes scoring as a name or a function; found 3.\n"
        "help: one of sklearn.metrics.get_scorer_names(), or a function of (model, X, y)"
    )
    sizes = "help: shares from 0 to 1.0 as floats, or numbers of rows as integers"
    assert fault(MODEL, X, Y, train_sizes=[0.5, 1.5]) == (
        f"CK470 plot_learning_curve takes train_sizes as shares above 0 and up to 1.0; found 1.5.\n{sizes}"
    )
    assert fault(MODEL, X, Y, train_sizes=[10, 500]) == (
        "CK470 plot_learning_curve takes train_sizes as 1 to 120 rows, the smallest training set there is; "
        f"found 500.\n{sizes}"
    )
    assert fault(MODEL, X, Y, train_sizes=["half"]) == (
        f"CK470 plot_learning_curve takes train_sizes as a list of numbers; found ['half'].\n{sizes}"
    )
    assert fault(MODEL, X, Y, cv="five").startswith("CK470 plot_learning_curve cannot use cv='five': ")


def test_rows_on_which_no_fold_can_be_fitted_give_a_chart_that_says_so() -> None:
    model = LogisticRegression(max_iter=1000).fit(X, Y)
    with_gaps = np.where(X > 5, np.nan, X)
    assert notice(model, with_gaps, Y, shuffle=True) == (
        "CK471 plot_learning_curve: no fold could be fitted and scored; nothing is drawn. "
        "ValueError: Input X contains NaN."
    )
    assert notice(model, X[:4], Y[:4]) == (
        "CK471 plot_learning_curve: these rows cannot be split into folds: "
        "Cannot have number of splits n_splits=5 greater than the number of samples: n_samples=4."
    )


def mean_hits(model: Any, rows: Any, truth: Any) -> float:
    return float((model.predict(rows) == truth).mean())


def nought(model: Any, rows: Any, truth: Any) -> float:
    return 0.0
