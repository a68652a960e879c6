"""A project's layout: changed by merge patches, read by people, never lost."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chartkit.diagnostics import ChartkitError
from chartkit.workspace.layouts.layout_file import LayoutFile


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LayoutFile:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".chartkit").mkdir()
    return LayoutFile(tmp_path / ".chartkit", "digits: 10")


def test_a_layout_without_a_file_has_its_version_alone(layout: LayoutFile) -> None:
    assert layout.read() == {"version": 1}


def test_patches_add_change_and_remove_and_keep_what_is_unknown(layout: LayoutFile) -> None:
    layout.change({"lines": {"smoothing": {"kind": "ema", "weight": 0.6}}, "somebody": {"else's": [1, "on", None]}})
    layout.change({"lines": {"smoothing": {"weight": 0.9}, "x": "_runtime"}, "sections": {"train": {"isOpen": False}}})
    found = layout.change({"sections": {"train": {"isOpen": None}}})
    assert found == layout.read()
    assert found == {
        "version": 1,
        "lines": {"smoothing": {"kind": "ema", "weight": 0.9}, "x": "_runtime"},
        "somebody": {"else's": [1, "on", None]},
        "sections": {"train": {}},
    }


def test_the_file_is_yaml_beside_the_store(layout: LayoutFile, tmp_path: Path) -> None:
    layout.change({"lines": {"x": "_step"}})
    assert (tmp_path / "workspaces" / "digits%3A 10.yaml").read_text() == "version: 1\nlines: {x: _step}\n"


def test_patches_of_processes_at_once_are_all_kept(layout: LayoutFile, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from chartkit.workspace.layouts import layout_file\n"
        "layout_file._WAITED_S = 60\n"
        "layout = layout_file.LayoutFile(Path('.chartkit').absolute(), 'digits: 10')\n"
        "for n in range(20): layout.change({sys.argv[1]: {str(n): n}})"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, name], cwd=tmp_path) for name in ("a", "b")]
    assert [writer.wait() for writer in writers] == [0, 0]
    expected = {str(n): n for n in range(20)}
    assert layout.read() == {"version": 1, "a": expected, "b": expected}


def test_a_file_of_a_newer_version_is_left_as_it_is(layout: LayoutFile) -> None:
    layout.path.parent.mkdir()
    layout.path.write_text("version: 2\n")
    with pytest.raises(ChartkitError) as refused:
        layout.change({"lines": {}})
    assert str(refused.value) == (
        "workspaces/digits%3A 10.yaml: CK910 this layout has version 2; this chartkit knows version 1.\n"
        "help: install the newer chartkit that wrote it; the file is left as it is"
    )
    assert layout.path.read_text() == "version: 2\n"


@pytest.mark.parametrize(
    ("written", "shown"), [("0", "0"), ("-1", "-1"), ("1.0", "1.0"), ("'1'", "'1'"), ("null", "None")]
)
def test_a_version_that_no_chartkit_writes_is_refused(layout: LayoutFile, written: str, shown: str) -> None:
    layout.path.parent.mkdir()
    layout.path.write_text(f"version: {written}\n")
    with pytest.raises(ChartkitError) as refused:
        layout.read()
    assert str(refused.value) == (
        f"workspaces/digits%3A 10.yaml: CK910 this layout has version {shown}; this chartkit knows version 1.\n"
        "help: no chartkit writes that version: write 'version: 1', or leave the line out"
    )


def test_a_file_that_is_no_mapping_is_left_as_it_is(layout: LayoutFile) -> None:
    layout.path.parent.mkdir()
    layout.path.write_text("- 1\n")
    with pytest.raises(ChartkitError) as refused:
        layout.read()
    assert str(refused.value) == (
        "workspaces/digits%3A 10.yaml: CK910 a layout is a mapping of parts; found [1].\n"
        "help: mend the file, or delete it to begin anew"
    )


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ([1], "CK902 a layout's patch is an object of the parts to change; found [1]."),
        ({"version": 3}, "CK902 a layout's version is the file's own; leave 'version' out of the patch."),
    ],
)
def test_patches_that_are_none_are_refused(layout: LayoutFile, patch: object, message: str) -> None:
    with pytest.raises(ChartkitError) as refused:
        layout.change(patch)
    assert str(refused.value) == message
    assert not layout.path.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"version: 1\n<<<<<<< ours\nlines: {x: _step}\n=======\nlines: {x: _runtime}\n>>>>>>> theirs\n",
            ":2:1: CK910 this layout holds both sides of a merge, between lines of <<<<<<< and >>>>>>>.\n"
            "help: keep the lines of one side and delete those of the other and the marks",
        ),
        (
            "version: 1\n".encode("utf-16"),
            ": CK910 a layout is UTF-8 text; byte 0 is not.\nhelp: mend the file, or delete it to begin anew",
        ),
        (
            b"[" * 300,
            ":1:202: CK910 a layout holds at most 200 levels; this one goes on.\n"
            "help: mend the file, or delete it to begin anew",
        ),
        (
            b"x: " + b"a" * 5_000_000,
            ": CK910 a layout holds at most 5,000,000 bytes; this one holds more.\n"
            "help: mend the file, or delete it to begin anew",
        ),
    ],
    ids=["merge", "utf-16", "deep", "large"],
)
def test_a_file_that_was_broken_is_told_and_left_as_it_is(layout: LayoutFile, content: bytes, message: str) -> None:
    layout.path.parent.mkdir()
    layout.path.write_bytes(content)
    for ask in (layout.read, lambda: layout.change({"lines": {}})):
        with pytest.raises(ChartkitError) as refused:
            ask()
        assert str(refused.value) == f"workspaces/digits%3A 10.yaml{message}"
    assert layout.path.read_bytes() == content


def test_an_emptied_file_is_a_layout_without_parts(layout: LayoutFile) -> None:
    layout.path.parent.mkdir()
    layout.path.write_bytes(b"\n")
    assert layout.read() == {"version": 1}


def test_a_pipe_in_place_of_the_file_is_not_waited_for(layout: LayoutFile) -> None:
    layout.path.parent.mkdir()
    os.mkfifo(layout.path)
    with pytest.raises(ChartkitError) as refused:
        layout.read()
    assert str(refused.value) == (
        "workspaces/digits%3A 10.yaml: CK910 cannot read the layout: not a regular file.\n"
        "help: mend the file, or delete it"
    )


def test_a_layout_never_grows_past_what_can_be_read(layout: LayoutFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chartkit.workspace.layouts.layout_text.MAX_SIZE_BYTES", 1_000)
    before = layout.change({"notes": "x" * 600})
    with pytest.raises(ChartkitError) as refused:
        layout.change({"more": "x" * 600})
    assert str(refused.value) == (
        "workspaces/digits%3A 10.yaml: CK903 a layout holds at most 1,000 bytes; with this change it would hold 1,226."
        "\nhelp: the file is left as it is; reload the page to see it"
    )
    assert layout.read() == before


def test_a_patch_that_nests_without_end_is_refused(layout: LayoutFile) -> None:
    patch: dict[str, object] = {}
    for _ in range(900):
        patch = {"a": [patch]}
    with pytest.raises(ChartkitError) as refused:
        layout.change(patch)
    assert str(refused.value) == "CK902 a layout's patch holds at most 100 levels; this one goes on."
    assert not layout.path.exists()


def test_a_layout_that_cannot_be_kept_says_why_and_what_to_do(layout: LayoutFile) -> None:
    (layout.path.parent.parent / ".chartkit" / "workspace.lock").mkdir()
    with pytest.raises(ChartkitError) as caught:
        layout.change({"lines": {"x": "_step"}})
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == ("CK912", "cannot keep the layout: Is a directory.")
    assert found.help == (
        "allow writing there, or make room on that disk; until then the page forgets its changes when it is closed"
    )


def test_a_lock_that_another_process_never_lets_go_is_not_waited_for(
    layout: LayoutFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chartkit.workspace.layouts.layout_file._WAITED_S", 0.0)
    lock = layout.path.parent.parent / ".chartkit" / "workspace.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ChartkitError) as refused:
            layout.change({"lines": {"x": "_step"}})
    assert str(refused.value) == (
        ".chartkit/workspace.lock: CK912 cannot keep the layout: another process holds this lock."
        "\nhelp: end or continue that process"
    )
    layout.change({"lines": {"x": "_step"}})


def test_neither_lock_nor_layout_follow_a_link_that_leads_elsewhere(layout: LayoutFile, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}.secret"
    lock = layout.path.parent.parent / ".chartkit" / "workspace.lock"
    lock.symlink_to(elsewhere)
    with pytest.raises(ChartkitError, match="Too many levels of symbolic links"):
        layout.change({"lines": {"x": "_step"}})
    assert not elsewhere.exists()
    elsewhere.write_text("secret: 1\n")
    layout.path.parent.mkdir()
    layout.path.symlink_to(elsewhere)
    with pytest.raises(ChartkitError, match="this layout lies outside of its store's folder, by a link"):
        layout.read()


def test_nothing_is_written_through_a_link_that_leads_elsewhere(layout: LayoutFile, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}.yaml"
    elsewhere.write_text("secret: 1\n")
    layout.path.parent.mkdir()
    layout.path.symlink_to(elsewhere)
    with pytest.raises(ChartkitError) as refused:
        layout.change({"lines": {"x": "_step"}})
    assert str(refused.value) == (
        "workspaces/digits%3A 10.yaml: CK910 this layout lies outside of its store's folder, by a link."
        "\nhelp: put the file itself in the place of the link"
    )
    assert elsewhere.read_text() == "secret: 1\n"
    layout.path.unlink()
    (layout.path.parent / "shared.yaml").touch()
    layout.path.symlink_to("shared.yaml")
    layout.change({"lines": {"x": "_step"}})
    assert (layout.path.parent / "shared.yaml").read_text() == "version: 1\nlines: {x: _step}\n"
