"""The tuple of rules is complete, and each names its code."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import chartkit.check
from chartkit.check.rules import RULES

RULE_FILES = sorted(path.stem for path in (Path(chartkit.check.__file__).parent / "rules").glob("[a-z]*.py"))


def test_every_file_of_rules_is_in_the_tuple() -> None:
    assert sorted(rule.__module__.rpartition(".")[2] for rule in RULES) == RULE_FILES


def test_every_rule_names_its_code_first() -> None:
    for name in RULE_FILES:
        module = importlib.import_module(f"chartkit.check.rules.{name}")
        assert re.match(r"CK\d{3}: ", module.__doc__ or ""), name
