"""The tuple of rules is complete, and each rule is said to be what its file and its page say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import chartkit.check
from chartkit.check.rule import Rule
from chartkit.check.rules import RULES
from chartkit.diagnostics import CODES

RULE_FILES = sorted(path.stem for path in (Path(chartkit.check.__file__).parent / "rules").glob("[a-z]*.py"))
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def test_every_file_of_rules_is_in_the_tuple() -> None:
    assert sorted(rule.check.__module__.rpartition(".")[2] for rule in RULES) == RULE_FILES


def test_no_code_and_no_name_is_given_twice() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


@each_rule
def test_a_rule_is_called_as_its_file_and_has_a_code_of_the_list(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.check.__module__.rpartition(".")[2] == rule.name.replace("-", "_")
    assert rule.code in CODES
