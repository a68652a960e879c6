"""Whether chartkit and jsonschema say the same of a spec: valid or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jsonschema import Draft7Validator

from chartkit.schema import DialectName
from chartkit.schema.validator import validator


def disagreements(dialect: DialectName, specs: Iterable[Any]) -> int:
    """How many of the specs jsonschema judges otherwise than the walk or the quick answer."""
    ours = validator(dialect)
    oracle = Draft7Validator(ours.schema)
    n_differing = 0
    for spec in specs:
        mistakes, is_sure = ours.walk(spec)
        answers = {oracle.is_valid(spec), ours.is_valid(spec), not mistakes and is_sure}
        n_differing += len(answers) > 1
    return n_differing
