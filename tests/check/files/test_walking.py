"""What a folder holds: which files, in which order, and what is said of those that cannot be looked into."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from chartkit.check import check_preset
from chartkit.check.files.finder import find_presets
from chartkit.check.files.walking import walk
from chartkit.diagnostics import ChartkitError

FILES = ("a/b.yaml", "a.json", "a.yaml", "b/train.py", "b/look.ipynb", "z.yml")
PASSED_OVER = (
    ".git/config.yaml", ".hidden.yaml", "a.expected.vl.json", "preset.schema.json", "node_modules/p.json",
    "__pycache__/m.py", "env/pyvenv.cfg", "env/lib/p.yaml", "n.csv", "README.md", "b/.ipynb_checkpoints/look.ipynb",
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (*FILES, *PASSED_OVER):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("spec: {}\n")
    return tmp_path


def as_nobody(look: Callable[[], list[str]]) -> list[str]:
    """What `look` gives without the rights of root, whom no permission stops; in a process of its own, as a fork."""
    look()  # imports everything: a process without rights may not
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setuid(65534)
        try:
            found = look()
        except BaseException as error:
            found = [repr(error)]
        os.write(writer, "\0".join(found).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        return pipe.read().split("\0")


def told(faults: tuple[object, ...]) -> list[str]:
    return list(map(str, faults))


def test_files_come_folder_by_folder() -> None:
    found = walk(Path())
    assert [path.as_posix() for path in (*found.documents, *found.scripts)] == [
        "a/b.yaml", "a.json", "a.yaml", "z.yml", "b/look.ipynb", "b/train.py",
    ]  # fmt: skip
    assert found.faults == ()


def test_a_named_folder_is_looked_into_whatever_it_is() -> None:
    assert [path.as_posix() for path in walk(Path("env")).documents] == ["env/lib/p.yaml"]
    assert [path.as_posix() for path in walk(Path(".git")).documents] == [".git/config.yaml"]


def test_links_and_pipes_are_said_and_nobody_waits_for_them() -> None:
    Path("loop.yaml").symlink_to("loop.yaml")
    Path("nowhere.yaml").symlink_to("gone.yaml")
    Path("round").symlink_to(".")
    Path("round.yaml").symlink_to("a")
    Path("real.yaml").symlink_to("a.yaml")
    os.mkfifo("pipe.yaml")
    found = walk(Path())
    assert told(found.faults) == [
        "loop.yaml: CK890 this is a link that leads to nothing, so it is not checked.",
        "nowhere.yaml: CK890 this is a link that leads to nothing, so it is not checked.",
        "pipe.yaml: CK890 this is neither a file nor a folder, so it is not checked.",
    ]
    assert [path.as_posix() for path in found.documents if path.name.startswith("r")] == ["real.yaml"]


@pytest.fixture
def open_to_all(folder: Path) -> None:
    """The folder can be reached by everybody."""
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o055)


def looked(*paths: str) -> list[str]:
    """What is found at `paths`, by name, and what is said of the rest."""
    try:
        found = find_presets(map(Path, paths))
    except ChartkitError as error:
        return told(error.diagnostics)
    except OSError as error:
        return [f"{error.filename}: {error.strerror}"]
    return [*map(str, found.presets), *told(found.faults)]


@pytest.mark.usefixtures("open_to_all")
def test_a_folder_without_permission() -> None:
    Path("a").chmod(0)
    closed = "a: CK890 this folder cannot be looked into: permission denied."
    assert as_nobody(lambda: looked(".")) == ["a.json", "a.yaml", "z.yml", closed]
    assert as_nobody(lambda: looked("a")) == [closed]
    assert as_nobody(lambda: looked("a/b.yaml")) == ["a/b.yaml: Permission denied"]
    Path("a").chmod(0o755)


@pytest.mark.usefixtures("open_to_all")
def test_a_file_without_permission_is_a_preset_that_cannot_be_read() -> None:
    Path("a.yaml").chmod(0)
    assert as_nobody(lambda: looked(".")) == ["a/b.yaml", "a.json", "a.yaml", "z.yml"]

    def read() -> list[str]:
        return [str(finding) for finding in check_preset(Path("a.yaml"))]

    assert as_nobody(read) == ["a.yaml: CK101 cannot read it: Permission denied."]
