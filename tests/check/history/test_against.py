"""What broke since a commit, in real repositories: whole messages, places, and what is no break."""

# ruff: noqa: E501
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chartkit.check.against import Broken, broken_since
from chartkit.check.fixing.fixing import apply_fixes
from chartkit.check.run import Options, run_check
from chartkit.check.scripts import check_script
from chartkit.check.settings.settings import read_settings
from chartkit.diagnostics import ChartkitError, Diagnostic
from chartkit.presets import default_library

Repository = Any
"""That of conftest.py."""
PRESET = "presets/me/loss.yaml"


def found(ref: str = "main") -> tuple[Diagnostic, ...]:
    return broken_since(ref, [Path()], default_library()).findings


def said(ref: str = "main") -> list[str]:
    return [str(finding) for finding in found(ref)]


def test_nothing_changed(repository: Repository) -> None:
    assert said() == []


def test_a_renamed_slot_and_the_line_that_breaks(renamed: Repository) -> None:
    assert said() == [
        f"{PRESET}:4:3: CK888 preset 'me/loss' since main: slot 'y' renamed to 'loss'; calls that fill 'y' break.\n"
        "help: mend the calls, or give the changed preset a new name, as a new version, and keep this one",
        "train.py:5:73: CK889 slot 'y' of preset 'me/loss' is called 'loss' since main.\nhelp: write 'loss'",
    ]


def test_its_fix_mends_the_line_and_nothing_else(renamed: Repository) -> None:
    before = Path("train.py").read_text()
    findings = found()
    (text,) = apply_fixes(findings).values()
    assert text == before.replace('"y": "loss"', '"loss": "loss"')
    renamed.write("train.py", text)
    assert check_script(Path("train.py")) == []
    assert [finding.code for finding in found()] == ["CK888"]


def test_what_the_scripts_own_check_finds_is_told_with_its_reason(renamed: Repository) -> None:
    renamed.write("train.py", Path("train.py").read_text() + 'chartkit.plot_table("me/los", table, {})\n')
    broken = broken_since("main", [Path("train.py")], default_library())
    plain = check_script(Path("train.py"))
    assert [finding.code for finding in plain] == ["CK883", "CK882", "CK881"]
    assert [finding.code for finding in broken.without_told(plain)] == ["CK881"]


def test_comments_ignore_what_broke(renamed: Repository) -> None:
    renamed.edit(PRESET, "  loss: {type", "  # chartkit: ignore[CK888]\n  loss: {type")
    renamed.write("train.py", Path("train.py").read_text().rstrip() + "  # chartkit: ignore[CK889]\n")
    assert broken_since("main", [Path()], default_library()) == Broken()


def test_where_what_broke_is_ignored_the_scripts_own_findings_stay(renamed: Repository) -> None:
    first = Path("train.py").read_text().rstrip()
    renamed.write("train.py", f"{first}  # chartkit: ignore[CK889]\n{first.splitlines()[-1]}\n")
    broken = broken_since("main", [Path("train.py")], default_library())
    assert [(finding.code, str(finding.location)) for finding in broken.findings] == [
        ("CK888", f"{PRESET}:4:3"),
        ("CK889", "train.py:6:73"),
    ]
    left = broken.without_told(check_script(Path("train.py")))
    assert [(finding.code, finding.location and finding.location.line) for finding in left] == [
        ("CK883", 5),
        ("CK882", 5),
    ]
    for select, codes in (("scripts", ["CK883", "CK882", "CK889"]), ("CK882", ["CK882", "CK882"])):
        settings = read_settings(Path.cwd()).with_options([select])
        report = run_check([Path("train.py")], Options(settings, against="main", cache=False))
        assert [each.code for each in report.findings if each.code != "CK888"] == codes


def test_a_comment_of_another_line_ignores_nothing(renamed: Repository) -> None:
    renamed.write("train.py", "# chartkit: ignore[CK889]\n" + Path("train.py").read_text())
    assert [finding.code for finding in found()] == ["CK888", "CK889"]


def test_a_removed_preset(repository: Repository) -> None:
    shutil.rmtree("presets/me")
    assert said() == [
        f"{PRESET}: CK888 preset 'me/loss' was removed since main; calls of it break.\nhelp: keep it, or mend the calls",
        "train.py:5:38: CK889 preset 'me/loss' was removed since main.\nhelp: name another preset, or bring it back",
    ]


def test_a_renamed_preset_and_the_fix_of_its_calls(repository: Repository) -> None:
    repository.git("mv", PRESET, "presets/me/curve.yaml")
    assert said() == [
        "presets/me/curve.yaml:1:1: CK888 preset 'me/loss' is called 'me/curve' since main; calls of 'me/loss' break.\n"
        "help: mend the calls, or keep a preset 'me/loss' that holds 'extends: me/curve'",
        "train.py:5:38: CK889 preset 'me/loss' is called 'me/curve' since main.\nhelp: write 'me/curve'",
    ]
    (text,) = apply_fixes(found()).values()
    assert '"me/curve", table' in text


def test_a_preset_that_moved_and_lost_a_slot(repository: Repository) -> None:
    repository.git("mv", PRESET, "presets/me/losses.yaml")
    repository.edit("presets/me/losses.yaml", "mark: line", "mark: point")
    codes = [line.partition("\n")[0] for line in said()]
    assert codes[1] == "train.py:5:38: CK889 preset 'me/loss' is called 'me/losses' since main."


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            "  step: {type: quantitative}\n",
            "  step: {type: quantitative}\n  run: {type: nominal}\n",
            [
                f"{PRESET}:4:3: CK888 preset 'me/loss' since main: required slot 'run' added; calls that do not fill it break.",
                "script.py:2:38: CK889 preset 'me/loss' needs its slot 'run' since main.",
                "train.py:5:56: CK889 preset 'me/loss' needs its slot 'run' since main.",
            ],
        ),
        (
            "  step: {type: quantitative}\n",
            "  step: {type: quantitative}\n  run: {type: nominal, required: false}\n",
            [],
        ),
        (
            "  y: {type: quantitative}",
            "  y: {type: [quantitative, temporal]}",
            [],
        ),
        (
            "  y: {type: quantitative}",
            "  y: {type: temporal}",
            [
                f"{PRESET}:4:3: CK888 preset 'me/loss' since main: slot 'y' takes temporal columns now, it took quantitative "
                "ones; calls that fill it otherwise break.",
            ],
        ),
        (
            "choices: [linear, log]",
            "choices: [linear, sqrt]",
            [
                f"{PRESET}:7:3: CK888 preset 'me/loss' since main: string slot 'scale' no longer takes 'log'; calls that fill "
                "it otherwise break.",
                "script.py:2:85: CK889 preset 'me/loss' since main: string slot 'scale' no longer takes 'log'.",
            ],
        ),
        (
            '  title: {default: ""}\n',
            "",
            [
                f"{PRESET}:5:1: CK888 preset 'me/loss' since main: string slot 'title' removed; calls that fill 'title' break.",
                "script.py:2:62: CK889 preset 'me/loss' has no string slot 'title' since main.",
            ],
        ),
        (
            '  title: {default: ""}\n',
            "  title: {required: true}\n",
            [
                f"{PRESET}:6:3: CK888 preset 'me/loss' since main: string slot 'title' is required now; calls that do not "
                "fill it break.",
                "train.py:5:18: CK889 preset 'me/loss' needs its string slot 'title' since main.",
            ],
        ),
    ],
)
def test_each_kind_of_change(repository: Repository, old: str, new: str, sentences: list[str]) -> None:
    repository.write(
        "script.py",
        "import chartkit\n"
        "chartkit.plot_table('me/loss', rows, dict(step='a', y='b'), {'title': 'A', 'scale': 'log'})\n",
    )
    repository.edit(PRESET, old, new)
    if old.startswith("  title:") and not new:
        repository.edit(PRESET, '  title: "${string:title}"\n', "")
    assert sorted(each.partition("\n")[0] for each in said()) == sorted(sentences)


def test_a_base_that_changed_is_seen_through_extends(repository: Repository) -> None:
    repository.write("presets/me/own.yaml", "extends: me/loss\n")
    repository.write("train.py", 'import chartkit\nchartkit.plot_table("me/own", rows, {"step": "a", "y": "b"})\n')
    repository.commit()
    repository.rename_slot()
    assert [each.partition("\n")[0] for each in said()] == [
        f"{PRESET}:4:3: CK888 preset 'me/loss' since main: slot 'y' renamed to 'loss'; calls that fill 'y' break.",
        "presets/me/own.yaml:1:1: CK888 preset 'me/own' since main: slot 'y' renamed to 'loss'; calls that fill 'y' break.",
        "train.py:2:51: CK889 slot 'y' of preset 'me/own' is called 'loss' since main.",
    ]


def test_a_preset_named_by_its_path_outside_of_presets(repository: Repository) -> None:
    repository.write("charts/loss.yaml", repository.preset)
    repository.write(
        "train.py", 'import chartkit\nchartkit.plot_table("charts/loss.yaml", rows, {"step": "a", "y": "b"})\n'
    )
    repository.commit()
    repository.rename_slot("charts/loss.yaml")
    assert [each.partition("\n")[0] for each in said()] == [
        "charts/loss.yaml:4:3: CK888 preset 'charts/loss.yaml' since main: slot 'y' renamed to 'loss'; calls that fill 'y' "
        "break.",
        "train.py:2:61: CK889 slot 'y' of preset 'charts/loss.yaml' is called 'loss' since main.",
    ]


def test_the_folder_of_a_part_of_the_repository(renamed: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    (renamed.folder / "jobs").mkdir()
    monkeypatch.chdir(renamed.folder / "jobs")
    (finding,) = found()
    assert finding.message.startswith("preset 'me/loss' since main: slot 'y' renamed to 'loss'")


def test_the_work_tree_and_the_index_stay_as_they_are(renamed: Repository) -> None:
    before = renamed.git("status", "--porcelain"), renamed.git("stash", "list"), sorted(renamed.folder.rglob("*"))
    said()
    after = renamed.git("status", "--porcelain"), renamed.git("stash", "list"), sorted(renamed.folder.rglob("*"))
    assert after == before


def refusal(ref: str) -> str:
    with pytest.raises(ChartkitError) as caught:
        said(ref)
    return str(caught.value)


def test_without_a_script_among_the_paths_all_of_the_repository_are_read(renamed: Repository) -> None:
    renamed.write("jobs/nightly.py", Path("train.py").read_text())
    places = [str(finding.location) for finding in broken_since("main", [Path(PRESET)], default_library()).findings]
    assert sorted(places) == ["jobs/nightly.py:5:73", f"{PRESET}:4:3", "train.py:5:73"]


def test_a_commit_that_there_is_not(repository: Repository) -> None:
    assert refusal("mian") == "CK701 git knows no commit 'mian'.\nhelp: did you mean 'main'?"
    assert refusal("--all") == "CK701 git knows no commit '--all'.\nhelp: name a branch, a tag or a commit"
    assert refusal("") == "CK701 git knows no commit ''.\nhelp: name a branch, a tag or a commit"


def test_a_shallow_clone(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path_factory.mktemp("clone")
    repository.git("clone", "-q", "--depth=1", f"file://{repository.folder}", str(target))
    monkeypatch.chdir(target)
    assert said("HEAD") == []
    assert refusal("before") == (
        "CK701 git knows no commit 'before' in this clone, which is shallow: it lacks the older commits.\n"
        "help: fetch it with 'git fetch --depth=1 origin before:before'; in a GitHub workflow give actions/checkout "
        "fetch-depth: 0"
    )
    assert "git fetch --unshallow" in refusal("HEAD~1")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refusal("main") == (
        f"CK701 {tmp_path} lies in no git repository, so there is no commit to compare with.\n"
        "help: run it inside of the repository that holds the presets"
    )


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert refusal("main") == (
        "CK701 the command git is not installed, and without it no commit can be read.\nhelp: install git"
    )


def test_a_commit_whose_file_leads_out_of_its_folder(repository: Repository) -> None:
    blob = repository.git("rev-parse", "HEAD:presets/me/loss.yaml").strip()

    def tree(kind: bytes, name: bytes, id: str) -> str:
        content = kind + b" " + name + b"\0" + bytes.fromhex(id)
        command = ["git", "hash-object", "-w", "-t", "tree", "--stdin", "--literally"]
        return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode().strip()

    inside = tree(b"40000", b"presets", tree(b"40000", b"..", tree(b"100644", b"out.yaml", blob)))
    commit = repository.git("commit-tree", inside, "-m", "x").strip()
    with pytest.raises(ChartkitError) as caught:
        broken_since(commit, [], default_library())
    assert str(caught.value) == (
        f"CK701 '{commit}' holds a file 'presets/../out.yaml', which leads out of its folder."
        "\nhelp: git makes no such file; do not trust this repository"
    )


def test_what_git_leaves_out_is_no_commit(repository: Repository) -> None:
    with pytest.raises(ChartkitError) as caught:
        broken_since("^HEAD", [], default_library())
    assert str(caught.value).startswith("CK701 git knows no commit '^HEAD'.")
