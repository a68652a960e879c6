"""`sklearn.plot_confusion_matrix` against scikit-learn's numbers, and each thing that W&B's does wrong."""

import inspect
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split

import chartkit
from chartkit.sklearn import plot_confusion_matrix

IRIS = load_iris()
X_TRAIN, X_TEST, Y_TRAIN, Y_TEST = train_test_split(IRIS.data, IRIS.target, random_state=0)
PREDICTED = LogisticRegression(max_iter=5, tol=1).fit(X_TRAIN[:, :1], Y_TRAIN).predict(X_TEST[:, :1])
NAMES = IRIS.target_names.tolist()


def cells(chart: chartkit.Chart, column: str = "nPredictions") -> dict[tuple[str, str], Any]:
    found = zip(*(chart.table.get_column(name) for name in ("Actual", "Predicted", column)), strict=True)
    return {(true, predicted): value for true, predicted, value in found}


def fault(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_confusion_matrix(*args, **kwargs)
    return str(caught.value)


def test_its_signature_is_wandbs_and_more_by_name() -> None:
    found = inspect.signature(plot_confusion_matrix).parameters.values()
    own = [
        str(each.replace(annotation=inspect.Parameter.empty)) for each in found if each.kind is not each.KEYWORD_ONLY
    ]
    assert own == [
        "y_true=None",
        "y_pred=None",
        "labels=None",
        "true_labels=None",
        "pred_labels=None",
        "normalize=False",
    ]


def test_counts_are_scikit_learns() -> None:
    chart = plot_confusion_matrix(Y_TEST, PREDICTED, NAMES)
    assert list(cells(chart).values()) == confusion_matrix(Y_TEST, PREDICTED).ravel().tolist()
    assert chart.table.columns == ["Actual", "Predicted", "nPredictions"]


def test_it_is_logged_under_wandbs_key(tmp_path: Any) -> None:
    with chartkit.init(project="p", dir=tmp_path) as run:
        chart = plot_confusion_matrix(Y_TEST, PREDICTED, NAMES)
    assert chartkit.Api(tmp_path).run(run.id).charts()["confusion_matrix"].to_json() == chart.to_json()


class TestWhereWandbIsWrong:
    def test_rows_are_the_true_classes_where_wandb_swaps_the_axes(self) -> None:
        chart = plot_confusion_matrix([0, 0, 0, 1], [1, 1, 1, 1], ["n", "p"])
        assert cells(chart) == {("n", "n"): 0, ("n", "p"): 3, ("p", "n"): 0, ("p", "p"): 1}

    def test_true_and_pred_labels_choose_rows_and_columns_where_wandb_raises_assertion_error(self) -> None:
        chart = plot_confusion_matrix(Y_TEST, PREDICTED, NAMES, ["virginica"], ["virginica", "setosa"], True)
        counts = confusion_matrix(Y_TEST, PREDICTED)
        shares = confusion_matrix(Y_TEST, PREDICTED, normalize="true")
        pairs = [("virginica", "virginica"), ("virginica", "setosa")]
        assert cells(chart) == dict(zip(pairs, counts[2, [2, 0]].tolist(), strict=True))
        np.testing.assert_allclose(list(cells(chart, "share").values()), shares[2, [2, 0]], rtol=1e-12)

    def test_text_labels_where_wandb_looks_them_up_as_indices(self) -> None:
        true, predicted = (np.array(NAMES)[codes] for codes in (Y_TEST, PREDICTED))
        assert cells(plot_confusion_matrix(true, predicted)) == cells(plot_confusion_matrix(Y_TEST, PREDICTED, NAMES))

    def test_all_cells_are_kept_where_wandb_stops_at_1001(self) -> None:
        labels = np.arange(40)
        assert len(plot_confusion_matrix(labels, labels).table) == 1_600

    def test_shares_keep_all_digits_where_wandb_rounds_to_two(self) -> None:
        chart = plot_confusion_matrix([0, 0, 0], [0, 0, 1], true_labels=[0], normalize=True)
        assert list(cells(chart, "share").values()) == [2 / 3, 1 / 3]


def test_arguments_that_do_not_fit_are_told_by_their_names() -> None:
    assert fault(Y_TEST) == "CK470 y_pred is missing: what was predicted for each label of y_true."
    assert fault([0, 1], [0]) == "CK470 y_true has 2 rows and y_pred has 1; they are of the same samples."
    assert fault([0, 1], np.eye(2)) == (
        "CK470 y_pred is one class for each sample; found 2 × 2, as probabilities are.\n"
        "help: pass the classes, as model.predict gives them"
    )
    assert fault([0, 1], [0, 2], ["a", "b"]) == (
        "CK470 labels has 2 names; the class 2 has none.\n"
        "help: labels has a name for each class; classes 0, 1, … are indices"
    )
    assert fault([0, 1], [0, 1], ["cat", "dog"], true_labels=["dgo"]) == (
        "CK470 true_labels asks for 'dgo', which is no class.\nhelp: did you mean 'dog'? classes: 'cat' and 'dog'"
    )
