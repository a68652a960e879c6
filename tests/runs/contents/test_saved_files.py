"""`run.save`: copies into the run's folder, what they have become at the end, and what cannot be saved."""

from __future__ import annotations

from pathlib import Path

import pytest

import chartkit
from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, init


def test_copies_keep_their_folders_and_follow_the_files(run_folder: Path) -> None:
    Path("d/e").mkdir(parents=True)
    for name in ("d/a.pt", "d/e/b.pt", "d/now.txt"):
        Path(name).write_text("old")
    run = init(project="p", id="r")
    assert chartkit.save("d/**/*.pt") == [str(run_folder / "files/d/a.pt"), str(run_folder / "files/d/e/b.pt")]
    assert run.save("d/now.txt", base_path="d", policy="now") == [str(run_folder / "files/now.txt")]
    assert run.save(Path("d/e").resolve() / "*.pt") == [str(run_folder / "files/b.pt")]
    for name in ("d/a.pt", "d/now.txt"):
        Path(name).write_text("newer")
    Path("d/e/b.pt").unlink()
    run.finish()
    reader = Api().run("r")
    kept = {file.name: file.path.read_text() for file in reader.files()}
    assert kept == {"b.pt": "old", "d/a.pt": "newer", "d/e/b.pt": "old", "now.txt": "old"}
    assert reader.file("d/a.pt").size_bytes == 5
    with pytest.raises(RunError) as caught:
        reader.file("d/a.p")
    assert str(caught.value).splitlines()[0] == "CK612 run 'r' has no file 'd/a.p'."


def test_what_cannot_be_saved_is_said(tmp_path: Path) -> None:
    run = init(project="p", id="r")
    with pytest.warns(ChartkitWarning) as warned:
        assert run.save("*.onnx") == []
    assert str(warned[0].message) == (
        f"CK632 run.save found no file '*.onnx'.\nhelp: the working folder is {tmp_path}."
    )
    Path("x").mkdir()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(RunError) as caught:
        Path("y").write_text("y")
        patch.chdir("x")
        run.save("../y")
    assert str(caught.value) == (
        f"CK632 run.save('../y'): '../y' is not below the working folder {tmp_path / 'x'}, so its place in the run is"
        " open.\nhelp: give base_path, a folder that all the files are below."
    )
    with pytest.raises(RunError) as caught:
        run.save("y", policy="soon")  # type: ignore[arg-type]
    assert str(caught.value) == "CK601 policy is 'live', 'now' or 'end'; found 'soon'."
