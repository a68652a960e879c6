"""`sklearn.plot_silhouette` against scikit-learn's own coefficients."""

import pickle
import warnings
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import (
    DBSCAN,
    AffinityPropagation,
    AgglomerativeClustering,
    Birch,
    KMeans,
    MeanShift,
    MiniBatchKMeans,
)
from sklearn.datasets import load_iris, make_blobs
from sklearn.decomposition import PCA
from sklearn.metrics import pairwise_distances, silhouette_samples, silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import chartkit
from chartkit.sklearn import plot_silhouette
from chartkit.sklearn._silhouette_rows import mean_of, rows_to_measure
from chartkit.sklearn._silhouettes import silhouettes_of

IRIS = load_iris(as_frame=True)
X = IRIS.data.to_numpy()
SPECIES = IRIS.target_names[IRIS.target]
CALL = "plot_silhouette(clusterer, X, cluster_labels, labels)"
EITHER = "help: pass a label for each row, or a name for each cluster"
COLUMNS = ["x", "y", "colors", "centerx", "centery", "y_sil", "x1", "x2", "color_sil", "silhouette_avg"]


def kmeans(n_clusters: int = 3) -> KMeans:
    return KMeans(n_clusters, n_init=2, random_state=0)


MODEL = kmeans().fit(X)


def table(chart: chartkit.Chart) -> dict[str, list[Any]]:
    return {name: chart.table.get_column(name) for name in chart.table.columns}


def by_row(chart: chartkit.Chart, column: str = "x2") -> list[Any]:
    """A column in the order of the rows of X."""
    found = table(chart)
    return [value for _, value in sorted(zip(found["row"], found[column], strict=True), key=lambda pair: pair[0])]


def fault(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_silhouette(*args, **kwargs)
    return str(caught.value)


def quiet(*args: Any, **kwargs: Any) -> chartkit.Chart:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", chartkit.ChartkitWarning)
        return plot_silhouette(*args, **kwargs)


def test_wandb_never_logged_with_current_scikit_learn(tmp_path: Any) -> None:
    with chartkit.init(project="p", dir=tmp_path):
        chart = plot_silhouette(MODEL, X, MODEL.labels_)
    assert chartkit.Api(tmp_path).runs("p")[0].chart("silhouette_plot").to_json() == chart.to_json()


def test_one_row_for_each_sample_in_wandbs_columns_then_ours() -> None:
    chart = plot_silhouette(MODEL, X, MODEL.labels_)
    assert list(table(chart)) == [*COLUMNS, "y_sil_end", "cluster_size", "row"]
    assert by_row(chart, "row") == list(range(150))
    expected = silhouette_samples(X, MODEL.labels_)
    np.testing.assert_allclose(by_row(chart), expected, rtol=0, atol=1e-12)
    assert table(chart)["silhouette_avg"] == pytest.approx([silhouette_score(X, MODEL.labels_)] * 150, abs=1e-12)


def test_wandb_zipped_two_orders_of_rows_in_one_table() -> None:
    chart = plot_silhouette(MODEL, X, MODEL.labels_)
    assert by_row(chart, "colors") == MODEL.labels_.tolist()
    assert by_row(chart, "color_sil") == [str(label) for label in MODEL.labels_]
    assert by_row(chart, "cluster_size") == np.bincount(MODEL.labels_)[MODEL.labels_].tolist()


def test_rows_fall_within_their_cluster_and_clusters_stand_apart() -> None:
    found = table(plot_silhouette(MODEL, X))
    rows = list(zip(found["color_sil"], found["x2"], found["y_sil"], found["y_sil_end"], strict=True))
    for (name, value, _, end), (next_name, next_value, start, _) in pairwise(rows):
        assert (start == end and value >= next_value) if name == next_name else start > end
    assert [end - start for _, _, start, end in rows] == [1.0] * 150


@given(st.integers(0, 2**16), st.integers(5, 40), st.integers(1, 5), st.integers(2, 4))
@settings(max_examples=20, deadline=None)
def test_coefficients_are_scikit_learns_on_made_inputs(seed: int, n_rows: int, n_columns: int, k: int) -> None:
    generator = np.random.default_rng(seed)
    made = generator.normal(size=(n_rows, n_columns))
    labels = np.concatenate([np.arange(k), generator.integers(0, k, n_rows - k)])
    model = KMeans(2, n_init=1, random_state=0).fit(made)
    for metric in ("euclidean", "manhattan"):
        chart = plot_silhouette(model, made, labels.tolist(), metric=metric)
        np.testing.assert_allclose(by_row(chart), silhouette_samples(made, labels, metric=metric), rtol=0, atol=1e-12)


@pytest.mark.parametrize("metric", ["euclidean", "cosine", "precomputed"])
def test_a_row_of_a_sample_is_measured_to_all_rows(metric: str) -> None:
    data = pairwise_distances(X) if metric == "precomputed" else X
    codes = IRIS.target.to_numpy(dtype=np.intp).copy()
    codes[:1] = 3  # alone in its cluster
    rows = np.array([0, 149, 3, 77])
    expected = silhouette_samples(data, codes, metric=metric)[rows]
    np.testing.assert_allclose(silhouettes_of(rows, data, codes, metric, "me"), expected, rtol=0, atol=1e-12)


def test_wandb_capped_large_data_without_a_word() -> None:
    data, labels = make_blobs(1500, centers=3, random_state=0)
    model = kmeans().fit(data)
    assert len(plot_silhouette(model, data).table) == 1500
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        chart = plot_silhouette(model, data, labels, max_rows=100)
    assert str(shown[0].message) == (
        "CK473 plot_silhouette measures 100 of 1,500 rows, each to all of them.\nhelp: max_rows=None measures all"
    )
    assert chart.spec["title"]["subtitle"] == [
        "1,500 rows in 3 clusters of KMeans",
        "100 rows measured, each to all 1,500",
    ]
    found = table(chart)
    expected = silhouette_samples(data, labels)
    np.testing.assert_allclose(found["x2"], expected[found["row"]], rtol=0, atol=1e-12)
    assert found["silhouette_avg"][0] == pytest.approx(expected.mean(), abs=0.05)
    assert found["cluster_size"] == [500] * 100


def test_a_sample_has_of_each_cluster_its_share_and_one_at_least() -> None:
    codes = np.repeat([0, 1, 2, -1], [800, 199, 1, 50])
    rows = rows_to_measure(codes, 100)
    assert np.bincount(codes[rows]).tolist() == [79, 20, 1]
    assert (rows == rows_to_measure(codes, 100)).all()
    assert len(rows_to_measure(codes, None)) == len(rows_to_measure(codes, 1000)) == 1000
    assert len(rows_to_measure(np.repeat([0, 1], 10_000), 10_000)) == 5_000
    assert len(rows_to_measure(np.repeat([0, 1], 100_000), 10_000)) == 1_000
    assert mean_of(np.array([0, 0, 0, 1]), np.array([0, 3]), np.array([0.5, 0.1])) == pytest.approx(0.4)


def test_names_of_clusters_stand_third_as_in_the_guide() -> None:
    model = kmeans(2).fit(X)
    chart = plot_silhouette(model, X, ["spam", "not spam"])
    assert by_row(chart, "color_sil") == [["spam", "not spam"][label] for label in model.labels_]
    assert by_row(chart, "colors") == model.labels_.tolist()


def test_wandb_ignored_labels() -> None:
    chart = plot_silhouette(MODEL, X, MODEL.labels_, ["a", "b", "c"])
    assert by_row(chart, "color_sil") == ["abc"[label] for label in MODEL.labels_]
    few = MODEL.labels_ != 1
    chart = plot_silhouette(MODEL, X[few], MODEL.labels_[few], ["a", "b", "c"])
    assert set(table(chart)["color_sil"]) == {"a", "c"}


def test_wandb_took_labels_0_to_k_alone() -> None:
    chart = plot_silhouette(MODEL, X, SPECIES)
    assert by_row(chart, "color_sil") == by_row(chart, "colors") == SPECIES.tolist()
    np.testing.assert_allclose(by_row(chart), silhouette_samples(X, SPECIES), rtol=0, atol=1e-12)
    renamed = plot_silhouette(MODEL, X, SPECIES, ["1st", "2nd", "3rd"])
    assert by_row(renamed, "color_sil") == np.array(["1st", "2nd", "3rd"])[IRIS.target].tolist()
    gaps = plot_silhouette(MODEL, X, IRIS.target * 10 + 5)
    assert set(table(gaps)["color_sil"]) == {"5", "15", "25"}


def test_wandb_broke_on_the_noise_of_dbscan() -> None:
    model = DBSCAN(0.5).fit(X)
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        chart = plot_silhouette(model, X, model.labels_)
    assert str(shown[0].message) == "CK472 plot_silhouette leaves out 17 of 150 rows: noise, labelled -1."
    assert chart.spec["title"]["subtitle"] == ["133 rows in 2 clusters of DBSCAN", "without 17 rows of noise"]
    clustered = model.labels_ >= 0
    values = np.array(by_row(chart), dtype=float)
    expected = silhouette_samples(X[clustered], model.labels_[clustered])
    np.testing.assert_allclose(values[clustered], expected, rtol=0, atol=1e-12)
    assert np.isnan(values[~clustered]).all()
    assert by_row(chart, "colors") == model.labels_.tolist()
    named = quiet(model, X, ["a", "b"])
    assert set(table(named)["color_sil"]) == {"a", "b", None}


def test_wandb_drew_the_first_two_features_of_any_number() -> None:
    components = PCA(2).fit(X)
    chart = plot_silhouette(MODEL, X)
    np.testing.assert_allclose(by_row(chart, "x"), components.transform(X)[:, 0], atol=1e-9)
    expected = components.transform(MODEL.cluster_centers_)[MODEL.labels_]
    np.testing.assert_allclose(by_row(chart, "centerx"), expected[:, 0], atol=1e-9)
    np.testing.assert_allclose(by_row(chart, "centery"), expected[:, 1], atol=1e-9)
    assert "principal component 1 (92% of variance)" in chart.to_json()
    two = IRIS.data.iloc[:, :2]
    chart = plot_silhouette(kmeans().fit(two), two)
    assert by_row(chart, "y") == X[:, 1].tolist()
    assert '"title":"sepal length (cm)"' in chart.to_json()
    chart = plot_silhouette(kmeans().fit(two), two, kmeans=False)
    assert set(table(chart)["centerx"]) == {None}
    chart = plot_silhouette(kmeans().fit(X[:, :1]), X[:, :1])
    assert by_row(chart, "y") == by_row(chart)


def test_wandb_skipped_models_of_three_features_in_silence() -> None:
    assert len(plot_silhouette(kmeans().fit(X[:, :3]), X[:, :3]).table) == 150


@pytest.mark.parametrize(
    "model",
    [MiniBatchKMeans(3, n_init=1, random_state=0), AgglomerativeClustering(3), Birch(), AffinityPropagation()],
)
def test_any_clusterer_has_its_own_labels(model: Any) -> None:
    model.fit(X)
    np.testing.assert_allclose(
        by_row(plot_silhouette(model, X)), silhouette_samples(X, model.labels_), rtol=0, atol=1e-12
    )


def test_labels_are_the_models_of_the_rows_given() -> None:
    assert by_row(plot_silhouette(MODEL, X[::-1]), "colors") == MODEL.labels_[::-1].tolist()
    assert by_row(plot_silhouette(MODEL, X[100:]), "colors") == MODEL.predict(X[100:]).tolist()
    shift = MeanShift(bandwidth=1, cluster_all=False).fit(X)
    assert by_row(quiet(shift, X), "colors") == shift.labels_.tolist()


def test_a_pipeline_is_measured_where_its_clusterer_works() -> None:
    model = make_pipeline(StandardScaler(), kmeans()).fit(X)
    chart = plot_silhouette(model, X)
    expected = silhouette_samples(model[:-1].transform(X), model[-1].labels_)
    np.testing.assert_allclose(by_row(chart), expected, rtol=0, atol=1e-12)
    assert chart.spec["title"]["subtitle"] == ["150 rows in 3 clusters of KMeans", "distances after StandardScaler"]


def test_a_search_is_what_it_found_best() -> None:
    model = GridSearchCV(kmeans(), {"n_clusters": [2, 4]}, cv=2).fit(X)
    assert by_row(plot_silhouette(model, X), "colors") == model.best_estimator_.labels_.tolist()


def test_distances_may_be_given() -> None:
    distances = pairwise_distances(X)
    model = AgglomerativeClustering(3, metric="precomputed", linkage="average").fit(distances)
    chart = plot_silhouette(model, distances, metric="precomputed")
    expected = silhouette_samples(distances, model.labels_, metric="precomputed")
    np.testing.assert_allclose(by_row(chart), expected, rtol=0, atol=1e-12)
    own = model.labels_ == model.labels_[7]
    assert by_row(chart, "x")[7] == pytest.approx(distances[7][own].sum() / (own.sum() - 1))


@pytest.mark.parametrize(
    "data",
    [X.tolist(), pl.from_pandas(IRIS.data), pa.Table.from_pandas(IRIS.data), scipy.sparse.csr_matrix(X)],
    ids=["list", "polars", "pyarrow", "sparse"],
)
def test_x_may_be_of_any_kind(data: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # scikit-learn's about names
        chart = plot_silhouette(MODEL, data)
    np.testing.assert_allclose(by_row(chart), silhouette_samples(X, MODEL.labels_), rtol=0, atol=1e-12)


def test_model_data_and_numpys_generator_stay_as_they_are() -> None:
    model, data, labels = kmeans().fit(X), X.copy(), MODEL.labels_.copy()
    before, state = pickle.dumps(model), pickle.dumps(np.random.get_state())
    quiet(model, data, labels, ["a", "b", "c"], max_rows=50)
    assert pickle.dumps(np.random.get_state()) == state
    assert pickle.dumps(model) == before
    assert (data == X).all() and (labels == MODEL.labels_).all()


@pytest.mark.parametrize(
    ("model", "data", "sentence"),
    [
        (DBSCAN(10).fit(X), X, "plot_silhouette needs two clusters or more; found 0 alone, of 150 rows."),
        (
            DBSCAN(0.5, min_samples=20).fit(X),
            X,
            "plot_silhouette needs two clusters or more; found 0 alone, of 46 rows, and 104 of noise.",
        ),
        (DBSCAN(0.01).fit(X), X, "plot_silhouette: DBSCAN calls all 150 rows noise."),
        (
            kmeans().fit(X[[0, 60, 120]]),
            X[[0, 60, 120]],
            "plot_silhouette: each of the 3 rows is a cluster of its own; there is nothing to compare it with.",
        ),
        (MODEL, X[:0], "plot_silhouette: X has no rows."),
        (
            MODEL,
            np.where(X > 7.5, np.nan, X),
            "plot_silhouette: KMeans.predict refused its data: Input X contains NaN.",
        ),
    ],
)
def test_data_without_silhouettes_becomes_a_chart_that_says_so(model: Any, data: Any, sentence: str) -> None:
    chart = quiet(model, data)
    assert chart.is_notice
    assert [(each.code, each.message) for each in chart.diagnostics] == [("CK471", sentence)]


def test_labels_that_could_be_either_are_refused() -> None:
    assert fault(MODEL, X, ["a", "b"]) == (
        f"CK470 plot_silhouette: cluster_labels has 2 entries and X has 150 rows in 3 clusters.\n{EITHER}"
    )
    assert fault(MODEL, X, MODEL.labels_[:149]) == (
        f"CK470 plot_silhouette: cluster_labels has 149 entries and X has 150 rows in 3 clusters.\n{EITHER}"
    )
    assert fault(MODEL, X, list(range(150))) == (
        "CK470 plot_silhouette: cluster_labels has as many different entries as X has rows, 150; "
        f"clusters have several.\n{EITHER}"
    )
    assert fault(MODEL, X, ["a", "b", "c"], ["d", "e", "f"]) == (
        "CK470 plot_silhouette: cluster_labels and labels both name the clusters.\n"
        "help: pass the names once; cluster_labels may hold a label for each row"
    )
    assert fault(MODEL, X, ["a", "b", "a"]) == (
        "CK470 plot_silhouette: cluster_labels has 'a' more than once; each cluster needs a name of its own."
    )
    assert fault(MODEL, X, SPECIES, ["a", "b"]) == (
        "CK470 plot_silhouette: labels has 2 names and there are 3 clusters ('setosa', 'versicolor' and 'virginica'); "
        "each needs one."
    )
    assert fault(MODEL, X, None, SPECIES) == (
        "CK470 plot_silhouette: labels names the clusters, and has an entry for each of the 150 rows.\n"
        "help: the clusters of the rows are the third argument, cluster_labels"
    )


def test_the_authors_faults_are_told() -> None:
    assert fault(KMeans(), X) == (
        "CK474 plot_silhouette takes a fitted model; this KMeans has not been fitted.\nhelp: call its fit(X, y) before"
    )
    assert fault(GaussianMixture(2).fit(X), X) == (
        "CK474 plot_silhouette takes a clusterer; GaussianMixture is none.\n"
        "help: pass a clusterer such as KMeans; plot_silhouette takes these labels of the rows as cluster_labels="
    )
    assert fault(MODEL, SPECIES, X) == (
        "CK470 plot_silhouette: cluster_labels is a matrix and X has one value a row; they are swapped.\n"
        f"help: call it as {CALL}"
    )
    assert fault(DBSCAN(0.5).fit(X), X[:9]) == (
        "CK470 plot_silhouette: DBSCAN cannot label new rows; it was fitted on 150 and X has 9.\n"
        "help: pass the X it was fitted on, or cluster_labels with a label for each row"
    )
    assert fault(MODEL, X, metric="euclid") == (
        "CK470 plot_silhouette: scikit-learn has no metric 'euclid'.\n"
        "help: did you mean 'euclidean'? among those it has: 'cityblock', 'cosine', 'euclidean', 'haversine', 'l1', "
        "'l2', 'manhattan', 'nan_euclidean' and 'precomputed'"
    )
    assert fault(MODEL, X, metric="precomputed") == (
        "CK470 plot_silhouette takes X as the distances between all rows for metric='precomputed'; found 150 × 4."
    )
    assert fault(MODEL, X, max_rows=0) == (
        "CK470 plot_silhouette takes max_rows as a whole number from 1 on, or None; found 0."
    )
