"""Fixes are offered only where an edit surely hits the name itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chartkit.check.against import broken_since
from chartkit.check.fixing.fixing import apply_fixes
from chartkit.diagnostics import Diagnostic, as_text
from chartkit.presets import default_library

Repository = Any
"""That of conftest.py."""


def broken(script: str, name: str = "train.py") -> Diagnostic:
    Path(name).write_bytes(script.encode())
    found = broken_since("main", [Path(name)], default_library()).findings
    (finding,) = (each for each in found if each.code == "CK889")
    return finding


def fixed(script: str) -> str | None:
    """What the fix writes in place of the name; None without a fix."""
    fix = broken(f"import chartkit\nchartkit.plot_table('me/loss', rows, {script})\n").fix
    return fix.edits[0].text if fix else None


def test_the_quotes_stay_and_keywords_have_none(renamed: Repository) -> None:
    assert fixed("{'step': 'a', 'y': 'b'}") == "'loss'"
    assert fixed('{"step": "a", "y": "b"}') == '"loss"'
    assert fixed("dict(step='a', y='b')") == "loss"


def test_a_text_written_otherwise_has_no_fix(renamed: Repository) -> None:
    assert fixed(r"{'step': 'a', '\x79': 'b'}") is None
    assert fixed("{'step': 'a', r'y': 'b'}") is None
    assert fixed("{'step': 'a', '' 'y': 'b'}") is None
    assert fixed("{'step': 'a', '''y''': 'b'}") is None


def test_a_name_that_stands_elsewhere_is_mended_there(renamed: Repository) -> None:
    finding = broken("import chartkit\nSLOTS = {'step': 'a', 'y': 'b'}\nchartkit.plot_table('me/loss', rows, SLOTS)\n")
    assert str(finding.location) == "train.py:2:23"
    assert finding.fix is not None


def test_a_form_feed_and_other_separators_end_no_line(renamed: Repository) -> None:
    text = "import chartkit\n\x0c\na = '\u2028\x85'\nchartkit.plot_table('me/loss', rows, {'step': 'a', 'y': 'b'})\n"
    finding = broken(text)
    assert str(finding.location) == "train.py:4:52"
    assert apply_fixes([finding]) == {Path("train.py"): text.replace("'y'", "'loss'")}
    assert as_text([finding]).splitlines()[1:3] == [
        "    4 | chartkit.plot_table('me/loss', rows, {'step': 'a', 'y': 'b'})",
        "      |                                                    ^^^",
    ]
