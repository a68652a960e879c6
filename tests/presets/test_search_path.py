"""Finding a preset: search path, names, what is reserved, installed packages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chartkit.diagnostics import PresetError
from chartkit.presets import FieldSlot, Library, default_library, load
from chartkit.presets.library import package_folders

HEAD = "fields:\n  x: {type: quantitative}\n"
SPEC = "spec:\n  data: {name: table}\n  mark: point\n  encoding:\n    x: {field: '${field:x}'}\n"


def refusal(source: object) -> str:
    with pytest.raises(PresetError) as caught:
        load(source)
    return str(caught.value)


def test_a_preset_in_the_repository_is_found_from_below(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "me" / "loss.yaml").write_text(HEAD + SPEC)
    (folder.parent / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(folder.parent / "deep" / "down")
    preset = load("me/loss")
    assert preset.fields == {"x": FieldSlot("x", ("quantitative",), mark=preset.fields["x"].mark)}
    assert (preset.table, preset.dialect, preset.major) == ("table", "vega-lite", 6)


def test_without_a_repository_only_the_working_folder_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "presets" / "me").mkdir(parents=True)
    (tmp_path / "presets" / "me" / "loss.yaml").write_text(HEAD + SPEC)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert default_library().project == ()


def test_the_nearest_folder_wins_and_the_environment_wins_over_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "me" / "loss.yaml").write_text("description: repository\n" + HEAD + SPEC)
    other = tmp_path / "other" / "me"
    other.mkdir(parents=True)
    (other / "loss.yaml").write_text("description: environment\n" + HEAD + SPEC)
    assert load("me/loss").description == "repository"
    monkeypatch.setenv("CHARTKIT_PRESETS", str(tmp_path / "other"))
    assert load("me/loss").description == "environment"


def test_a_changed_file_is_read_again(folder: Path) -> None:
    path = folder / "me" / "loss.yaml"
    path.write_text("description: first\n" + HEAD + SPEC)
    assert load("me/loss") is load("me/loss")
    path.write_text("description: the second\n" + HEAD + SPEC)
    assert load("me/loss").description == "the second"


def test_reserved_names_come_from_the_package_unless_a_folder_is_chosen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "wandb" / "line").mkdir(parents=True)
    (folder / "wandb" / "line" / "v0.yaml").write_text("description: mine\n" + HEAD + SPEC)
    assert load("wandb/line/v0").description != "mine"
    monkeypatch.setenv("CHARTKIT_PRESETS", str(folder))
    assert load("wandb/line/v0").description == "mine"
    assert [str(note) for note in load("wandb/line/v0").diagnostics] == [
        "presets/wandb/line/v0.yaml: CK115 preset 'wandb/line/v0' comes from presets/wandb/line/v0.yaml, "
        "not from chartkit."
    ]


def test_an_unknown_preset_says_where_it_looked_and_how_to_bring_it_in(folder: Path) -> None:
    (folder / "me" / "loss.yaml").write_text(HEAD + SPEC)
    message = refusal("me/lss")
    assert message.startswith("CK107 no preset 'me/lss'; looked in presets, ")
    assert message.endswith(
        "\nhelp: did you mean 'me/loss'? to bring it in from W&B's editor, save its JSON and run "
        "'chartkit presets import FILE --as me/lss'"
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../etc/x", "a part starts with a dot"),
        ("user/.hidden", "a part starts with a dot"),
        ("", "it is empty"),
        ("a" * 300, "it has 300 characters, more than 200"),
        ("a\0b", "it holds characters a file name cannot hold"),
        ("/etc/passwd", "it has an empty part"),
        ("a\\b", "it holds characters a file name cannot hold"),
        ("a//b", "it has an empty part"),
        ("my /loss", "a part begins or ends with a space"),
    ],
)
def test_names_never_leave_their_folder(folder: Path, name: str, reason: str) -> None:
    shown = repr(name if len(name) <= 60 else name[:59] + "…")
    assert (
        refusal(name)
        == f"CK108 {shown} is not a preset name: {reason}.\nhelp: a name is entity/name, as in wandb/line/v0"
    )


def test_two_files_of_one_name_are_refused(folder: Path) -> None:
    (folder / "me" / "loss.yaml").write_text(HEAD + SPEC)
    (folder / "me" / "loss.json").write_text("{}")
    assert refusal("me/loss") == (
        "CK113 preset 'me/loss' has more than one file in presets: loss.yaml and loss.json.\nhelp: keep one of them"
    )


def test_an_installed_package_offers_presets_without_being_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "lab_charts"
    (package / "presets" / "lab").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('imported')\n")
    (package / "presets" / "lab" / "loss.yaml").write_text(HEAD + SPEC)
    info = tmp_path / "site" / "lab_charts-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lab-charts\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[chartkit.presets]\nlab = lab_charts.presets\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.chdir(tmp_path)
    package_folders.cache_clear()
    assert load("lab/loss").fields["x"].types == ("quantitative",)
    package_folders.cache_clear()


def test_a_folder_that_cannot_be_a_preset_name_is_not_listed(folder: Path) -> None:
    (folder / "me" / "a.yaml").write_text(HEAD + SPEC)
    (folder / "me" / ".b.yaml").write_text(HEAD + SPEC)
    (folder / "me" / "a.expected.vl.json").write_text("{}")
    names = Library((), (folder,)).names()
    assert [name for name in names if name.startswith("me/")] == ["me/a"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_a_file_that_is_a_directory_or_unreadable_is_said(folder: Path) -> None:
    (folder / "me" / "d.yaml").mkdir()
    assert refusal(folder / "me" / "d.yaml") == "presets/me/d.yaml: CK101 cannot read it: Is a directory."
    assert refusal("nowhere.yaml") == "CK107 there is no file nowhere.yaml."


@pytest.mark.parametrize(
    "written", ["line", "presets/wandb/line/v0", "wandb/line/v0.yaml", "./presets/wandb/lin/v0.yaml"]
)
def test_a_name_written_as_a_path_or_in_part_is_recognised(folder: Path, written: str) -> None:
    assert "\nhelp: did you mean 'wandb/line/v0'?" in refusal(written)
