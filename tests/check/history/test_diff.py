"""`chartkit diff` in real repositories: what is said, the page and the summary."""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from chartkit.check.diff import Comparison, as_markdown, as_page, compare
from chartkit.check.diff.spec_lines import spec_lines
from chartkit.check.diff.spec_words import row_words, spec_changes
from chartkit.cli.application import application
from chartkit.compiler import plot_table
from chartkit.presets import default_library

Repository = Any
"""That of conftest.py."""
PRESET = "presets/me/loss.yaml"


def compared() -> Comparison:
    return compare("main", [], default_library())


def said(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    return {change.name: change.words for change in comparison.changes}


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(application, ["diff", *arguments], prog_name="chartkit", catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def pictures(page: str) -> list[ElementTree.Element]:
    """The SVG of each image of a page."""
    addresses = re.findall(r'<img src="data:image/svg\+xml,([^"]*)"', page)
    return [ElementTree.fromstring(unquote(unescape(address))) for address in addresses]


def test_nothing_changed(repository: Repository) -> None:
    assert run("main") == (0, "chartkit-diff.html: none of 1 preset changed since main\n", "")
    assert Path("chartkit-diff.md").read_text() == "### none of 1 preset changed since main\n\nNo chart changed.\n"
    assert "No chart changed." in Path("chartkit-diff.html").read_text()


def test_a_renamed_slot(renamed: Repository) -> None:
    exit_code, stdout, stderr = run("main", "-o", "out/page.html", "--exit-code")
    assert (exit_code, stderr) == (1, "")
    assert stdout == (
        "me/loss: slot 'y' renamed to 'loss'; the chart is the same\nout/page.html: 1 of 1 preset changed since main\n"
    )
    assert Path("out/page.md").read_text() == (
        "### 1 of 1 preset changed since main\n\n"
        "| preset | what changed | marks |\n|---|---|---|\n"
        "| `me/loss` | slot `y` renamed to `loss`<br>the chart is the same | 1 |\n"
    )
    page = Path("out/page.html").read_text()
    before, after = pictures(page)
    assert ElementTree.tostring(before) == ElementTree.tostring(after)
    assert renamed.git("rev-parse", "main")[:10] in page


def test_another_mark_is_said_and_drawn(repository: Repository) -> None:
    repository.edit(PRESET, "mark: line", "mark: point")
    comparison = compared()
    assert said(comparison) == {"me/loss": ("mark line → point",)}
    (change,) = comparison.changes
    assert change.old.drawing.n_marks == 1
    assert change.new.drawing.n_marks == 3
    assert as_markdown(comparison).splitlines()[-1] == "| `me/loss` | mark line → point | 1 → 3 |"
    before, after = pictures(as_page(comparison))
    kinds = [
        {each.get("class", "").split()[0] for each in root.iter() if "role-mark" in each.get("class", "")}
        for root in (before, after)
    ]
    assert kinds == [{"mark-line"}, {"mark-symbol"}]


def test_what_is_drawn_is_what_plot_table_draws(repository: Repository) -> None:
    repository.edit(PRESET, "mark: line", "mark: point")
    (change,) = compared().changes
    chart = plot_table("me/loss", "presets/me/loss.csv", {"step": "step", "y": "loss"})
    spec = {key: value for key, value in chart.spec.items() if key != "usermeta"}
    assert change.new.spec == spec
    assert change.old.spec == {**spec, "mark": "line"}


def test_rows_of_the_example(repository: Repository) -> None:
    repository.edit("presets/me/loss.csv", "2,0.25\n", "")
    assert said(compared()) == {"me/loss": ("rows 3 → 2",)}
    repository.write("presets/me/loss.csv", "step,loss\n0,1.0\n1,0.5\n2,0.75\n")
    assert said(compared()) == {"me/loss": ("rows: other values",)}


def test_rows_in_a_json_file(repository: Repository) -> None:
    repository.write("presets/me/rows.json", '[{"step": 0, "loss": 1.0}]')
    repository.edit(PRESET, "data: loss.csv", "data: rows.json")
    repository.commit()
    repository.write("presets/me/rows.json", '[{"step": 0, "loss": 1.0}, {"step": 1, "loss": 2.0}]')
    assert said(compared()) == {"me/loss": ("rows 1 → 2",)}


def test_a_comment_or_description_changes_no_chart(repository: Repository) -> None:
    repository.edit(PRESET, "description: loss per step", "# a comment\ndescription: the loss")
    assert said(compared()) == {}


def test_a_base_and_what_extends_it(repository: Repository) -> None:
    repository.write("presets/me/own.yaml", "extends: me/loss\nspec: {mark: point}\n")
    repository.commit()
    repository.edit(PRESET, "scale: {type:", "scale: {zero: false, type:")
    words = ("encoding.y.scale.zero added (false)",)
    assert said(compared()) == {"me/loss": words, "me/own": words}


def test_added_removed_and_renamed_presets(repository: Repository) -> None:
    repository.write("presets/me/gone.yaml", repository.preset.replace("mark: line", "mark: bar"))
    repository.commit()
    (repository.folder / "presets/me/gone.yaml").unlink()
    repository.git("mv", PRESET, "presets/me/losses.yaml")
    repository.write("presets/me/fresh.yaml", repository.preset.replace("mark: line", "mark: area"))
    comparison = compared()
    assert {change.name: (change.kind, change.words) for change in comparison.changes} == {
        "me/fresh": ("added", ("added",)),
        "me/gone": ("removed", ("removed",)),
        "me/losses": ("renamed", ("renamed from 'me/loss'",)),
    }
    page = as_page(comparison)
    assert page.count("not there yet") == page.count("not there any more") == 1
    assert [re.findall(r'href="#(change-\d)"', page), re.findall(r'<section id="(change-\d)"', page)] == [
        ["change-1", "change-2", "change-3"]
    ] * 2


def test_a_preset_that_is_broken_now(repository: Repository) -> None:
    repository.edit(PRESET, "mark: line", "makr: line")
    comparison = compared()
    assert said(comparison) == {"me/loss": ("cannot be drawn any more",)}
    assert "not drawn: a Vega-Lite spec has no property &#x27;makr&#x27;." in as_page(comparison)
    assert as_markdown(comparison).endswith("| `me/loss` | cannot be drawn any more | 1 → not drawn |\n")
    repository.commit()
    repository.edit(PRESET, "makr: line", "mark: line")
    assert said(compared()) == {"me/loss": ("can be drawn again",)}


def test_the_projects_theme(repository: Repository) -> None:
    repository.write("pyproject.toml", '[tool.chartkit.theme]\nbackground = "#eeeeee"\n')
    assert said(compared()) == {"me/loss": ('config added ({"background": "#eeeeee"})',)}
    repository.commit()
    assert said(compared()) == {}
    repository.write("pyproject.toml", '[tool.chartkit.theme]\nbackground = "#000000"\n')
    assert said(compared()) == {"me/loss": ("config.background #eeeeee → #000000",)}


def test_a_preset_without_an_example_is_drawn_from_made_up_columns(repository: Repository) -> None:
    text = re.sub(r"example:\n(?:  .*\n)+", "", repository.preset)
    repository.write(PRESET, text)
    repository.commit()
    repository.edit(PRESET, "mark: line", "mark: bar")
    assert said(compared()) == {"me/loss": ("mark line → bar",)}


def test_hostile_text_stays_text(repository: Repository) -> None:
    repository.write(
        PRESET,
        repository.preset.replace(
            "fields: {step: step, y: loss}", "fields: {step: step, y: loss}\n  strings: {title: A}"
        ),
    )
    repository.commit()
    repository.edit(PRESET, "title: A", "title: '</code><script>alert(1)</script>|`x`'")
    comparison = compared()
    page, summary = as_page(comparison), as_markdown(comparison)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert summary.splitlines()[-1] == (
        "| `me/loss` | title A → \\</code\\>\\<script\\>alert(1)\\</script\\>\\|\\`x\\` | 1 |"
    )


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("it's", "`it's`"),
        ("a|b", "'a\\|b'"),
        ("a`b", "'a\\`b'"),
        ("a\x1b[31mb", "`a\u241b[31mb`"),
        ("a\nb", "`a\u240ab`"),
        ("<b>&lt;", "`<b>&lt;`"),
    ],
)
def test_a_hostile_name_stays_in_its_cell(repository: Repository, name: str, cell: str) -> None:
    file = f"presets/{name}.yaml"
    repository.write(file, repository.preset)
    summary = as_markdown(compare("main", [Path(file)], default_library()))
    assert summary.splitlines()[-1].startswith(f"| {cell} | ")


def test_the_page_names_no_other_file_and_runs_nothing(renamed: Repository) -> None:
    page = as_page(compared())
    assert re.search(r"<script|<link|\son\w+=|@import|url\(", page) is None
    assert not re.search(r'(?:src|href)="(?!data:image/svg|#)', page)
    assert "default-src 'none'" in page


def test_markdown_on_standard_output(renamed: Repository) -> None:
    exit_code, stdout, _ = run("main", "--markdown", "-")
    assert exit_code == 0
    assert stdout.startswith("### 1 of 1 preset changed since main\n\n| preset |")
    assert not Path("chartkit-diff.md").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["mian"], "CK701 git knows no commit 'mian'.\nhelp: did you mean 'main'?\n"),
        (
            ["main", "-o", "a.txt"],
            "CK701 the page ends in '.html' or '.htm'; found 'a.txt'.\nhelp: --markdown names the summary\n",
        ),
    ],
)
def test_what_it_refuses(repository: Repository, arguments: list[str], sentence: str) -> None:
    assert run(*arguments) == (2, "", sentence)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ({"mark": "bar"}, {"mark": {"type": "line"}}, ["mark.type bar → line"]),
        ({"mark": {"type": "bar"}}, {"mark": {"type": "bar", "tip": True}}, ["mark.tip added (true)"]),
        ({"layer": [1, 2, 3]}, {"layer": [1, 3]}, ["layer[1] removed (2)"]),
        ({"layer": [1, 3]}, {"layer": [1, 2, 3]}, ["layer[1] added (2)"]),
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": True}, {"a": 1}, ["a true → 1"]),
        ({"title": ""}, {"title": "x" * 50}, [f'title "" → {"x" * 39}…']),
        ({"my key": None}, {}, ["['my key'] removed (null)"]),
        ({"datasets": {"t": [{"a": 1}]}}, {"datasets": {"t": []}}, []),
    ],
)
def test_words(old: dict[str, Any], new: dict[str, Any], words: list[str]) -> None:
    assert [change.words for change in spec_changes(old, new)] == words


def test_words_of_rows() -> None:
    rows = [{"a": 1}, {"a": 2}]
    assert row_words({"datasets": {"t": rows}}, {"data": [{"name": "t", "values": rows}]}) is None
    assert (
        row_words({"datasets": {"t": rows}}, {"datasets": {"t": [{"b": 1}, {"b": 2}]}})
        == "rows: column 'b' added, column 'a' removed"
    )


def test_lines_mark_the_words_that_differ() -> None:
    old = {"a": 1, "mark": {"type": "line", "size": 2}, "b": 1}
    new = {"a": 1, "mark": {"type": "bar", "size": 2}, "b": 1, "c": 2}
    lines = spec_lines(old, new)
    assert [(line.kind, line.text.strip()) for line in lines] == [
        ("same", "{"),
        ("same", '"a": 1,'),
        ("removed", '"mark": {"type": "line", "size": 2},'),
        ("removed", '"b": 1'),
        ("added", '"mark": {"type": "bar", "size": 2},'),
        ("added", '"b": 1,'),
        ("added", '"c": 2'),
        ("same", "}"),
    ]
    marked = [[text for text, is_marked in line.parts if is_marked] for line in lines]
    assert marked == [[], [], ["line"], [], ["bar"], [","], [], []]


def test_a_file_whose_name_is_no_text(repository: Repository) -> None:
    path = repository.folder / "presets/me" / os.fsdecode(b"\xff.yaml")
    path.write_text(repository.preset, encoding="utf-8")
    repository.commit()
    path.write_text(repository.preset.replace("mark: line", "mark: bar"), encoding="utf-8")
    assert run("HEAD")[0] == 0
    assert "### 1 of 2 presets changed" in Path("chartkit-diff.md").read_text(encoding="utf-8")
