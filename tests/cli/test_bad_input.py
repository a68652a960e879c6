"""What people and attackers hand to the command line: each gets one clear sentence, and exit code 1 or 2."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NAME_HELP = "help: a name is entity/name, as in wandb/line/v0\n"
NAMES = {
    "../../etc/x": "CK108 '../../etc/x' is not a preset name: a part starts with a dot.\n",
    "user/.hidden": "CK108 'user/.hidden' is not a preset name: a part starts with a dot.\n",
    "/etc/passwd": "CK108 '/etc/passwd' is not a preset name: it has an empty part.\n",
    "": "CK108 '' is not a preset name: it is empty.\n",
    "a" * 300: f"CK108 '{'a' * 59}…' is not a preset name: it has 300 characters, more than 200.\n",
    "a\0b": "CK108 'a\\x00b' is not a preset name: it holds characters a file name cannot hold.\n",
    "a\ud800": "CK108 'a\\ud800' is not a preset name: it holds characters a file name cannot hold.\n",
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("command", [("render", "-o", "x.png"), ("presets", "show"), ("presets", "new")], ids=" ".join)
def test_names_that_are_none(name: str, command: tuple[str, ...], run: Callable[..., Any], folder: Path) -> None:
    said = run(*command, name)
    assert (said.exit_code, said.stdout, said.stderr) == (2, "", NAMES[name] + NAME_HELP)
    assert list(folder.iterdir()) == []


def test_an_unknown_preset(run: Callable[..., Any]) -> None:
    said = run("render", "me/loss", "-o", "x.png")
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == (
        "CK107 no preset 'me/loss'; looked in BUILT-IN.\nhelp: to bring it in from W&B's editor, save its JSON and run"
        " 'chartkit presets import FILE --as me/loss'\n"
    )


def test_a_path_that_no_file_can_have(run: Callable[..., Any]) -> None:
    said = run("render", "a\0.yaml", "-o", "x.png")
    assert (said.exit_code, said.stderr) == (2, "CK107 there is no file a\\x00.yaml.\n")


def bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    return "\n".join([*lines, "spec: *i\n"])


FILES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "list.yaml": (
        lambda: "- mark\n- line\n",
        "list.yaml:1:1: CK106 a preset is a map with a spec; found a list.\n    1 | - mark\n      | ^\n",
    ),
    "bomb.yaml": (
        bomb,
        "bomb.yaml:6:8: CK102 aliases expand this preset to more than 200,000 values.\n"
        "    6 | f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n      |        ^^\n",
    ),
    "deep.yaml": (
        lambda: "spec: " + "[" * 100_000,
        "deep.yaml:1:207: CK102 a preset holds at most 200 levels; this one goes on.\n"
        f"    1 | {'[' * 96}\n      | {' ' * 48}^\n",
    ),
    "deep.json": (
        lambda: '{"spec": ' + "[" * 100_000,
        f"deep.json:1:1034: CK101 this is not JSON: depth limit exceeded.\n    1 | {'[' * 96}\n      | {' ' * 48}^\n",
    ),
    "big.yaml": (
        lambda: "spec: {}\n# " + "x" * 49_999_989,
        "big.yaml: CK102 a preset holds at most 5,000,000 bytes; this one holds 50,000,000.\n"
        "help: keep its data in a file of its own and name it under example: data:\n",
    ),
    "empty.yaml": (lambda: "", "empty.yaml:1:1: CK101 this preset is empty.\n"),
    "latin.yaml": (lambda: b"spec: \xe9", "latin.yaml: CK101 a preset is UTF-8 text; byte 6 is not.\n"),
    "tab.yaml": (
        lambda: "spec:\n\tmark: line\n",
        "tab.yaml:2:1: CK101 the indentation is a tab; YAML takes spaces.\n    2 | \tmark: line\n      | ^\n",
    ),
    "control.yaml": (
        lambda: "spec: \0\n",
        "control.yaml:1:7: CK101 this is not YAML: control characters are not allowed.\n"
        "    1 | spec: ␀\n      |       ^\n",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_presets(name: str, run: Callable[..., Any], folder: Path) -> None:
    content, expected = FILES[name]
    written = content()
    (folder / name).write_bytes(written.encode() if isinstance(written, str) else written)
    said = run("check", name)
    assert (said.exit_code, said.stdout) == (1, expected + "\n1 preset checked, 1 error\n")
    said = run("render", name, "-o", "x.png")
    assert (said.exit_code, said.stderr) == (2, expected)


def test_paths_that_are_no_files(run: Callable[..., Any], folder: Path) -> None:
    os.mkfifo("pipe.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    assert run("check", "pipe.yaml").stderr == "pipe.yaml: CK701 neither a file nor a folder.\n"
    assert run("check", "loop.yaml").stderr == "loop.yaml: CK701 a link that leads to nothing.\n"
    said = run("check")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 there is no folder presets/ here, nor above it in its repository.\n"
        "help: name files or folders, or start a preset with 'chartkit presets new NAME'\n",
    )


def test_output_that_cannot_be_written(run: Callable[..., Any], folder: Path) -> None:
    (folder / "none").write_text("a file")
    said = run("render", "wandb/line/v0", "-o", "none/x.svg")
    assert (said.exit_code, said.stderr) == (2, "none: file exists.\n")
    (folder / "presets").write_text("a file")
    said = run("presets", "new", "me/loss")
    assert (said.exit_code, said.stderr) == (2, "presets/.schema/preset.schema.json: not a directory.\n")


def test_a_preview_of_what_is_no_preset(run: Callable[..., Any], folder: Path) -> None:
    (folder / "presets/me").mkdir(parents=True)
    (folder / "presets/me/loss.yaml").write_text("spec: {}\n")
    said = run("preview", "presets")
    assert (said.exit_code, said.stderr) == (
        2,
        "CK701 presets is a folder; a preview shows one preset.\nhelp: name a file of it\n",
    )
    said = run("preview", "me/los")
    assert (said.exit_code, said.stderr) == (
        2,
        "me/los: CK701 no such file, folder or preset.\nhelp: did you mean 'me/loss'?\n",
    )
