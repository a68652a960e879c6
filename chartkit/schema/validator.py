"""Validates a spec: yes or no first, and only for a no the mistakes are worded.

jsonschema-rs answers in microseconds but takes about 90 ms to import and build, so that the first specs of a process
are walked instead, which takes a fraction of a millisecond each, a few for raw Vega, and gives the same answer.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from chartkit.files import data_folder
from chartkit.schema.dialect import DialectName
from chartkit.schema.fault import Fault

if TYPE_CHECKING:
    import jsonschema_rs

    from chartkit.schema.mistakes import Mistake
    from chartkit.schema.shapes import Shapes

_FILES: dict[DialectName, str] = {"vega-lite": "vega-lite-v6.4.schema.json", "vega": "vega-v6.schema.json"}
_WALKED_FIRST: dict[DialectName, int] = {"vega-lite": 200, "vega": 20}


def validate(spec: Any, dialect: DialectName) -> list[Fault]:
    """The faults of `spec`, in its own order; an empty list when it is valid.

    Costs microseconds for a valid spec and a third of a millisecond for one with faults; what a spec says first in a
    process is read from the schema, a millisecond or so. Data should be detached: time grows with inlined rows.
    """
    from chartkit.schema.plain_json import faults_of_json

    return faults_of_json(spec) or validator(dialect).faults(spec)


@cache
def validator(dialect: DialectName) -> Validator:
    """The one validator of this process for that dialect."""
    return Validator(dialect)


class Validator:
    """One dialect's schema, read and built when first needed."""

    def __init__(self, dialect: DialectName) -> None:
        self.dialect: DialectName = dialect
        self._n_walked = 0

    def prepare(self) -> None:
        """Build at once what then answers in microseconds, for a process with hundreds of specs to come."""
        self.is_valid({})
        self._n_walked = _WALKED_FIRST[self.dialect]

    def faults(self, spec: Any) -> list[Fault]:
        """The faults of a spec that is JSON, in its own order."""
        if self._n_walked >= _WALKED_FIRST[self.dialect] and self.is_valid(spec):
            return []
        self._n_walked += 1
        mistakes, is_sure = self.walk(spec)
        if not mistakes and (is_sure or self.is_valid(spec)):
            return []
        from chartkit.schema.wording import faults_of

        return faults_of(mistakes, spec, self.dialect) or [self._unexplained()]

    def walk(self, spec: Any) -> tuple[tuple[Mistake, ...], bool]:
        """The mistakes that a walk over the schema finds, and whether none means that the spec is valid."""
        from chartkit.schema.walker import Walker

        walker = Walker(self._shapes)
        return walker.mistakes(spec), walker.is_sure

    def is_valid(self, spec: Any) -> bool:
        """What jsonschema-rs says."""
        try:
            return self._engine.is_valid(spec)
        except ValueError:  # a subclass of str or float, or text that is no Unicode
            from chartkit.schema.plain_json import plain_copy

            return self._engine.is_valid(plain_copy(spec))

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The dialect's JSON schema; not to be changed."""
        import orjson

        return orjson.loads((data_folder("schemas") / _FILES[self.dialect]).read_bytes())

    @cached_property
    def _shapes(self) -> Shapes:
        from chartkit.schema.shapes import Shapes

        return Shapes(self.schema)

    @cached_property
    def _engine(self) -> jsonschema_rs.Draft7Validator:
        import jsonschema_rs

        return jsonschema_rs.Draft7Validator(self.schema, validate_formats=False)

    def _unexplained(self) -> Fault:
        language = "Vega-Lite" if self.dialect == "vega-lite" else "Vega"
        message = f"this is not valid {language}; the mistake is more than 60 levels deep."
        return Fault((), message, "nest views less deeply.", False, "CK305")
