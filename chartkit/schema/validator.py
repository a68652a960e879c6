"""Validates a spec: jsonschema-rs says yes or no, and only a no is walked to find and word the mistake."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from chartkit.schema.dialect import DialectName
from chartkit.schema.fault import Fault
from chartkit.schema.files import data_folder
from chartkit.schema.plain_json import faults_of_json, plain_copy

if TYPE_CHECKING:
    import jsonschema_rs

_FILES: dict[DialectName, str] = {"vega-lite": "vega-lite-v6.4.schema.json", "vega": "vega-v6.schema.json"}


def validate(spec: Any, dialect: DialectName) -> list[Fault]:
    """The faults of `spec`, in its own order; an empty list when it is valid.

    Costs microseconds for a valid spec and a few milliseconds for one with faults, plus about 30 ms for the
    first spec of each dialect. Data should be detached: time grows with inlined rows.
    """
    unfit = faults_of_json(spec)
    if unfit:
        return unfit
    if _is_valid(spec, dialect):
        return []
    return _faults(spec, dialect)


def _faults(spec: Any, dialect: DialectName) -> list[Fault]:
    from chartkit.schema.walker import Walker
    from chartkit.schema.wording import faults_of

    try:
        mistakes = Walker(_schema(dialect)).mistakes(spec)
    except RecursionError:  # called by code that is itself hundreds of calls deep
        mistakes = ()
    return faults_of(mistakes, spec, dialect) or [_unexplained(spec, dialect)]


def _unexplained(spec: Any, dialect: DialectName) -> Fault:
    """What can be said of an invalid spec in which the walk finds nothing: only how deep one has to look."""
    language = "Vega-Lite" if dialect == "vega-lite" else "Vega"
    deepest = max(
        _validator(dialect).iter_errors(plain_copy(spec)), key=lambda error: len(error.instance_path)
    )
    message = f"this is not valid {language}; the mistake may be far inside."
    return Fault(tuple(deepest.instance_path), message, None, False, "CK305")


def _is_valid(spec: Any, dialect: DialectName) -> bool:
    try:
        return _validator(dialect).is_valid(spec)
    except ValueError:  # a subclass of str or float, or text that is no Unicode
        return _validator(dialect).is_valid(plain_copy(spec))


@cache
def _schema(dialect: DialectName) -> dict[str, Any]:
    import orjson

    return orjson.loads((data_folder("schemas") / _FILES[dialect]).read_bytes())


@cache
def _validator(dialect: DialectName) -> jsonschema_rs.Draft7Validator:
    import jsonschema_rs

    text = (data_folder("schemas") / _FILES[dialect]).read_text(encoding="utf-8")
    return jsonschema_rs.Draft7Validator(text, validate_formats=False)
