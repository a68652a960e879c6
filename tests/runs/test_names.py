"""Names never leave their folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init
from chartkit.runs.names import folder_name, name_of_folder, new_id, new_name

RULE = "is 1 to 128 characters (240 bytes), not starting with '.', without '/', '\\' and control characters"


@pytest.mark.parametrize("name", ["a", "my project", "손글씨 숫자", "a%2Fb", "c:d", "x.", "y ", "a..b", "\ud800", "*?"])
def test_projects_of_any_other_text_work(name: str, tmp_path: Path) -> None:
    with init(project=name, id="r") as run:
        run.log({"a": 1})
    assert Api().projects() == [name]
    assert Api().run("r").project == name
    (folder,) = (tmp_path / ".chartkit" / "runs").iterdir()
    assert folder.name == folder_name(name, "a project's name")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (".", "'.'"),
        ("..", "'..'"),
        ("../../etc/x", "'../../etc/x'"),
        ("user/.hidden", "'user/.hidden'"),
        (".hidden", "'.hidden'"),
        ("a\\b", "'a\\\\b'"),
        ("nul\x00", "'nul\\x00'"),
        ("k" * 300, f"'{'k' * 38}… (300 characters)"),
        ("손" * 100, f"'{'손' * 38}… (100 characters)"),
    ],
)
def test_other_names_are_refused(name: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(RunError) as caught:
        init(project=name)
    assert str(caught.value) == f"CK613 a project's name {RULE}; found {found}."
    with pytest.raises(RunError) as caught:
        init(id=name)
    assert str(caught.value) == f"CK613 a run's id {RULE}; found {found}."
    assert list(tmp_path.rglob("run.json")) == []


def test_when_errors_are_recorded_a_bad_name_makes_a_run_that_stores_nothing(tmp_path: Path) -> None:
    with pytest.warns(ChartkitWarning) as caught:
        run = init(project="../x", on_error="record")
    assert [str(one.message) for one in caught] == [f"CK613 a project's name {RULE}; found '../x'."]
    run.log({"a": 1})
    assert run.summary == {"a": 1}
    assert list(tmp_path.iterdir()) == []


@given(st.text(min_size=1, max_size=40))
def test_every_name_is_refused_or_one_component_that_decodes(name: str) -> None:
    try:
        folder = folder_name(name, "a name")
    except RunError:
        return
    assert Path("x", folder).parent == Path("x")
    assert folder not in (".", "..")
    assert name_of_folder(folder) == name


def test_made_up_names() -> None:
    ids = {new_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(re.fullmatch("[0-9a-z]{8}", id) for id in ids)
    assert new_name("3f2a9xyz") == new_name("3f2a9xyz")
    assert all(re.fullmatch("[a-z]+-[a-z]+-[0-9a-z]{4}", new_name(id)) for id in ids)


def test_entity_and_project_in_one_are_told_apart() -> None:
    with pytest.raises(RunError) as caught:
        init(project="me/digits")
    assert str(caught.value) == (
        f"CK613 a project's name {RULE}; found 'me/digits'.\n"
        "help: entity and project are two arguments: entity='me', project='digits'."
    )
