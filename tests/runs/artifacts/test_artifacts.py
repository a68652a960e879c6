"""Artifacts: versions, aliases, content kept once, reading, damage and names that would lead out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import chartkit
from chartkit.diagnostics import ChartkitWarning, RunError
from chartkit.runs import Api, Artifact, init


def write(name: str, text: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return name


def stored(project: str = "p") -> list[Path]:
    return [path for path in Path(".chartkit/artifacts", project, "content").rglob("*") if path.is_file()]


def message(function: object, *arguments: object, **more: object) -> str:
    with pytest.raises(RunError) as caught:
        function(*arguments, **more)  # type: ignore[operator]
    return str(caught.value)


def test_versions_aliases_and_content_kept_once() -> None:
    write("m.txt", "one")
    for run_id in ("r", "s"):
        with init(project="p", id=run_id) as run:
            first = run.log_artifact("m.txt", name="model", type="model", aliases=["best"])
            assert (first.name, first.version, first.aliases) == ("model:v0", "v0", ["best", "latest"])
            assert first.wait() is first
    assert [path.stat().st_nlink for path in stored()] == [3]
    write("m.txt", "two")
    with init(project="p", id="t") as run:
        second = run.log_artifact("m.txt", name="model")
        assert (second.version, second.type, first.aliases, second.aliases) == ("v1", "model", ["best"], ["latest"])
        used = run.use_artifact("model:best")
        assert Path(used.file()).read_text() == "one"
        assert Path(run.use_artifact("p/model").path("m.txt")).read_text() == "two"
        back = run.log_artifact("m.txt" if write("m.txt", "one") else "", name="model")
        assert (back.version, back.aliases) == ("v0", ["best", "latest"])
    assert first.logged_by() == ("p/r", "p/s", "p/t")
    assert first.used_by() == ("p/t",)
    reader = Api().run("p/t")
    assert [one.name for one in reader.logged_artifacts()] == ["model:v1", "model:v0"]
    assert [one.name for one in reader.used_artifacts()] == ["model:v0", "model:v1"]
    assert [one.name for one in Api().artifacts("model", "p")] == ["model:v0", "model:v1"]
    assert Api().artifacts("dataset") == []


def test_an_artifact_is_filled_logged_and_never_changed() -> None:
    write("d/a/x.txt", "x")
    write("d/y.txt", "y")
    artifact = Artifact("data", "dataset", "what it is", {"rows": 3})
    artifact.add_dir("d", "sub")
    artifact.add_file("d/y.txt", "z.txt")
    with artifact.new_file("n.json") as file:
        json.dump({}, file)
    artifact.add(chartkit.Table(columns=["a"], data=[[1]]), "tab")
    artifact.add_reference("s3://bucket/key.bin")
    artifact.add_reference(Path("d").resolve().as_uri(), "ref")
    artifact.remove("sub/a")
    shutil.rmtree("d/a")
    with init(project="p", id="r") as run:
        run.log_artifact(artifact)
    names = ["key.bin", "n.json", "ref/a/x.txt", "ref/y.txt", "sub/y.txt", "tab.table.json", "z.txt"]
    found = Api().artifact("p/data:v0")
    assert sorted(found.entries) == names
    assert (found.description, found.metadata, found.digest) == ("what it is", {"rows": 3}, artifact.digest)
    with pytest.warns(ChartkitWarning) as warned:
        folder = found.download("out")
    assert str(warned[0].message) == (
        "CK633 artifact 'data:v0': 3 references were not fetched.\nhelp: artifact.references has their addresses."
    )
    inside = sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())
    assert inside == ["n.json", "sub/y.txt", "tab.table.json", "z.txt"]
    assert message(found.verify) == (
        "CK630 artifact 'data:v0': file 'ref/a/x.txt' is damaged or gone: it is missing"
        f" ({Path('d/a/x.txt').resolve().as_uri()})."
    )
    assert message(artifact.add_file, "d/y.txt") == (
        "CK628 artifact 'data:v0' is logged, and a version never changes.\n"
        "help: make a new Artifact of that name: it becomes the next version."
    )


class Own:
    def save(self, path: str) -> None:
        Path(path).write_text("own")


class Folder:
    def save_pretrained(self, path: str) -> None:
        Path(path).mkdir()
        Path(path, "weights.bin").write_bytes(b"w")


class Failing:
    def save(self, path: str) -> None:
        Path(path).write_text("half")
        raise ValueError("no")


def test_objects_are_saved_by_their_own_method_else_by_joblib() -> None:
    with init(project="p", id="r") as run:
        own = run.log_artifact(Own())
        assert (own.name, own.type, list(own.entries)) == ("run-r-Own:v0", "object", ["Own"])
        assert own.serializer is not None
        assert own.serializer["name"] == "Own.save"
        assert list(run.log_artifact(Folder()).entries) == ["weights.bin"]
        with pytest.warns(ChartkitWarning) as warned:
            failing = run.log_artifact(Failing())
        assert str(warned[0].message) == (
            "CK627 Failing.save(path) did not save the object: it raised ValueError: no; it is saved another way."
        )
        assert list(failing.entries) == ["Failing.joblib"]
        said = message(run.log_artifact, lambda: 1)
        assert said.startswith("CK627 <function test_objects_")
        assert said.endswith("help: give it a method save(path), or write the file yourself and log its path.")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../x", "'..' would lead out of the artifact"),
        ("/x", "it is absolute"),
        ("", "it is empty"),
        ("a\0", "no file's name holds NUL"),
        ("a/" * 600 + "x", "it has 1,201 bytes, over 1,024"),
        ("x" * 300, "one of its parts has over 255 bytes, which no folder holds"),
        ("\ud800", "it has half of a surrogate pair"),
    ],
)
def test_names_that_lead_out_are_refused(name: str, reason: str) -> None:
    write("x", "x")
    said = message(Artifact("a", "t").add_file, "x", name)
    assert said.splitlines()[0].endswith(f": {reason}.")
    assert said.splitlines()[1] == "help: give a relative name such as 'weights/model.pt'."


def test_a_manifest_that_leads_out_is_damaged(tmp_path: Path) -> None:
    with init(project="p", id="r") as run:
        run.log_artifact(write("x", "x"), name="a")
    (manifest,) = Path(".chartkit/artifacts").rglob("manifest.jsonl")
    manifest.write_bytes(manifest.read_bytes().replace(b'{"name":"x"', b'{"name":"../../x"'))
    path = tmp_path / manifest
    assert message(Api().artifact("p/a").download) == f"CK614 {path} cannot be read: line 2 is no entry of an artifact."


def test_damaged_and_missing_files_are_each_named() -> None:
    for name in ("a", "b", "c"):
        write(f"d/{name}", name)
    with init(project="p", id="r") as run:
        artifact = run.log_artifact("d", name="data")
    for name in ("a", "b"):
        path = Path(artifact.path(name))
        path.chmod(0o644)
        path.write_text("?")
    gone = Path(artifact.path("c"))
    for path in Path(".chartkit").rglob(gone.name):
        path.unlink()
    lines = message(artifact.verify).splitlines()
    assert [line.partition(" is damaged")[0] for line in lines] == [
        f"CK630 artifact 'data:v0': file {name!r}" for name in ("a", "b", "c")
    ]
    assert message(artifact.download).splitlines() == lines


def test_a_copied_run_folder_has_its_artifacts(tmp_path: Path) -> None:
    with init(project="p", id="r") as run:
        run.log_artifact(write("x", "x"), name="a")
    shutil.copytree(".chartkit/runs", "other/.chartkit/runs")
    shutil.rmtree(".chartkit")
    (logged,) = Api("other").run("p/r").logged_artifacts()
    assert Path(logged.file("one")).read_text() == "x"
    assert Path(Api("other").artifact("p/a:v0").file("two")).read_text() == "x"
    with init(project="p", id="s", dir="other") as run:
        assert run.log_artifact(write("y", "y"), name="a").version == "v1"


def test_what_is_not_there_is_said_with_near_names() -> None:
    run = init(project="p", id="r")
    run.log_artifact(write("x", "x"), name="data", aliases="best")
    assert message(run.use_artifact, "dta") == (
        "CK612 project 'p' has no artifact 'dta'.\nhelp: did you mean 'data'? it has: 'data'"
    )
    assert message(run.use_artifact, "data:bst").splitlines()[0] == (
        "CK612 artifact 'data' of project 'p' has no version 'bst'."
    )
    assert message(run.log_artifact, "nope") == (
        f"CK626 log_artifact found no file or folder 'nope'.\nhelp: the working folder is {Path.cwd()}."
    )
    assert message(run.log_artifact, "x", name="data", aliases=["v3"]) == (
        "CK625 the alias 'v3' looks like a version's number, which chartkit gives itself.\n"
        "help: choose a word such as 'best'."
    )
    assert message(run.log_artifact, "x", name="data", type="model") == (
        "CK625 artifact 'data' has the type 'unspecified'; type='model' was given.\n"
        "help: give that type, or choose another name."
    )


def test_links_pipes_and_loops_of_a_folder() -> None:
    write("out/secret", "s")
    write("d/x", "x")
    Path("d/link").symlink_to(Path("out").resolve())
    run = init(project="p", id="r")
    with pytest.warns(ChartkitWarning) as warned:
        artifact = run.log_artifact("d", name="data")
    assert str(warned[0].message) == (
        "CK626 1 link in 'd' leads out of it, such as 'link'; the files there were taken."
    )
    assert sorted(artifact.entries) == ["link/secret", "x"]
    Path("e").mkdir()
    Path("e/loop").symlink_to(Path("e").resolve())
    Path("e/nothing").symlink_to("gone")
    os.mkfifo("e/pipe")
    assert sorted(message(run.log_artifact, "e").splitlines()) == [
        "CK626 'e/loop' cannot go into an artifact: it is a link to a folder that holds it.",
        "CK626 'e/nothing' cannot go into an artifact: it is a link to nothing.",
        "CK626 'e/pipe' cannot go into an artifact: it is a pipe, a socket or a device, not a file.",
    ]


MANY = """
import sys, pathlib, chartkit
run = chartkit.init(project="p", id=sys.argv[1])
for number in range(10):
    path = pathlib.Path(f"{sys.argv[1]}-{number}")
    path.write_text(path.name if number else "same")
    print(run.log_artifact(path, name="model", type="model").version)
run.finish()
"""


def test_processes_that_log_at_once_never_share_a_number() -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", MANY, str(child)], stdout=subprocess.PIPE, text=True)
        for child in range(3)
    ]
    versions = [line for child in children for line in child.communicate()[0].split()]
    assert len(versions) == 30
    numbers = sorted(int(version[1:]) for version in set(versions))
    artifacts = Api().artifacts("model", "p")
    assert numbers == list(range(len(artifacts)))
    assert len({one.digest for one in artifacts}) == len(artifacts)
    for one in artifacts:
        one.verify()


# A limit on the size of files gives what a full disk gives.
LIMITED = """
import resource, warnings, chartkit
run = chartkit.init(project="p", id="r")
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    artifact = run.log_artifact("big", name="model", type="model")
    made = chartkit.Artifact("made", type="model")
    with made.new_file("n.bin", "wb") as file:
        file.write(bytes(5_000_000))
    with made.new_file("n.txt") as file:
        file.write("x")
    run.log_artifact(made)
    print([str(one.message).partition(" (")[0] for one in caught], artifact.is_logged, made.is_logged)
run.log({"a": 1})
print(run.log_artifact("small", name="model").version)
run.finish()
"""


def test_a_full_disk_is_one_warning_each_and_the_training_goes_on() -> None:
    Path("big").write_bytes(bytes(5_000_000))
    write("small", "s")
    said = subprocess.run([sys.executable, "-c", LIMITED], capture_output=True, text=True, check=True).stdout
    refused = [f"CK603 artifact '{name}' was not stored: File too large" for name in ("model", "made")]
    assert said == f"{refused} False False\nv0\n"
    assert not list(Path(".chartkit/artifacts").glob(".staging-*"))
    assert not list(Path(".chartkit").rglob("*.tmp"))


KILLED = """
import os, signal, sys, chartkit
from chartkit.runs.artifacts import versions
run = chartkit.init(project="p", id="r")
run.log_artifact("x", name="model")
versions._renamed = lambda made, wanted: os.kill(os.getpid(), signal.SIGKILL)
run.log_artifact("y", name="model")
"""


def test_a_process_killed_in_the_middle_leaves_no_half_version() -> None:
    write("x", "x")
    write("y", "y")
    assert subprocess.run([sys.executable, "-c", KILLED]).returncode == -9
    (one,) = Api().artifacts()
    assert (one.name, one.verify().aliases) == ("model:v0", ["latest"])
    with init(project="p", id="s") as run:
        assert run.log_artifact("y", name="model").version == "v1"
    assert not list(Path(".chartkit/artifacts").glob(".staging-*"))


def test_a_disabled_run_stores_nothing() -> None:
    with init(mode="disabled") as run:
        artifact = run.log_artifact(write("x", "x"), name="a")
        assert (artifact.is_logged, artifact.wait(), run.save("x")) == (False, artifact, [])
    assert not Path(".chartkit").exists()
    assert message(lambda: artifact.version) == (
        "CK628 artifact 'a' has no version before it is logged.\nhelp: call run.log_artifact(artifact) first."
    )
