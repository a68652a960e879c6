"""`sklearn.plot_class_proportions`: counts of each class in each set, and each thing that W&B's does wrong."""

import inspect
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import chartkit
from chartkit.sklearn import plot_class_proportions


def counts(chart: chartkit.Chart) -> dict[tuple[str, str], int]:
    found = zip(*(chart.table.get_column(name) for name in ("class", "dataset", "count")), strict=True)
    return {(name, dataset): count for name, dataset, count in found}


def fault(*args: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_class_proportions(*args)
    return str(caught.value)


def test_its_signature_is_wandbs_and_more_by_name() -> None:
    found = inspect.signature(plot_class_proportions).parameters.values()
    own = [
        str(each.replace(annotation=inspect.Parameter.empty)) for each in found if each.kind is not each.KEYWORD_ONLY
    ]
    assert own == ["y_train=None", "y_test=None", "labels=None"]


def test_the_table_is_wandbs() -> None:
    chart = plot_class_proportions(np.array([0, 0, 2]), pd.Series([2, 1]), ["dog", "cat", "owl"])
    assert chart.table.columns == ["class", "dataset", "count"]
    assert chart.table.data == [
        ["dog", "train", 2],
        ["dog", "test", 0],
        ["cat", "train", 0],
        ["cat", "test", 1],
        ["owl", "train", 1],
        ["owl", "test", 1],
    ]


def test_it_is_logged_under_wandbs_key(tmp_path: Path) -> None:
    with chartkit.init(project="p", dir=tmp_path) as run:
        chart = plot_class_proportions([0, 1], [1])
    assert chartkit.Api(tmp_path).run(run.id).charts()["class_proportions"].to_json() == chart.to_json()


class TestWhereWandbIsWrong:
    def test_a_training_set_alone_where_wandb_raises_attribute_error(self) -> None:
        assert counts(plot_class_proportions(["a", "b", "a"])) == {("a", "train"): 2, ("b", "train"): 1}

    def test_lists_are_counted_where_wandb_compares_the_list_itself(self) -> None:
        assert counts(plot_class_proportions(["a", "b"], ["a"]))["a", "test"] == 1

    def test_classes_keep_the_order_of_labels_where_wandb_ignores_them_for_texts(self) -> None:
        found = counts(plot_class_proportions(["s", "l", "m"], ["m"], ["s", "m", "l"]))
        assert list(dict.fromkeys(name for name, _ in found)) == ["s", "m", "l"]

    def test_too_few_labels_are_told_where_wandb_raises_index_error(self) -> None:
        assert fault([0, 1, 2], None, ["a", "b"]) == (
            "CK470 labels has 2 names; the class 2 has none.\n"
            "help: labels has a name for each class; classes 0, 1, … are indices"
        )

    def test_imbalance_is_seen_though_one_set_is_larger(self, tmp_path: Path) -> None:
        chart = plot_class_proportions([0] * 90 + [1] * 10, [0] * 5 + [1] * 5)
        file = tmp_path / "chart.svg"
        chart.save(file)
        shares = re.findall(r"share of the set: ([\d.%]+)", file.read_text(encoding="utf-8"))
        assert sorted(float(share.rstrip("%")) for share in shares) == [10.0, 50.0, 50.0, 90.0]


def test_arguments_that_do_not_fit_are_told() -> None:
    assert fault() == "CK470 y_train is missing.\nhelp: pass y_train=, a list or an array"
    assert fault([0, 1], ["a"]) == (
        "CK470 y_train holds numbers (0 …) and y_test holds texts ('a' …); both are classes of one type.\n"
        "help: give both the same kind of labels"
    )
    assert fault(np.zeros((3, 2))) == "CK470 y_train is one list of n values; found 3 × 2."
    assert fault(np.arange(2_000)) == (
        "CK470 there are 2,000 different classes, more than the 1,000 that can be shown.\n"
        "help: are these numbers rather than classes?"
    )


def test_an_empty_set_gives_a_chart_that_says_so() -> None:
    with pytest.warns(chartkit.ChartkitWarning, match="^CK471 y_test is empty; nothing is drawn"):
        chart = plot_class_proportions([0, 1], [])
    assert chart.is_notice


@pytest.mark.parametrize("n_classes", [2, 30, 100])
def test_many_classes_are_drawn_whole(n_classes: int) -> None:
    y = np.arange(n_classes)
    chart = plot_class_proportions(y, y[:1])
    assert len(chart.table) == 2 * n_classes
    assert chart.diagnostics == ()
