"""`plot.confusion_matrix`: what it takes, its table, what it says, and each thing that W&B's does wrong."""

import inspect
import re
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from sklearn.metrics import confusion_matrix as confusion_shares

import chartkit
from chartkit import plot
from chartkit.data import to_dataset
from chartkit.data.run_label import RunLabel
from chartkit.data.run_rows import with_runs

TRUE = ["cat", "dog", "dog", "owl"]
PREDICTED = ["cat", "cat", "dog", "owl"]
FIELDS = {name: name for name in ("Actual", "Predicted", "nPredictions")}


def cells(chart: chartkit.Chart) -> dict[tuple[str, str], Any]:
    found = zip(*(chart.table.get_column(name) for name in FIELDS), strict=True)
    return {(true, predicted): count for true, predicted, count in found}


def names(chart: chartkit.Chart) -> list[str]:
    return list(dict.fromkeys(chart.table.get_column("Actual")))


def fault(**arguments: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot.confusion_matrix(**arguments)
    return str(caught.value)


def notice(**arguments: Any) -> str:
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        chart = plot.confusion_matrix(**arguments)
    assert chart.is_notice
    assert len(caught) == 1
    return chart.diagnostics[0].message


def svg(chart: chartkit.Chart) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "chart.svg")
        chart.save(file)
        return file.read_text(encoding="utf-8")


def printed(text: str) -> list[str]:
    """What stands in the cells, row by row."""
    return re.findall(r'aria-roledescription="text mark"[^>]*>([^<]*)</text>', text)


def test_its_signature_is_wandbs_and_more_by_name() -> None:
    found = inspect.signature(plot.confusion_matrix).parameters.values()
    own = [
        str(each.replace(annotation=inspect.Parameter.empty)) for each in found if each.kind is not each.KEYWORD_ONLY
    ]
    assert own == [
        "probs=None",
        "y_true=None",
        "preds=None",
        "class_names=None",
        "title='Confusion Matrix Curve'",
        "split_table=False",
    ]


def test_the_table_is_wandbs_with_a_row_for_each_pair_by_true_class() -> None:
    chart = plot.confusion_matrix(y_true=[0, 1, 1], preds=[0, 0, 1], class_names=["neg", "pos"], title="T")
    assert chart.table.columns == ["Actual", "Predicted", "nPredictions"]
    assert chart.table.data == [["neg", "neg", 1], ["neg", "pos", 0], ["pos", "neg", 1], ["pos", "pos", 1]]
    assert chart.spec["title"]["text"] == "T"
    assert [type(row[2]) for row in chart.table.data] == [int] * 4


@pytest.mark.parametrize(
    "form",
    [list, tuple, np.array, pd.Series, pd.Categorical, pl.Series, pa.array, lambda values: pd.DataFrame({"y": values})],
)
def test_labels_come_in_any_form(form: Any) -> None:
    assert cells(plot.confusion_matrix(y_true=form(TRUE), preds=form(PREDICTED)))["dog", "cat"] == 1


class TestWhereWandbIsWrong:
    def test_real_labels_are_kept_where_wandb_writes_class_1(self) -> None:
        assert names(plot.confusion_matrix(y_true=TRUE, preds=PREDICTED)) == ["cat", "dog", "owl"]

    def test_texts_with_class_names_where_wandb_raises_key_error(self) -> None:
        chart = plot.confusion_matrix(y_true=TRUE, preds=PREDICTED, class_names=["owl", "dog", "cat", "emu"])
        assert names(chart) == ["owl", "dog", "cat", "emu"]
        assert cells(chart)["dog", "cat"] == 1
        assert cells(chart)["emu", "emu"] == 0

    def test_classes_without_a_name_are_told_where_wandb_raises_key_error(self) -> None:
        assert fault(y_true=[0, 1], preds=[0, 5], class_names=["a", "b"]) == (
            "CK470 class_names has 2 names; the class 5 has none.\n"
            "help: class_names has a name for each class; classes 0, 1, … are indices"
        )

    def test_nothing_given_is_told_where_wandb_raises_type_error(self) -> None:
        assert fault() == "CK470 y_true is missing.\nhelp: pass y_true=, a list or an array"
        assert fault(y_true=[0]) == (
            "CK470 neither preds nor probs is given: what was predicted for each label of y_true."
        )

    def test_shares_from_code_where_wandb_has_a_checkbox(self) -> None:
        chart = plot.confusion_matrix(y_true=TRUE, preds=PREDICTED, normalize="true")
        assert cells(chart)["dog", "cat"] == 1
        assert printed(svg(chart)) == ["100%", "0%", "0%", "50%", "50%", "0%", "0%", "0%", "100%"]
        assert ">share of true class<" in svg(chart)

    def test_classes_keep_the_order_given_where_wandb_sorts_them(self) -> None:
        sizes = ["small", "medium", "large"]
        assert names(plot.confusion_matrix(y_true=sizes, preds=sizes, class_names=sizes)) == sizes
        assert names(plot.confusion_matrix(y_true=[2, 10], preds=[10, 2])) == ["2", "10"]

    def test_several_runs_have_a_matrix_each_where_wandb_mixes_them(self) -> None:
        found = [
            (RunLabel(f"id{run}", "same name"), to_dataset(plot.confusion_matrix(y_true=TRUE, preds=preds).table))
            for run, preds in enumerate([PREDICTED, ["owl"] * 4])
        ]
        chart = plot.plot_table("wandb/confusion_matrix/v1", with_runs(found), FIELDS)
        text = svg(chart)
        assert re.findall(r">(same name[^<]*)<", text) == ["same name (id0)", "same name (id1)"]
        assert printed(text) == [*"100110001", *"001002001"]

    def test_runs_of_other_classes_share_their_axes(self) -> None:
        found = [
            (RunLabel(run, run), to_dataset(plot.confusion_matrix(y_true=labels, preds=labels).table))
            for run, labels in {"one": ["a", "b"], "two": ["b", "c"]}.items()
        ]
        text = svg(plot.plot_table("wandb/confusion_matrix/v1", with_runs(found), FIELDS))
        assert printed(text) == [*"1001", *"1001"]
        assert set(re.findall(r">([abc])</text>", text)) == {"a", "b", "c"}


class TestProbabilities:
    def test_the_largest_is_predicted_the_first_of_equals(self) -> None:
        chart = plot.confusion_matrix([[0.2, 0.8], [0.5, 0.5], [3.0, -1.0]], [1, 1, 0])
        assert cells(chart) == {("0", "0"): 1, ("0", "1"): 0, ("1", "0"): 1, ("1", "1"): 1}

    def test_one_column_is_the_second_class_above_a_half(self) -> None:
        chart = plot.confusion_matrix(probs=[0.9, 0.5, 0.1], y_true=["yes", "yes", "no"])
        assert cells(chart) == {("no", "no"): 1, ("no", "yes"): 0, ("yes", "no"): 1, ("yes", "yes"): 1}
        assert names(plot.confusion_matrix(probs=[0.9], y_true=[True])) == ["False", "True"]

    def test_columns_belong_to_classes_by_value_not_by_position(self) -> None:
        chart = plot.confusion_matrix(np.eye(3)[[0, 2, 2]], [0, 2, 2], class_names=["a", "b", "c"])
        assert {pair: count for pair, count in cells(chart).items() if count} == {("a", "a"): 1, ("c", "c"): 2}

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (
                {"probs": np.eye(3), "y_true": ["a", "b", "b"]},
                "CK470 y_true has 2 classes ('a' and 'b') and probs has 3 columns: which column is whose "
                "cannot be told.\n"
                "help: pass class_names=, the classes in the order of the columns, as model.classes_ has them",
            ),
            (
                {"probs": np.eye(3), "y_true": [0, 1, 2], "class_names": ["a", "b"]},
                "CK470 class_names has 2 names and probs has 3 columns; each needs one.\n"
                "help: pass class_names=, the classes in the order of the columns, as model.classes_ has them",
            ),
            (
                {"probs": [1, 0], "y_true": [1, 0]},
                "CK470 probs holds whole numbers, as classes are, and takes probabilities.\n"
                "help: the call is confusion_matrix(y_true=…, preds=…)",
            ),
            (
                {"probs": ["a", "b"], "y_true": ["a", "a"]},
                "CK470 probs holds texts, as classes are, and takes probabilities.\n"
                "help: the call is confusion_matrix(y_true=…, preds=…)",
            ),
            (
                {"probs": [-2.5, 0.5], "y_true": [1, 0]},
                "CK470 probs of one column is probabilities from 0 to 1; found -2.5.\n"
                "help: pass the classes that your threshold gives as preds=",
            ),
            (
                {"probs": np.eye(3), "y_true": [0, 1]},
                "CK470 y_true has 2 rows and probs has 3; they are of the same samples.",
            ),
        ],
    )
    def test_what_does_not_fit_is_told(self, arguments: dict[str, Any], message: str) -> None:
        assert fault(**arguments) == message

    def test_rows_with_nan_are_counted(self) -> None:
        found = notice(probs=[[0.2, np.nan], [np.nan, np.nan], [0.1, 0.9]], y_true=[0, 1, 1])
        assert found == "probs has NaN in 2 of its 3 rows; nothing is drawn."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"preds": [0, 1], "probs": [0.1, 0.9]},
            "CK470 preds and probs are both given; only one of them says what was predicted.",
        ),
        ({"preds": [0]}, "CK470 y_true has 2 rows and preds has 1; they are of the same samples."),
        (
            {"preds": np.eye(2)},
            "CK470 preds is one class for each sample; found 2 × 2, as probabilities are.\nhelp: pass them as probs=",
        ),
        (
            {"preds": [0.25, 0.75]},
            "CK470 preds holds classes; found 0.25, as probabilities are.\nhelp: pass them as probs=",
        ),
        (
            {"preds": ["0", "1"]},
            "CK470 y_true holds numbers (0 …) and preds holds texts ('0' …); both are classes of one type.\n"
            "help: give both the same kind of labels",
        ),
        (
            {"preds": [0, 1], "class_names": ["a", "a"]},
            "CK470 class_names has 'a' more than once; each class needs a name of its own.",
        ),
        (
            {"preds": [0, 1], "normalize": "tru"},
            "CK470 normalize='tru' is none of the shares that a confusion matrix shows.\n"
            "help: did you mean 'true'? shares: 'true', 'pred' and 'all'",
        ),
        (
            {"preds": [0, 1], "class_names": ["cat", "dog"], "labels": ["cta"]},
            "CK470 labels asks for 'cta', which is no class.\nhelp: did you mean 'cat'? classes: 'cat' and 'dog'",
        ),
        ({"preds": [0, 1], "labels": [1, 1]}, "CK470 labels has the class '1' more than once."),
        ({"preds": [0, 1], "labels": []}, "CK470 labels is empty.\nhelp: leave it out to show every class"),
        (
            {"y_true": np.arange(2_000), "preds": np.arange(2_000)},
            "CK470 there are 2,000 different classes, more than the 1,000 that can be shown.\n"
            "help: pass labels=, the classes to show",
        ),
        (
            {"preds": np.array([1, "1"], dtype=object), "y_true": np.array([1, "1"], dtype=object)},
            "CK470 the classes 1 and '1' are different values and read the same in a chart.\n"
            "help: make them values of one type",
        ),
    ],
)
def test_arguments_that_do_not_fit_are_told(arguments: dict[str, Any], message: str) -> None:
    assert fault(**{"y_true": [0, 1], **arguments}) == message


def test_a_misspelt_class_is_told_with_the_near_name() -> None:
    assert fault(y_true=["cat", "dog"], preds=["cat", "dgo"], class_names=["cat", "dog"]) == (
        "CK470 class_names has 2 names; the class 'dgo' has none.\nhelp: did you mean 'dog'? names: 'cat' and 'dog'"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"y_true": [], "preds": []}, "y_true is empty; nothing is drawn."),
        (
            {"y_true": [0.0, np.nan], "preds": [0.0, 1.0]},
            "y_true has 1 missing label (None or NaN) among its 2; nothing is drawn.",
        ),
        (
            {"y_true": ["a", "b"], "preds": ["b", None]},
            "preds has 1 missing label (None or NaN) among its 2; nothing is drawn.",
        ),
        (
            {"y_true": ["a", "b"], "preds": ["b", "a"], "labels": ["a"]},
            "none of the 2 samples is of a class in labels.",
        ),
    ],
)
def test_data_of_this_step_give_a_chart_that_says_so(arguments: dict[str, Any], message: str) -> None:
    assert notice(**arguments) == message


def test_samples_of_other_classes_are_left_out_and_counted() -> None:
    with pytest.warns(chartkit.ChartkitWarning, match="^CK472 2 of 4 samples are of other classes and left out"):
        chart = plot.confusion_matrix(y_true=TRUE, preds=PREDICTED, labels=["owl", "dog"])
    assert cells(chart) == {("owl", "owl"): 1, ("owl", "dog"): 0, ("dog", "owl"): 0, ("dog", "dog"): 1}
    assert chart.spec["title"]["subtitle"] == "2 of 4 samples are of other classes and left out"


def test_weights_are_summed() -> None:
    chart = plot.confusion_matrix(y_true=[0, 0], preds=[1, 1], sample_weight=[0.5, 0.25])
    assert cells(chart)["0", "1"] == 0.75


def test_whole_floats_and_large_numbers_read_as_they_are() -> None:
    assert names(plot.confusion_matrix(y_true=[1.0, 2.5], preds=[1.0, 1.0])) == ["1", "2.5"]
    large = [2**60, 2**60 + 1]
    assert names(plot.confusion_matrix(y_true=large, preds=large)) == [str(number) for number in large]


@pytest.mark.parametrize("n_classes", [2, 10, 30, 100, 200])
def test_up_to_200_classes_are_drawn_whole(n_classes: int) -> None:
    y = np.arange(n_classes)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = plot.confusion_matrix(y_true=y, preds=np.roll(y, 1))
    assert len(chart.table) == n_classes**2
    assert chart.diagnostics == ()
    assert len(chart.to_json()) < 300_000


@pytest.mark.parametrize(
    ("normalize", "words"), [("pred", "predicted class"), ("all", "all predictions"), (True, "true class")]
)
def test_shares_are_those_that_the_legend_says(normalize: Any, words: str) -> None:
    chart = plot.confusion_matrix(y_true=TRUE, preds=PREDICTED, normalize=normalize)
    text = svg(chart)
    wanted = confusion_shares(TRUE, PREDICTED, normalize="true" if normalize is True else normalize)
    assert printed(text) == [f"{share:.0%}" for share in wanted.ravel()]
    assert f">share of {words}<" in text


@pytest.mark.parametrize(("normalize", "whole"), [(None, "their true class"), ("all", "all predictions")])
def test_of_more_cells_than_a_chart_carries_the_smallest_are_not_drawn_and_it_is_said(
    normalize: Any, whole: str
) -> None:
    random = np.random.default_rng(0)
    true, predicted = random.integers(0, 200, (2, 400_000))
    names = [f"a class with a name as long as this one is, number {number}" for number in range(200)]
    chart = plot.confusion_matrix(y_true=true, preds=predicted, class_names=names, normalize=normalize)
    subtitle = chart.spec["title"]["subtitle"]
    assert re.fullmatch(rf"cells of under 0\.\d+% of {whole} are not drawn", subtitle)
    assert [each.message for each in chart.diagnostics] == [f"{subtitle}; the table has them."]
    shares = confusion_shares(true, predicted, normalize=normalize or "true").ravel()
    assert len(chart.table) == 40_000
    np.testing.assert_allclose(chart.table.get_column("share"), shares, rtol=1e-12)
    assert len(chart.to_json()) < 5_000_000


@pytest.mark.filterwarnings("ignore::chartkit.diagnostics.warning.ChartkitWarning")
@pytest.mark.parametrize("name", ["{}", "class number {}", "{} 🐈", '"{}"'])
@pytest.mark.parametrize("weighted", [False, True])
def test_a_matrix_without_an_empty_cell_fits_into_a_chart(name: str, weighted: bool) -> None:
    random = np.random.default_rng(0)
    y, found = random.integers(0, 200, (2, 400_000))
    names = [name.format(place) for place in range(200)]
    weight = random.random(400_000) if weighted else None
    chart = plot.confusion_matrix(y_true=y, preds=found, class_names=names, sample_weight=weight)
    assert not chart.is_notice
    assert len(chart.table.get_column("nPredictions")) == 40_000
