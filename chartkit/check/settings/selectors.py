"""The names that `select`, `ignore` and comments take: codes, their beginnings, and groups.

`CK203` is one code, `CK2` every code that begins so, and a group every finding of one kind: `schema` what reading,
binding and validating find, the others what the rules of that name find.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import get_args

from chartkit.check.rule import Group
from chartkit.diagnostics import CODES
from chartkit.schema import did_you_mean, hint

GROUPS: tuple[str, ...] = ("schema", *get_args(Group))
_OF_PREFIX = {
    "CK1": "schema",
    "CK2": "schema",
    "CK3": "schema",
    "CK4": "data",
    "CK5": "data",
    "CK70": "examples",
    "CK80": "comments",
    "CK85": "data",
    "CK86": "data",
    "CK88": "scripts",
    "CK89": "schema",
}
"""The groups of what is found by no rule."""


def group_of(code: str) -> str | None:
    """The group that a code belongs to, None for one that `check` never gives.

    >>> group_of("CK301"), group_of("CK703")
    ('schema', 'slots')
    """
    by_prefix = _OF_PREFIX.get(code[:3])
    return by_prefix or _groups_of_rules().get(code) or _OF_PREFIX.get(code[:4])


def selects(selector: str, code: str) -> bool:
    """Whether a selector names this code.

    >>> selects("CK3", "CK301"), selects("schema", "CK301"), selects("schema", "CK890"), selects("slots", "CK301")
    (True, True, True, False)
    """
    if selector.startswith("CK"):
        return code.startswith(selector)
    return is_of_schema(code) if selector == "schema" else group_of(code) == selector


def is_of_schema(code: str) -> bool:
    """Whether a code is of the group `schema`, told without importing a rule."""
    return "schema" in (_OF_PREFIX.get(code[:3]), _OF_PREFIX.get(code[:4]))


def selects_any(selectors: Iterable[str], code: str) -> bool:
    """Whether one of the selectors names this code."""
    return any(selects(selector, code) for selector in selectors)


def unknown_selector(selector: str) -> str | None:
    """The way out for a word that is no selector; None for one that is.

    >>> unknown_selector("CK703"), unknown_selector("ck703"), unknown_selector("unused-slot")
    (None, "did you mean 'CK703'?", "write its code: 'CK703'")
    """
    if selector in GROUPS or (selector.startswith("CK") and any(code.startswith(selector) for code in CODES)):
        return None
    if selector.upper() in CODES:
        return f"did you mean {selector.upper()!r}?"
    if code := _codes_of_names().get(selector):
        return f"write its code: {code!r}"
    if selector[:2].upper() == "CK":
        return did_you_mean(selector.upper(), CODES) or "'chartkit rule' lists the codes"
    return hint(selector, GROUPS, "groups")


@cache
def _groups_of_rules() -> dict[str, str]:
    from chartkit.check.rules import RULES

    return {rule.code: rule.group for rule in RULES}


@cache
def _codes_of_names() -> dict[str, str]:
    from chartkit.check.rules import RULES

    return {rule.name: rule.code for rule in RULES}
