"""A slot is renamed in a repository: the command line names the line that breaks, and its page shows both charts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from click.testing import CliRunner

from chartkit.cli.application import application

Repository = Any
"""That of conftest.py."""
BROKEN = """\
presets/me/loss.yaml:4:3: CK888 preset 'me/loss' since HEAD: slot 'y' renamed to 'loss'; calls that fill 'y' break.
    4 |   loss: {type: quantitative}
      |   ^^^^
help: mend the calls, or give the changed preset a new name, as a new version, and keep this one

train.py:5:73: CK889 slot 'y' of preset 'me/loss' is called 'loss' since HEAD.
    5 | run.log({"loss": chartkit.plot_table("me/loss", table, {"step": "step", "y": "loss"})})
      |                                                                         ^^^
help: write 'loss'

1 preset checked, 1 error, 1 warning
"""
MENDED = '{"step": "step", "loss": "loss"}'


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(application, arguments, prog_name="chartkit", catch_exceptions=False)
    return result.exit_code, result.output


def test_a_slot_is_renamed_and_a_mark_with_it(repository: Repository) -> None:
    repository.write("presets/me/loss.expected.vl.json", "{}")
    repository.rename_slot()
    repository.edit("presets/me/loss.yaml", "mark: line", "mark: point")
    run("check", "--update")

    assert run("check", "--against", "HEAD") == (1, BROKEN)
    assert run("diff", "HEAD") == (
        0,
        "me/loss: slot 'y' renamed to 'loss'; mark line → point\n"
        "chartkit-diff.html: 1 of 1 preset changed since HEAD\n",
    )
    figures = re.findall(
        r'<figure class="(\w+)">.*?<img src="data:image/svg\+xml,([^"]*)"',
        Path("chartkit-diff.html").read_text(),
        re.DOTALL,
    )
    marks = {when: ElementTree.fromstring(unquote(unescape(svg))).iter() for when, svg in figures}
    drawn = {when: [each.get("class") or "" for each in elements] for when, elements in marks.items()}
    assert [name for name in drawn["before"] if name.startswith("mark-line")] == ["mark-line role-mark marks"]
    assert [name for name in drawn["after"] if name.startswith("mark-symbol")] == ["mark-symbol role-mark marks"]

    assert run("check", "--against", "HEAD", "presets", "train.py", "--fix")[1].endswith("1 warning, 1 mended\n")
    assert MENDED in (repository.folder / "train.py").read_text()
