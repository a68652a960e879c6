"""What an artifact gives back: tables with their cells, the one file, and references where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

import chartkit
from chartkit.diagnostics import RunError
from chartkit.runs import Api, Artifact, init


def logged(artifact: Artifact) -> Artifact:
    with init(project="p") as run:
        run.log_artifact(artifact)
    return Api().artifact(f"p/{artifact.collection}:latest")


def test_tables_come_back_with_what_their_cells_hold() -> None:
    artifact = Artifact("data", "dataset")
    curve = chartkit.plot_table("wandb/line/v0", {"a": [1, 2]}, {"x": "a", "y": "a"})
    artifact.add(chartkit.Table(columns=["n", "page", "chart"], data=[[1, chartkit.Html("<p>x</p>"), curve]]), "rows")
    artifact.add(chartkit.Table(columns=["a"], data=[[2**70], [None]]), "odd")
    found = logged(artifact)
    table = found.get("rows")
    ((number, page, chart),) = table.data
    assert (table.columns, number) == (["n", "page", "chart"], 1)
    assert page.read_bytes().endswith(b"<p>x</p>")
    assert chart.to_json() == curve.to_json()
    assert found.get("odd").data == found.get("odd.table.json").data == [[2**70], [None]]


def test_what_is_no_table_is_said() -> None:
    Path("m.txt").write_text("one")
    artifact = Artifact("data", "dataset")
    artifact.add_file("m.txt")
    with pytest.raises(RunError) as caught:
        artifact.get("m.txt")
    assert str(caught.value) == (
        "CK628 artifact 'data' has no table before it is logged.\nhelp: call run.log_artifact(artifact) first."
    )
    found = logged(artifact)
    with pytest.raises(RunError) as caught:
        found.get("m.txt")
    assert str(caught.value) == (
        "CK628 'm.txt' of artifact 'data:v0' is no table.\nhelp: artifact.path('m.txt') gives its file."
    )
    with pytest.raises(RunError) as caught:
        found.get("m.tx")
    assert str(caught.value).startswith("CK612 artifact 'data:v0' has no file 'm.tx'.\nhelp: did you mean 'm.txt'?")


def test_the_one_reference_is_where_it_is() -> None:
    here = Path("m.txt").absolute()
    here.write_text("one")
    artifact = Artifact("near", "dataset")
    artifact.add_reference(here.as_uri())
    assert logged(artifact).file() == str(here)
    artifact = Artifact("far", "dataset")
    artifact.add_reference("s3://bucket/m.bin")
    with pytest.raises(RunError) as caught:
        logged(artifact).file()
    assert str(caught.value) == "CK628 'm.bin' of artifact 'far:v0' is kept by its address alone: s3://bucket/m.bin."


def test_a_path_that_is_not_there_is_said_with_the_folder_it_was_looked_for_in(tmp_path: Path) -> None:
    reason = "cannot go into an artifact: No such file or directory."
    for path, help in (("m.txt", f"\nhelp: the working folder is {tmp_path}."), ("/m/n.txt", "")):
        with pytest.raises(RunError) as caught:
            Artifact("a", "t").add_file(path)
        assert str(caught.value) == f"CK626 {path!r} {reason}{help}"
