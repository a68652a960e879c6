"""Charts and tables in a run: kept whole, at every step, once per content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chartkit.compiler import Chart, plot_table
from chartkit.data import Dataset, Table
from chartkit.diagnostics import ChartkitWarning, DataError, Diagnostic, RunError
from chartkit.runs import Api, init

POINTS = [[0, 1.0, "a"], [1, 0.5, "b"]]
SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"name": "table"},
    "mark": "line",
    "encoding": {
        "x": {"field": "${field:x}", "type": "quantitative"},
        "y": {"field": "${field:y}", "type": "quantitative"},
    },
}


def table(rows: list[list[Any]] = POINTS) -> Table:
    return Table(columns=["step", "loss", "name"], data=rows)


def line(rows: list[list[Any]] = POINTS, mark: str = "line") -> Chart:
    return plot_table(SPEC | {"mark": mark}, table(rows), {"x": "step", "y": "loss"})


def files(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir())


def test_a_chart_comes_back_whole() -> None:
    chart = line()
    with init() as run:
        run.log({"curve": chart, "loss": 0.5})
    found = Api().run(run.id)
    (row,) = found.scan_history()
    assert row["loss"] == 0.5
    assert "curve" not in row
    back = found.chart("curve")
    assert type(back) is Chart
    assert back.to_json() == chart.to_json()
    assert back.spec_bytes() == chart.spec_bytes()
    assert back.table.data == POINTS
    assert found.table("curve").data == POINTS
    assert found.summary == {"loss": 0.5}


def test_one_chart_at_a_hundred_steps_is_one_file_and_a_hundred_steps(run_folder: Path) -> None:
    chart = line()
    with init(project="p", id="r") as run:
        for _ in range(100):
            run.log({"curve": chart})
    assert len(list((run_folder / "charts").iterdir())) == len(list((run_folder / "tables").iterdir())) == 1
    assert Api().run("r").chart_steps("curve") == list(range(100))


def test_every_step_is_kept_also_when_the_preset_changes(run_folder: Path) -> None:
    others = [[5, 5.0, "c"], [6, 4.0, "d"]]
    with init(project="p", id="r") as run:
        run.log({"curve": line()})
        run.log({"curve": line(others)})
        run.log({"curve": line(mark="point")}, step=7)
    found = Api().run("r")
    assert found.chart_steps("curve") == [0, 1, 7]
    assert found.chart("curve", 0).spec["mark"] == "line"
    assert found.chart("curve", 1).table.data == others
    assert found.chart("curve").spec["mark"] == found.charts()["curve"].spec["mark"] == "point"
    assert len(list((run_folder / "charts").iterdir())) == 2
    assert files(run_folder / "tables") == [".json", ".json"]


def test_charts_and_tables_of_one_key_and_step_are_all_kept() -> None:
    with init() as run:
        run.log({"curve": line(), "rows": table()}, step=3)
        run.log({"curve": line(mark="point"), "rows": table(POINTS[:1])}, step=3)
        run.log({"curve": line(mark="point")}, step=3)
        run.log({"curve": line(mark="bar")}, step=5)
        with pytest.warns(ChartkitWarning):
            run.log({"curve": line(mark="area")}, step=3)
    found = Api().run(run.id)
    assert found.chart_steps("curve") == [3, 5]
    assert [chart.spec["mark"] for chart in found.chart_versions("curve", 3)] == ["line", "point", "area"]
    assert [chart.spec["mark"] for chart in found.chart_versions("curve")] == ["bar"]
    assert found.chart("curve", 3).spec["mark"] == "area"
    assert found.chart("curve").spec["mark"] == "bar"
    assert [len(one) for one in found.table_versions("rows")] == [2, 1]
    assert len(found.table("rows", 3)) == 1
    assert [one.data for one in found.table_versions("curve", 5)] == [POINTS]


def test_nested_charts_and_tables_get_keys_with_dots() -> None:
    with init() as run:
        run.log({"eval": {"curve": line(), "deep": {"table": table()}, "loss": 0.5}, "only": {"curve": line()}})
    found = Api().run(run.id)
    assert list(found.charts()) == ["eval.curve", "only.curve"]
    assert len(found.charts()) == 2
    assert found.table_keys() == ("eval.deep.table",)
    assert found.summary == {"eval": {"loss": 0.5}}
    assert "eval.curve" in found.charts()


def test_a_table_that_grows_is_kept_as_it_was_at_each_step() -> None:
    growing = table([])
    with init() as run:
        for step in range(3):
            growing.add_data(step, 0.5, "x")
            run.log({"rows": growing})
    found = Api().run(run.id)
    assert [len(found.table("rows", step)) for step in range(3)] == [1, 2, 3]
    assert len(found.table("rows")) == 3


def test_data_frames_are_tables() -> None:
    import pandas as pd
    import polars as pl

    with init() as run:
        run.log({"pandas": pd.DataFrame({"a": [1, 2]}), "polars": pl.DataFrame({"a": [1.5, None]})})
        run.log({"dataset": Dataset([])})
    found = Api().run(run.id)
    assert found.table("pandas").data == [[1], [2]]
    assert found.table("polars").data == [[1.5], [None]]
    assert found.table("dataset").columns == []


def test_what_charts_found_wrong_is_kept_in_the_run() -> None:
    chart = line()
    chart.diagnostics = (Diagnostic("CK402", "one class only.", "warning", help="look"),)
    with init() as run:
        run.log({"curve": chart})
        run.log({"curve": chart})
    found = Api().run(run.id)
    assert found.diagnostics == chart.diagnostics
    assert found.chart("curve").diagnostics == chart.diagnostics


def test_hostile_keys_of_charts() -> None:
    keys = ["", "$", "a/b", "../x", "\ud800", "a\nb", "차트"]
    with init() as run:
        run.log({key: line() for key in keys})
    assert list(Api().run(run.id).charts()) == keys


def test_a_list_of_charts_is_refused() -> None:
    with init() as run:
        for value in ([line()], [table()], (1, line())):
            with pytest.raises(RunError) as caught:
                run.log({"all": value})
            assert str(caught.value) == (
                "CK608 'all' is a list with charts or tables in it, which is not kept as one value.\n"
                "help: log each under a key of its own."
            )


def test_a_table_with_a_cell_that_cannot_be_kept_is_refused() -> None:
    mixed = Table(columns=["x"], data=[[object()]], allow_mixed_types=True)
    with init() as run, pytest.raises(RunError) as caught:
        run.log({"mixed": mixed})
    with pytest.raises(DataError) as refused:
        run_of_storage(mixed)
    assert caught.value.diagnostics == refused.value.diagnostics


def run_of_storage(mixed: Table) -> None:
    from chartkit.data import to_dataset, write_table

    write_table(to_dataset(mixed), None)


def test_missing_charts_and_steps_name_what_there_is() -> None:
    with init(id="r") as run:
        run.log({"curve": line()}, step=3)
        run.log({"rows": table()}, step=5)
    found = Api().run("r")
    look: list[tuple[Any, str]] = [
        (
            lambda: found.chart("curv"),
            "CK612 run 'r' has no chart 'curv'.\nhelp: did you mean 'curve'? it has: 'curve'",
        ),
        (lambda: found.charts()["zzz"], "CK612 run 'r' has no chart 'zzz'.\nhelp: it has: 'curve'"),
        (
            lambda: found.chart_steps("curv"),
            "CK612 run 'r' has no chart 'curv'.\nhelp: did you mean 'curve'? it has: 'curve'",
        ),
        (lambda: found.table("zzz"), "CK612 run 'r' has no table 'zzz'.\nhelp: it has: 'rows'"),
        (
            lambda: found.chart("curve", 4),
            "CK612 chart 'curve' of run 'r' was not logged at step 4.\nhelp: it was at 3.",
        ),
        (
            lambda: found.table("rows", 3),
            "CK612 table 'rows' of run 'r' was not logged at step 3.\nhelp: it was at 5.",
        ),
    ]
    for call, message in look:
        with pytest.raises(RunError) as caught:
            call()
        assert str(caught.value) == message
    assert found.charts().get("zzz") is None


@pytest.mark.parametrize("name", ["../../../secret.json", "/etc/passwd", "x", "0" * 64 + ".exe"])
def test_a_journal_cannot_point_out_of_its_folder(name: str, tmp_path: Path, run_folder: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    with init(project="p", id="r") as run:
        run.log({"rows": table()})
    journal = next(run_folder.glob("journal-*.jsonl"))
    (kept,) = (run_folder / "tables").iterdir()
    journal.write_text(journal.read_text().replace(kept.name, name))
    with pytest.raises(RunError) as caught:
        Api().run("r").table("rows")
    assert str(caught.value) == (
        f"CK614 {run_folder} cannot be read: a journal names {name!r}, which is no file of a run."
    )


def test_files_that_are_gone_or_damaged_are_said(run_folder: Path) -> None:
    with init(project="p", id="r") as run:
        run.log({"curve": line()})
    found = Api().run("r")
    (spec,) = (run_folder / "charts").iterdir()
    for content in (b"{", b"{}", b"[]"):
        spec.write_bytes(content)
        with pytest.raises(RunError) as caught:
            found.chart("curve")
        assert str(caught.value) == f"CK614 {spec} cannot be read: its bytes are not those that were written."
    spec.unlink()
    with pytest.raises(RunError) as caught:
        found.chart("curve")
    assert str(caught.value) == f"CK614 {spec} cannot be read: the file is not there."
    (kept,) = (run_folder / "tables").iterdir()
    kept.write_bytes(b"{")
    with pytest.raises(DataError):
        found.table("curve")


def test_a_copied_folder_is_complete(tmp_path: Path, run_folder: Path) -> None:
    import shutil

    with init(project="p", id="r") as run:
        run.log({"curve": line(), "a": 1})
    shutil.copytree(run_folder, tmp_path / "elsewhere" / ".chartkit" / "runs" / "q" / "copy")
    shutil.rmtree(tmp_path / ".chartkit")
    found = Api("elsewhere").run("q/copy")
    assert (found.id, found.project, found.state) == ("copy", "q", "finished")
    assert found.chart("curve").table.data == POINTS
