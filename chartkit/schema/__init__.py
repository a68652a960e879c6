"""Is this a valid Vega-Lite or Vega spec, and if not, which mistake did its author make?

Takes a spec with its data detached, gives faults with the path of the key or value and a sentence on each.
Also near names for any word.
"""

from chartkit.schema.dialect import MAJOR, Dialect, DialectName, dialect_of, is_schema_address
from chartkit.schema.fault import Fault
from chartkit.schema.suggestions import did_you_mean, hint, nearest
from chartkit.schema.validator import validate

__all__ = [
    "MAJOR",
    "Dialect",
    "DialectName",
    "Fault",
    "dialect_of",
    "did_you_mean",
    "hint",
    "is_schema_address",
    "nearest",
    "validate",
]
