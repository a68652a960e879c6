"""`plot.roc_curve`: what it takes, its table, what it says, and each thing that W&B's does wrong."""

import inspect
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_curve as wanted_curve

import chartkit
from chartkit import plot

Y = [0, 0, 1, 1]
SCORES = [0.1, 0.4, 0.35, 0.8]


def columns(chart: chartkit.Chart) -> dict[str, list[Any]]:
    table = chart.table
    return {name: table.get_column(name) for name in table.columns}


def curves(chart: chartkit.Chart) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {}
    table = columns(chart)
    for name, x, y in zip(table["class"], table["fpr"], table["tpr"], strict=True):
        found.setdefault(name, []).append((x, y))
    return found


def areas(chart: chartkit.Chart) -> dict[str, float]:
    table = columns(chart)
    return dict(zip(table["class"], table["auc"], strict=True))


def made(n_rows: int, n_classes: int, seed: int = 0) -> tuple[Any, Any]:
    random = np.random.default_rng(seed)
    y = random.integers(0, n_classes, n_rows)
    scores = random.normal(size=(n_rows, n_classes))
    scores[np.arange(n_rows), y] += 1.5
    return y, np.exp(scores) / np.exp(scores).sum(1, keepdims=True)


def test_its_signature_is_wandbs_and_more_by_name() -> None:
    found = inspect.signature(plot.roc_curve).parameters.values()
    own = [
        str(each.replace(annotation=inspect.Parameter.empty)) for each in found if each.kind is not each.KEYWORD_ONLY
    ]
    assert own == [
        "y_true=None",
        "y_probas=None",
        "labels=None",
        "classes_to_plot=None",
        "title='ROC Curve'",
        "split_table=False",
    ]


def test_the_table_keeps_wandbs_columns_and_adds_thresholds_and_areas() -> None:
    table = columns(plot.roc_curve(Y, SCORES, ["neg", "pos"]))
    assert list(table) == ["class", "fpr", "tpr", "threshold", "auc"]
    fpr, tpr, thresholds = wanted_curve(Y, SCORES)
    assert (table["fpr"], table["tpr"]) == (fpr.tolist(), tpr.tolist())
    assert table["threshold"] == [None, *thresholds.tolist()[1:]]
    assert set(table["class"]) == {"pos"}
    assert set(table["auc"]) == {0.75}


def test_fields_strings_and_split_table() -> None:
    chart = plot.roc_curve(Y, SCORES, None, None, "Mine", True)
    kept = chart.spec["usermeta"]["chartkit"]
    assert kept["fields"] == {
        "x": ["fpr"],
        "y": ["tpr"],
        "class": ["class"],
        "threshold": ["threshold"],
        "area": ["auc"],
    }
    assert {
        name: kept["strings"][name] for name in ("title", "x-axis-title", "y-axis-title", "diagonal", "area-name")
    } == {
        "title": "Mine",
        "x-axis-title": "False positive rate",
        "y-axis-title": "True positive rate",
        "diagonal": True,
        "area-name": "AUC",
    }
    assert chart.split_table


def test_frames_and_series_are_taken() -> None:
    y, scores = made(50, 3)
    frame = pd.DataFrame(scores, columns=["a", "b", "c"])
    assert curves(plot.roc_curve(pd.Series(y), frame)) == curves(plot.roc_curve(y.tolist(), scores.tolist()))


def test_every_class_against_the_rest() -> None:
    y, scores = made(60, 3)
    found = curves(plot.roc_curve(y, scores, ["cat", "dog", "bird"], drop_intermediate=False))
    assert list(found) == ["cat", "dog", "bird"]
    for at, name in enumerate(found):
        fpr, tpr, _ = wanted_curve(y == at, scores[:, at], drop_intermediate=False)
        assert found[name] == list(zip(fpr, tpr, strict=True))


@pytest.mark.parametrize("kind", [str, float, bool])
def test_labels_of_any_kind(kind: type) -> None:
    y, scores = made(60, 2)
    names = [str(bool(0)), str(bool(1))] if kind is bool else ["0", "1"]
    wanted = areas(plot.roc_curve(y, scores)).values()
    assert areas(plot.roc_curve(y.astype(kind), scores)) == dict(zip(names, wanted, strict=True))


def test_classes_are_chosen_by_name_or_index_in_the_order_of_columns() -> None:
    y, scores = made(60, 3)
    for asked in (["bird", "cat"], [2, 0]):
        assert list(curves(plot.roc_curve(y, scores, ["cat", "dog", "bird"], asked))) == ["cat", "bird"]


def test_weights_and_averages() -> None:
    y, scores = made(60, 3)
    weight = np.random.default_rng(1).random(60)
    chart = plot.roc_curve(y, scores, sample_weight=weight, micro=True, macro=True, classes_to_plot=[1])
    found = curves(chart)
    assert list(found) == ["1", "micro-average", "macro-average"]
    fpr, tpr, _ = wanted_curve(y == 1, scores[:, 1], sample_weight=weight)
    np.testing.assert_allclose(found["1"], np.stack([fpr, tpr], 1), rtol=0, atol=1e-12)
    every = areas(plot.roc_curve(y, scores, sample_weight=weight))
    assert areas(chart)["macro-average"] == pytest.approx(np.mean(list(every.values())), abs=1e-12)


def test_several_runs_are_told_apart() -> None:
    """By their names in the legend."""
    from chartkit.data.run_label import RunLabel
    from chartkit.data.run_rows import with_runs

    charts = [plot.roc_curve(*made(60, 2, seed)) for seed in (0, 1)]
    rows = with_runs([(RunLabel(f"r{at}", f"run {at}"), chart.dataset) for at, chart in enumerate(charts)])
    chart = chartkit.plot_table(
        "wandb/area-under-curve/v0", rows, {"x": "fpr", "y": "tpr", "class": "class", "area": "auc"}
    )
    svg = chart._content(".svg", None, None, 1, None).decode()
    for at, made_chart in enumerate(charts):
        for name, area in areas(made_chart).items():
            assert f">run {at}, {name} (AUC {area:.3f})<" in svg


def test_rows_of_probabilities_that_do_not_sum_to_1_are_told() -> None:
    y = [0, 1, 2, 1]
    with pytest.warns(chartkit.ChartkitWarning, match="2 of the 4 rows of y_probas do not sum to 1") as said:
        plot.roc_curve(y, [[0.8, 0.1, 0.1], [0.1, 0.9, 0.9], [0.1, 0.1, 0.8], [0.2, 0.3, 0.1]])
    (told,) = said
    assert str(told.message).endswith(
        "the furthest off sums to 1.9. Each column is taken as scores of its own.\n"
        "help: pass what predict_proba gives, or a softmax of the outputs"
    )


def test_columns_that_fit_better_in_sorted_order_are_told() -> None:
    y = ["b", "a", "c", "a"]
    scores = [[0.1, 0.8, 0.1], [0.8, 0.1, 0.1], [0.1, 0.1, 0.8], [0.4, 0.5, 0.1]]
    with pytest.warns(chartkit.ChartkitWarning) as said:
        plot.roc_curve(y, scores, labels=["c", "b", "a"])
    assert [str(each.message) for each in said] == [
        "CK478 the columns of y_probas are taken in the order of labels, 'c', 'b' and 'a': 25% of the rows score "
        "highest for their own class. In sorted order 75% would.\n"
        "help: predict_proba sorts its columns: pass labels=model.classes_"
    ]
    assert plot.roc_curve(y, np.array(scores)[:, ::-1], labels=["c", "b", "a"]).diagnostics == ()


class TestWhereWandbIsWrong:
    def test_a_columns_belong_to_classes_not_to_their_position_among_those_that_occur(self) -> None:
        """A perfect classifier of classes 0 and 2 of three: W&B reads class 2 from the column of class 1."""
        y = np.array([0, 2, 0, 2])
        scores = np.eye(3)[y] * 0.7 + 0.1
        with pytest.warns(chartkit.ChartkitWarning) as said:
            chart = plot.roc_curve(y, scores)
        assert areas(chart) == {"0": 1.0, "2": 1.0}
        assert [str(each.message).split("\n")[0] for each in said] == [
            "CK472 y_true has no sample of '1': its curve is left out."
        ]
        assert [each.code for each in chart.diagnostics] == ["CK472"]

    def test_b_one_dimensional_scores_are_those_of_the_larger_class(self) -> None:
        assert areas(plot.roc_curve(Y, SCORES)) == {"1": 0.75}
        assert areas(plot.roc_curve(["n", "n", "y", "y"], SCORES)) == {"y": 0.75}
        assert areas(plot.roc_curve(["n", "n", "y", "y"], SCORES, ["y", "n"])) == {"n": 0.25}

    def test_c_scores_that_are_missing_are_asked_for(self) -> None:
        with pytest.raises(chartkit.DataError) as caught:
            plot.roc_curve(Y)
        assert str(caught.value) == "CK470 y_probas is missing.\nhelp: pass y_probas=, a list or an array"

    def test_d_a_class_to_plot_that_does_not_exist_is_named(self) -> None:
        y, scores = made(30, 3)
        with pytest.raises(chartkit.DataError) as caught:
            plot.roc_curve(y, scores, ["cat", "dog", "bird"], ["cats"])
        assert str(caught.value) == (
            "CK470 classes_to_plot asks for 'cats', which is no class, no name and no index of a column.\n"
            "help: did you mean 'cat'? classes: 'cat', 'dog' and 'bird'"
        )

    def test_d_a_class_to_plot_that_does_not_occur_is_said_in_the_chart(self) -> None:
        with pytest.warns(chartkit.ChartkitWarning, match="^CK471 y_true tells none of the classes to plot \\('1'\\)"):
            chart = plot.roc_curve([0, 2, 0], np.eye(3), classes_to_plot=[1])
        assert chart.is_notice

    def test_e_too_few_labels_are_counted(self) -> None:
        y, scores = made(30, 3)
        with pytest.raises(chartkit.DataError) as caught:
            plot.roc_curve(y, scores, ["cat", "dog"])
        assert str(caught.value).startswith("CK470 labels has 2 names and y_probas has 3 columns; each needs one.")

    def test_f_a_sample_may_have_several_labels(self) -> None:
        marks = np.array([[1, 0, 1], [0, 0, 1], [1, 1, 1], [0, 1, 0]])
        scores = np.random.default_rng(0).random((4, 3))
        found = curves(plot.roc_curve(marks, scores, ["red", "big", "old"]))
        for at, name in enumerate(["red", "big", "old"]):
            fpr, tpr, _ = wanted_curve(marks[:, at], scores[:, at])
            assert found[name] == list(zip(fpr, tpr, strict=True))
        forest = [np.stack([1 - column, column], 1) for column in scores.T]
        frame = pd.DataFrame(marks, columns=["red", "big", "old"])
        assert curves(plot.roc_curve(frame, forest)) == found

    def test_numbers_are_not_rounded(self) -> None:
        y, scores = made(50, 3)
        assert any(rate != round(rate, 3) for rate in columns(plot.roc_curve(y, scores))["tpr"])

    def test_labels_name_texts_and_floats_too(self) -> None:
        assert set(columns(plot.roc_curve(["n", "n", "y", "y"], SCORES, ["No", "Yes"]))["class"]) == {"Yes"}
        assert set(columns(plot.roc_curve([0.0, 0.0, 1.0, 1.0], SCORES, ["No", "Yes"]))["class"]) == {"Yes"}

    def test_nothing_is_drawn_by_lot_and_the_ends_are_kept(self) -> None:
        """W&B draws 10,000 random rows; here corners stay, and the chart says how many points it draws."""
        y, scores = made(50_000, 2)
        chart = plot.roc_curve(y, scores, ["no", "yes"])
        assert curves(chart) == curves(plot.roc_curve(y, scores, ["no", "yes"]))
        for name, points in curves(chart).items():
            assert (points[0], points[-1]) == ((0, 0), (1, 1))
            assert len(points) <= 2000
            at = ["no", "yes"].index(name)
            fpr, tpr, _ = wanted_curve(y == at, scores[:, at])
            assert areas(chart)[name] == pytest.approx(np.trapezoid(tpr, fpr), abs=1e-12)
        n_drawn = len(columns(chart)["class"])
        n_points = sum(len(wanted_curve(y == at, scores[:, at])[0]) for at in (0, 1))
        drawn = f"drawn with {n_drawn:,} of {n_points:,} points"
        assert chart.spec["title"]["subtitle"] == drawn
        assert [str(each) for each in chart.diagnostics] == [
            f"CK473 curves are {drawn}, none of which is further than 1/2000 of an axis from the line; "
            "the areas are those of all points."
        ]

    def test_rows_of_many_classes_stay_within_what_a_chart_carries(self) -> None:
        y, scores = made(8_000, 30)
        chart = plot.roc_curve(y, scores)
        assert len(columns(chart)["class"]) <= 20_000
        assert len(curves(chart)) == 30
        assert not any(each.code == "CK458" for each in chart.diagnostics)


class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ((Y, SCORES[:3]), "CK470 y_true has 4 rows and y_probas has 3; they are of the same samples."),
            (
                (SCORES, Y),
                "CK470 y_true holds scores and y_probas holds classes; they are swapped.\n"
                "help: the labels come first: (y_true, y_probas)",
            ),
            (
                (np.eye(4)[:, :2] * 0.3 + 0.2, Y),
                "CK470 y_true holds scores and y_probas holds classes; they are swapped.\n"
                "help: the labels come first: (y_true, y_probas)",
            ),
            (
                ([0, 1, 2, 0], SCORES),
                "CK470 y_true has 3 classes (0, 1 and 2) and y_probas one column of scores; each class needs its own.\n"
                "help: pass n rows × k columns of scores",
            ),
            (
                (Y, SCORES, ["no", "yes"], ["no"]),
                "CK470 y_probas has the scores of 'yes' alone, and classes_to_plot asks for 'no'.\n"
                "help: pass a column of scores for each class",
            ),
            (
                ([[0, 1], [1, 0]], [0.5, 0.2]),
                "CK470 y_true is 2 × 2 and y_probas 2; each label needs its own column of scores.\n"
                "help: pass y_true as one list of classes where each sample has one",
            ),
            (
                ([[0, 2], [1, 0]], [[0.5, 0.2], [0.1, 0.3]]),
                "CK470 y_true of 2 columns marks the labels of each sample by 0 and 1; found 2.",
            ),
        ],
    )
    def test_the_authors_faults_raise_one_sentence(self, arguments: Any, message: str) -> None:
        with pytest.raises(chartkit.DataError) as caught:
            plot.roc_curve(*arguments)
        assert str(caught.value) == message

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (([1, 1], [0.2, 0.3]), "y_true has the class 1 alone, and a curve needs two to tell apart."),
            ((Y, [0.1, np.nan, 0.3, np.nan]), "y_probas has 2 NaN values among its 4; nothing is drawn."),
            (([], []), "y_true is empty; nothing is drawn."),
            (
                ([0.0, None, 1.0, 1.0], SCORES),
                "y_true has 1 missing label (None or NaN) among its 4; nothing is drawn.",
            ),
        ],
    )
    def test_faults_of_this_steps_data_become_a_chart_that_says_so(self, arguments: Any, message: str) -> None:
        with pytest.warns(chartkit.ChartkitWarning) as said:
            chart = plot.roc_curve(*arguments)
        assert chart.is_notice
        assert [str(each.message).split("\n")[0] for each in said] == [f"CK471 {message}"]

    def test_averages_of_one_column_are_left_out_and_named(self) -> None:
        with pytest.warns(chartkit.ChartkitWarning) as said:
            chart = plot.roc_curve(Y, SCORES, micro=True)
        assert list(curves(chart)) == ["1"]
        assert [str(each.message).split("\n")[0] for each in said] == [
            "CK472 y_probas has scores of one class alone: the averages over classes are left out."
        ]

    def test_inputs_are_not_changed(self) -> None:
        y, scores = made(30, 3)
        before = y.copy(), scores.copy()
        with warnings.catch_warnings():
            plot.roc_curve(y, scores, micro=True, macro=True)
        np.testing.assert_array_equal(y, before[0])
        np.testing.assert_array_equal(scores, before[1])
