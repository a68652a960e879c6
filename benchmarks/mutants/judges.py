"""Who says what is wrong with a spec: chartkit, and the validators that authors of Vega-Lite have had so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from edits import Expected, Path

from chartkit.schema import DialectName, validate
from chartkit.schema.validator import validator

_QUESTION = re.compile(r"did you mean '([^']+)'\?")


class Told(NamedTuple):
    """One diagnostic as its reader sees it: where, about a key or not, and the sentence."""

    path: Path
    on_key: bool
    text: str

    @property
    def suggestion(self) -> str | None:
        """The first word that the reader is offered."""
        question = _QUESTION.search(self.text)
        return question[1] if question else None

    def tells(self, fault: Expected) -> bool:
        """Whether this is exactly about that fault: its path, or for a key its owner's path and the key's name.

        A misspelt key must be told as a key; one too many may be one that an editor's schema knows by another value.
        """
        if self.path == fault.path:
            return self.on_key == fault.on_key or (fault.on_key and not fault.meant)
        return fault.on_key and self.path == fault.path[:-1] and repr(fault.path[-1]) in self.text


Judge = Callable[[Any], list[Told]]


def chartkit(dialect: DialectName = "vega-lite") -> Judge:
    """Every fault that chartkit reports, in its order."""

    def judge(spec: Any) -> list[Told]:
        faults = validate(spec, dialect)
        return [Told(fault.path, fault.on_key, f"{fault.message} {fault.help or ''}") for fault in faults]

    return judge


def best_match() -> Judge:
    """The one error that jsonschema's `best_match` chooses."""
    from jsonschema import Draft7Validator
    from jsonschema.exceptions import best_match

    oracle = Draft7Validator(validator("vega-lite").schema)

    def judge(spec: Any) -> list[Told]:
        error = best_match(oracle.iter_errors(spec))
        return [Told(tuple(error.absolute_path), False, error.message)] if error else []

    return judge


def deepest_leaf() -> Judge:
    """The error deepest in the spec of all that jsonschema-rs finds in all branches, a word or a key before others."""
    import jsonschema_rs

    engine = jsonschema_rs.Draft7Validator(validator("vega-lite").schema, validate_formats=False)
    telling = ("enum", "additionalProperties")

    def judge(spec: Any) -> list[Told]:
        leaves = [leaf for error in engine.iter_errors(spec) for leaf in _leaves(error)]
        if not leaves:
            return []
        best = max(leaves, key=lambda leaf: (len(leaf.instance_path), leaf.kind.name in telling))
        return [Told(tuple(best.instance_path), False, best.message)]

    return judge


def _leaves(error: Any) -> Iterator[Any]:
    branches = getattr(error.kind, "context", None)
    if not branches:
        yield error
        return
    for errors in branches:
        for inner in errors:
            yield from _leaves(inner)


def altair() -> Judge:
    """The first error of the validation that Altair runs over a spec."""
    from altair.utils.schemapi import validate_jsonschema
    from altair.vegalite.v6.schema.core import load_schema

    schema = load_schema()

    def judge(spec: Any) -> list[Told]:
        try:
            error: Any = validate_jsonschema(spec, schema, raise_error=False)
        except TypeError:  # Altair sorts paths, and some of them hold both names and numbers
            return []
        return [Told(tuple(error.absolute_path), False, error.message)] if error else []

    return judge
