"""`sklearn.plot_elbow_curve`: the variance that clusters explain, against scikit-learn's own fits."""

import pickle
import warnings
from typing import Any

import numpy as np
import polars as pl
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.cluster import (
    DBSCAN,
    AgglomerativeClustering,
    Birch,
    BisectingKMeans,
    KMeans,
    MiniBatchKMeans,
)
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import chartkit
from chartkit.sklearn import plot_elbow_curve

IRIS = load_iris(as_frame=True).data
X = IRIS.to_numpy()


def table(chart: chartkit.Chart) -> dict[str, list[Any]]:
    return {name: chart.table.get_column(name) for name in chart.table.columns}


def kmeans(n_clusters: int = 3, **settings: Any) -> KMeans:
    return KMeans(n_clusters, **{"n_init": 2, "random_state": 0, **settings})


def fault(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_elbow_curve(*args, **kwargs)
    return str(caught.value)


def explained(data: Any, labels: Any) -> float:
    """The share of the variance between clusters, worked out from that within them."""
    within = sum(float(((data[labels == k] - data[labels == k].mean(0)) ** 2).sum()) for k in np.unique(labels))
    return 100 * (1 - within / float(((data - data.mean(0)) ** 2).sum()))


def test_columns_are_those_of_wandb_then_the_variance_that_the_guide_promises() -> None:
    found = table(plot_elbow_curve(kmeans().fit(X), X))
    assert list(found) == ["cluster_ranges", "errors", "clustering_time", "explained_variance"]
    assert found["cluster_ranges"] == [1, 3, 5, 7, 9]
    for k, error, share in zip(found["cluster_ranges"], found["errors"], found["explained_variance"], strict=True):
        fitted = kmeans(k).fit(X)
        assert error == abs(fitted.score(X))
        assert share == pytest.approx(explained(X, fitted.labels_), abs=1e-10)
    assert all(seconds > 0 for seconds in found["clustering_time"])


@given(st.integers(0, 2**16), st.integers(4, 30), st.integers(1, 4))
@settings(max_examples=15, deadline=None)
def test_variance_explained_is_that_of_the_clusters_on_made_inputs(seed: int, n_rows: int, n_columns: int) -> None:
    made = np.random.default_rng(seed).normal(size=(n_rows, n_columns)) * 1000 + 77
    model = AgglomerativeClustering(2).fit(made)
    found = table(plot_elbow_curve(model, made, [2, 3]))
    expected = [explained(made, AgglomerativeClustering(k).fit(made).labels_) for k in (2, 3)]
    assert found["explained_variance"] == pytest.approx(expected, abs=1e-10)
    total = float(((made - made.mean(0)) ** 2).sum())
    assert found["errors"] == pytest.approx([total * (1 - share / 100) for share in expected], rel=1e-9)


def test_wandb_tried_more_clusters_than_there_are_rows() -> None:
    assert table(plot_elbow_curve(kmeans(2).fit(X[:6]), X[:6]))["cluster_ranges"] == [1, 3, 5]


def test_wandb_skipped_models_of_three_features_in_silence() -> None:
    assert len(plot_elbow_curve(kmeans().fit(X[:, :3]), X[:, :3]).table) == 5


def test_wandb_printed_and_went_on_without_n_clusters() -> None:
    assert fault(DBSCAN().fit(X), X) == (
        "CK474 plot_elbow_curve needs a clusterer that takes n_clusters; DBSCAN finds the number itself.\n"
        "help: KMeans, MiniBatchKMeans, BisectingKMeans, AgglomerativeClustering, Birch and SpectralClustering take it"
    )


def test_wandb_ignored_show_cluster_time() -> None:
    model = kmeans().fit(X)
    assert "fit time" in plot_elbow_curve(model, X, [1, 2]).to_json()
    chart = plot_elbow_curve(model, X, [1, 2], show_cluster_time=False)
    assert [item["as"] for item in chart.spec["transform"] if "fold" in item] == [["measure-name", "measure-value"]]
    assert next(item["fold"] for item in chart.spec["transform"] if "fold" in item) == ["explained_variance"]
    assert table(chart)["clustering_time"]


@pytest.mark.parametrize("model", [BisectingKMeans(3, random_state=0), MiniBatchKMeans(3, n_init=1), Birch()])
def test_any_clusterer_that_takes_a_number(model: Any) -> None:
    chart = plot_elbow_curve(model.fit(X), IRIS, [1, 2, 4])
    assert table(chart)["cluster_ranges"] == [1, 2, 4]
    assert table(chart)["explained_variance"][0] == pytest.approx(0)


def test_a_cut_by_distance_gives_way_to_the_number() -> None:
    model = AgglomerativeClustering(None, distance_threshold=1.0).fit(X)
    found = table(plot_elbow_curve(model, X, [2, 3]))["explained_variance"]
    assert found[0] == pytest.approx(explained(X, AgglomerativeClustering(2).fit(X).labels_))


def test_a_pipeline_is_measured_where_its_clusterer_works() -> None:
    model = make_pipeline(StandardScaler(), PCA(2), kmeans()).fit(X)
    chart = plot_elbow_curve(model, X, [3])
    seen = model[:-1].transform(X)
    assert table(chart)["explained_variance"] == [pytest.approx(explained(seen, model[-1].labels_), abs=1e-10)]
    assert chart.spec["title"] == {
        "text": "Elbow Curve",
        "subtitle": ["refits of KMeans after StandardScaler, PCA", "larger point: the model's own 3 clusters"],
    }


def test_a_search_is_refitted_as_what_it_found_best() -> None:
    model = GridSearchCV(kmeans(), {"n_clusters": [2, 4]}, cv=2).fit(X)
    chart = plot_elbow_curve(model, X, [4])
    assert table(chart)["errors"] == [abs(model.best_estimator_.score(X))]


@pytest.mark.parametrize("convert", [list, pl.from_pandas, scipy.sparse.csr_matrix, scipy.sparse.coo_array])
def test_x_may_be_of_any_kind(convert: Any) -> None:
    data = convert(X.tolist()) if convert is list else convert(IRIS if convert is pl.from_pandas else X)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # scikit-learn's about names
        found = table(plot_elbow_curve(kmeans().fit(X), data, [2, 3]))
    expected = [explained(X, kmeans(k).fit(X).labels_) for k in (2, 3)]
    assert found["explained_variance"] == pytest.approx(expected, abs=1e-8)


def test_model_data_and_numpys_generator_stay_as_they_are() -> None:
    model = make_pipeline(PCA(2), KMeans(3, n_init=1, random_state=np.random.RandomState(3))).fit(X)
    data, before = X.copy(), pickle.dumps(model)
    plot_elbow_curve(model, data, [3, 5])
    assert pickle.dumps(model) == before
    assert (data == X).all()
    unseeded = KMeans(3, n_init=1).fit(data)
    state = pickle.dumps(np.random.get_state())
    plot_elbow_curve(unseeded, data, [3, 5])
    assert pickle.dumps(np.random.get_state()) == state


def test_random_state_is_honoured_and_left_where_it_was() -> None:
    model = KMeans(3, n_init=1, init="random").fit(X)
    state = np.random.RandomState(5)
    before = pickle.dumps(state)
    one = table(plot_elbow_curve(model, X, [7], random_state=state))["errors"]
    assert pickle.dumps(state) == before
    assert one == [abs(KMeans(7, n_init=1, init="random", random_state=np.random.RandomState(5)).fit(X).score(X))]
    assert one == table(plot_elbow_curve(model, X, [7], random_state=state))["errors"]
    unseeded = [table(plot_elbow_curve(model, X, [7]))["errors"] for _ in range(2)]
    assert unseeded[0] == unseeded[1]


def test_several_processes_give_the_same() -> None:
    model = kmeans().fit(X)
    found, alone = (table(plot_elbow_curve(model, X, [2, 3], n_jobs=n_jobs)) for n_jobs in (2, 1))
    assert found["errors"] == alone["errors"]


def test_what_fits_warn_of_is_told_once_with_the_numbers() -> None:
    few = np.array([[0.0], [0.0], [1.0], [1.0]])
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        plot_elbow_curve(kmeans(2).fit(few), few, [1, 2, 3, 4])
    assert [str(each.message) for each in shown] == [
        "CK472 plot_elbow_curve: fitting k = 3 and 4 warns: Number of distinct clusters (2) found smaller than "
        "n_clusters (3). Possibly due to duplicate points in X."
    ]


class Picky(ClusterMixin, BaseEstimator):
    """Refuses some numbers of clusters."""

    def __init__(self, n_clusters: int = 2, refuses: int = 3) -> None:
        self.n_clusters = n_clusters
        self.refuses = refuses

    def fit(self, X: Any, y: Any = None) -> "Picky":
        if self.n_clusters >= self.refuses:
            raise ValueError(f"no more than {self.refuses - 1}.")
        self.labels_ = np.arange(len(X)) % self.n_clusters
        return self


def test_numbers_that_cannot_be_fitted_are_left_out_and_named() -> None:
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        chart = plot_elbow_curve(Picky().fit(X), X, [1, 2, 3, 4])
    assert table(chart)["cluster_ranges"] == [1, 2]
    assert str(shown[0].message) == (
        "CK472 plot_elbow_curve: k = 3 and 4 cannot be fitted and are left out: no more than 2."
    )


def test_data_that_gives_no_curve_becomes_a_chart_that_says_so() -> None:
    for model, data, sentence in (
        (
            kmeans(1).fit(X),
            np.ones((9, 4)),
            "plot_elbow_curve: all rows of X are the same; there is no variance to explain.",
        ),
        (kmeans(1).fit(X), X[:0], "plot_elbow_curve: X has no rows."),
        (kmeans(1).fit(X), np.where(X > 7.5, np.nan, X), "X has 6 NaN values among its 600; nothing is drawn."),
        (
            make_pipeline(StandardScaler(), kmeans()).fit(X),
            np.where(X > 7.5, np.inf, X),
            "plot_elbow_curve: StandardScaler refused its data: Input X contains infinity or a value too large for "
            "dtype('float64').",
        ),
        (Picky().fit(X), X, "plot_elbow_curve: Picky could not be fitted with any number of clusters: no more than 2."),
    ):
        ranges = [3, 4] if isinstance(model, Picky) else None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", chartkit.ChartkitWarning)
            chart = plot_elbow_curve(model, data, ranges)
        assert chart.is_notice
        assert [(each.code, each.message) for each in chart.diagnostics] == [("CK471", sentence)]


def test_the_authors_faults_are_told_before_anything_is_fitted() -> None:
    model = kmeans().fit(X)
    assert fault(KMeans(), X) == (
        "CK474 plot_elbow_curve takes a fitted model; this KMeans has not been fitted.\nhelp: call its fit(X, y) before"
    )
    assert fault(GaussianMixture(2).fit(X), X) == (
        "CK474 plot_elbow_curve takes a clusterer; GaussianMixture is none.\n"
        "help: pass a clusterer such as KMeans; plot_silhouette takes these labels of the rows as cluster_labels="
    )
    assert fault(model, X[:, :2]) == (
        "CK470 plot_elbow_curve: X has 2 columns; KMeans was fitted on 4.\n"
        "help: the order of the arguments is plot_elbow_curve(clusterer, X, cluster_ranges)"
    )
    assert fault(model, X, [0, 2]) == (
        "CK470 plot_elbow_curve takes cluster_ranges as whole numbers from 1 on; found 0."
    )
    assert fault(model, X, [2.5]) == (
        "CK470 plot_elbow_curve takes cluster_ranges as whole numbers from 1 on; found 2.5."
    )
    assert fault(model, X, [2, 151]) == (
        "CK470 plot_elbow_curve: cluster_ranges asks for 151 clusters and X has 150 rows; each needs one."
    )
    assert fault(model, X, []) == (
        "CK470 plot_elbow_curve: cluster_ranges is empty.\nhelp: leave it out to try 1, 3, 5, 7 and 9"
    )
    assert fault(model, X, 5) == (
        "CK470 plot_elbow_curve takes cluster_ranges as a list of numbers of clusters; found 5.\n"
        "help: range(1, 11) tries one to ten"
    )


def test_it_is_logged_under_wandbs_key(tmp_path: Any) -> None:
    with chartkit.init(project="p", dir=tmp_path):
        chart = plot_elbow_curve(kmeans().fit(X), X, [1, 2])
    assert chartkit.Api(tmp_path).runs("p")[0].chart("elbow_curve").to_json() == chart.to_json()
