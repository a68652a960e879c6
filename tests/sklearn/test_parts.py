"""What a composite does with its parts, and how charts reach the run."""

from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.diagnostics import DataError, StepError
from chartkit.plot import line
from chartkit.sklearn._logging import logged, logging
from chartkit.sklearn._parts import Part, charts_of

TABLE = {"x": [1, 2], "y": [3, 4]}


@logging("good", "wandb/line/v0")
def good(title: str = "") -> chartkit.Chart:
    return line(TABLE, "x", "y", title=title)


@logging("empty", "wandb/line/v0")
def empty() -> chartkit.Chart:
    raise StepError.of("CK471", "empty: all scores are NaN.")


@logging("unfit", "wandb/line/v0")
def unfit() -> chartkit.Chart:
    raise DataError.of("CK474", "unfit needs importances.", "measure them")


@logging("broken", "wandb/line/v0")
def broken() -> chartkit.Chart:
    raise ZeroDivisionError("division by zero\nand more")


@pytest.fixture
def run(tmp_path: Path) -> Any:
    with chartkit.init(project="p", dir=tmp_path) as run:
        yield run


PARTS = [
    Part(name, plot, ()) for name, plot in (("good", good), ("unfit", unfit), ("empty", empty), ("broken", broken))
]


def test_a_part_that_fails_never_stops_the_others_and_one_warning_names_all() -> None:
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        charts = charts_of("plot_all", PARTS)
    assert list(charts) == ["good", "empty"]
    assert charts["empty"].is_notice and not charts["good"].is_notice
    assert [str(one.message) for one in shown] == [
        "CK471 empty: all scores are NaN.",
        "CK476 plot_all leaves out 2 plots. unfit: unfit needs importances. (measure them); "
        "broken: ZeroDivisionError: division by zero.",
    ]


@pytest.mark.parametrize("choice", ["record", "raise"])
def test_also_under_either_policy(choice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTKIT_ON_ERROR", choice)
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        charts = charts_of("plot_all", PARTS)
    assert list(charts) == (["good", "empty"] if choice == "record" else ["good"])
    assert "unfit: unfit needs importances." in str(shown[-1].message)


def test_a_composite_is_one_row_of_the_run(run: Any) -> None:
    with pytest.warns(chartkit.ChartkitWarning):
        charts = charts_of("plot_all", PARTS)
    assert run.step == 1
    good("alone")
    assert run.step == 2
    assert list(charts) == ["good", "empty"]


def test_without_a_run_the_chart_comes_back_all_the_same() -> None:
    chart = good("T")
    assert logged("key", chart) is chart
