"""What is written, where, and over what: nothing outside of the folder, and no text of anybody's is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.diagnostics import ChartkitError, PresetError
from chartkit.presets import default_library
from chartkit.workspace.editing.new_preset import start
from chartkit.workspace.editing.presets_folder import Conflict, PresetsFolder

TEXT = "description: Dots.\nspec:\n  data: {name: table}\n  mark: point\n  encoding: {x: {field: '${field:x}'}}\n"


@pytest.fixture
def presets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PresetsFolder:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "presets").mkdir()
    return PresetsFolder(tmp_path / "presets", is_chosen=False)


def test_a_new_preset_points_editors_to_the_schema(presets: PresetsFolder, tmp_path: Path) -> None:
    saved = presets.create("me/dots", TEXT, {}, default_library())
    file = tmp_path / "presets/me/dots.yaml"
    assert file.read_text() == f"# yaml-language-server: $schema=../.schema/preset.schema.json\n{TEXT}" == saved.text
    assert (tmp_path / "presets/.schema/preset.schema.json").is_file()
    assert saved.is_writable


def test_a_text_is_saved_over_what_was_read_alone(presets: PresetsFolder, tmp_path: Path) -> None:
    first = presets.create("me/dots", TEXT, {}, default_library())
    second = presets.save("me/dots", TEXT + "# one tab\n", first.etag, default_library())
    with pytest.raises(Conflict) as found:
        presets.save("me/dots", TEXT + "# another tab\n", first.etag, default_library())
    assert str(found.value) == (
        "CK904 preset 'me/dots' was not saved: presets/me/dots.yaml was changed since it was opened here.\n"
        "help: take that text, keep yours over it, or save yours under another name"
    )
    assert found.value.saved == second
    assert (tmp_path / "presets/me/dots.yaml").read_text() == TEXT + "# one tab\n"


def test_a_file_that_is_gone_is_a_choice_too(presets: PresetsFolder, tmp_path: Path) -> None:
    first = presets.create("me/dots", TEXT, {}, default_library())
    (tmp_path / "presets/me/dots.yaml").unlink()
    with pytest.raises(Conflict) as found:
        presets.save("me/dots", TEXT, first.etag, default_library())
    assert found.value.saved is None
    assert found.value.diagnostic.message == (
        "preset 'me/dots' was not saved: presets/me/dots.yaml is gone since it was opened here."
    )


def test_a_name_that_is_taken_is_not_written_over(presets: PresetsFolder, tmp_path: Path) -> None:
    (tmp_path / "presets/me").mkdir()
    (tmp_path / "presets/me/dots.json").write_text("{}")
    with pytest.raises(Conflict, match=r"presets/me/dots.json is there already"):
        presets.create("me/dots", TEXT, {}, default_library())
    assert sorted(path.name for path in (tmp_path / "presets/me").iterdir()) == ["dots.json"]


def test_a_copy_takes_its_data_with_it(presets: PresetsFolder, tmp_path: Path) -> None:
    saved = start(presets, "me/loss", "copy", "wandb/line/v0", default_library())
    assert 'data: "loss.csv"' in saved.text
    beside = tmp_path / "presets/me/loss.csv"
    assert beside.read_text().splitlines()[0] == "epoch,split,loss"
    with pytest.raises(Conflict, match=r"loss.csv is there already"):
        (tmp_path / "presets/me/loss.yaml").unlink()
        start(presets, "me/loss", "copy", "wandb/line/v0", default_library())


def test_a_preset_that_builds_on_another(presets: PresetsFolder) -> None:
    from chartkit.presets import load

    start(presets, "me/loss", "extends", "wandb/line/v0", default_library())
    assert load("me/loss", default_library()).fields.keys() == load("wandb/line/v0").fields.keys()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../out", "CK108 '../out' is not a preset name: a part starts with a dot."),
        ("/etc/out", "CK108 '/etc/out' is not a preset name: it has an empty part."),
        ("me/a.yaml", "CK108 'me/a.yaml' is not a preset name: it ends in .yaml, as its file alone does."),
        ("me/ a", "CK108 'me/ a' is not a preset name: a part begins or ends with a space."),
        ("me/.hidden", "CK108 'me/.hidden' is not a preset name: a part starts with a dot."),
        ("me/a\0b", "CK108 'me/a\\x00b' is not a preset name: it holds characters a file name cannot hold."),
        (
            "wandb/line/v0",
            "CK108 presets below wandb/ are chartkit's own; 'wandb/line/v0' would not be found in presets/.",
        ),
    ],
)
def test_names_that_lead_elsewhere_are_refused(presets: PresetsFolder, tmp_path: Path, name: str, message: str) -> None:
    for write in (
        lambda: presets.create(name, TEXT, {}, default_library()),
        lambda: start(presets, name, "template", "", default_library()),
    ):
        with pytest.raises((ChartkitError, PresetError)) as found:
            write()
        assert str(found.value).partition("\n")[0] == message
    assert [path.name for path in tmp_path.iterdir()] == ["presets"]
    assert not [*(tmp_path / "presets").iterdir()]


def test_links_that_lead_out_are_not_written_through(presets: PresetsFolder, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.yaml").write_text(TEXT)
    (tmp_path / "presets/away").symlink_to(outside)
    with pytest.raises(ChartkitError) as found:
        presets.create("away/new", TEXT, {}, default_library())
    assert str(found.value) == (
        "CK108 'away/new' would be written outside of presets/, by a link.\nhelp: take another name"
    )
    read = presets.read("away/mine", default_library())
    assert not read.is_writable
    with pytest.raises(ChartkitError, match="by a link"):
        presets.save("away/mine", "x", read.etag, default_library())
    assert (outside / "mine.yaml").read_text() == TEXT
    assert [path.name for path in outside.iterdir()] == ["mine.yaml"]


def test_a_byte_order_mark_stays(presets: PresetsFolder, tmp_path: Path) -> None:
    file = tmp_path / "presets/dots.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    read = presets.read("dots", default_library())
    assert read.text == TEXT
    presets.save("dots", TEXT + "# more\r\n", read.etag, default_library())
    assert file.read_bytes() == b"\xef\xbb\xbf" + (TEXT + "# more\r\n").encode()


def test_a_text_beyond_the_limit_is_refused(presets: PresetsFolder) -> None:
    with pytest.raises(PresetError) as found:
        presets.create("me/dots", "x" * 5_000_001, {}, default_library())
    assert found.value.diagnostics[0].message == "a preset holds at most 5,000,000 bytes; this one holds 5,000,001."


def test_a_text_that_is_no_preset_is_saved_all_the_same(presets: PresetsFolder) -> None:
    """It is the author's work in progress: `check` says what is wrong with it."""
    saved = presets.create("me/dots", TEXT, {}, default_library())
    assert presets.save("me/dots", "spec: [", saved.etag, default_library()).text == "spec: ["
