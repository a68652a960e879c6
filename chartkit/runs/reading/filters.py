"""W&B's filters of runs, in MongoDB's words, as one function from a run to yes or no.

Takes the dict that a script gives to `Api().runs(filters=…)`; gives a predicate. All of it is read before the first
run is: a word that means nothing is said at once.

Source: W&B's public API reference (`Api.runs`), MongoDB's query operators.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from chartkit.diagnostics import Diagnostic, RunError, shown
from chartkit.runs.faults import typed
from chartkit.runs.reading.comparison import Test, compared, contains, equal, is_there, matches
from chartkit.runs.reading.fields import Listed, canonical, field_of
from chartkit.schema import did_you_mean

Predicate = Callable[[Listed], bool]
UNKNOWN_OPERATOR = "CK636"
WRONG_OPERAND = "CK637"
_WHERE = "Api.runs(filters=…)"
_JOINED = ("$and", "$or", "$nor")
_DEEPEST = 50


def predicate(filters: object, depth: int = 0) -> Predicate:
    """True for the runs that `filters` lets through. Raises `RunError` for words and values that say nothing."""
    if not isinstance(filters, Mapping):
        raise _wrong(f"takes a dict of fields and conditions; found {typed(filters)}.")
    if depth > _DEEPEST:
        raise _wrong(f"is nested over {_DEEPEST} deep.")
    parts = [_part(key, value, depth) for key, value in cast(Mapping[Any, Any], filters).items()]
    return _all(parts)


def _part(key: object, value: object, depth: int) -> Predicate:
    if key in _JOINED:
        if not isinstance(value, list | tuple) or not value:
            raise _wrong(f"{key} takes a list of filters; found {typed(cast(object, value))}.")
        parts = [predicate(one, depth + 1) for one in cast(list[object], value)]
        return _all(parts) if key == "$and" else _any(parts) if key == "$or" else _none(parts)
    if key == "$not":
        return _none([predicate(value, depth + 1)])
    if isinstance(key, str) and key.startswith("$"):
        raise RunError(_unknown_operator(key, [*_JOINED, "$not"], "before any field"))
    field = field_of(key, _WHERE)
    test = _condition(str(key), value, depth)
    return lambda run: test(field(run))


def _condition(name: str, value: object, depth: int) -> Test:
    """The test of one field's value: a dict of operators, or what the value is to equal."""
    if not isinstance(value, Mapping):
        return equal(_operand(name, value))
    words = cast(Mapping[Any, Any], value)
    if not any(isinstance(word, str) and word.startswith("$") for word in words):
        return equal(dict(words))
    if depth > _DEEPEST:
        raise _wrong(f"is nested over {_DEEPEST} deep.")
    tests = [_operator(name, word, operand, words, depth) for word, operand in words.items() if word != "$options"]
    return tests[0] if len(tests) == 1 else lambda found: all(test(found) for test in tests)


def _operator(name: str, word: object, operand: Any, words: Mapping[Any, Any], depth: int) -> Test:
    if word == "$not":
        inner = _condition(name, operand, depth + 1)
        return lambda found: not inner(found)
    if word in ("$eq", "$ne"):
        same = equal(_operand(name, operand))
        return same if word == "$eq" else lambda found: not same(found)
    if word in ("$in", "$nin"):
        return _membership(name, str(word), operand)
    if word in ("$gt", "$gte", "$lt", "$lte"):
        return compared(str(word), _operand(name, operand))
    if word == "$exists":
        return is_there(bool(operand))
    if word == "$regex":
        return matches(_pattern(operand, words.get("$options", "")))
    if word == "$contains":
        return contains(operand)
    known = ["$not", "$eq", "$ne", "$in", "$nin", "$gt", "$gte", "$lt", "$lte", "$exists", "$regex", "$contains"]
    raise RunError(_unknown_operator(word, known, f"for the field {shown(name)}"))


def _membership(name: str, word: str, operand: object) -> Test:
    if not isinstance(operand, list | tuple | set | frozenset):
        raise _wrong(f"{word} takes a list of values; found {typed(operand)}.")
    tests = [equal(_operand(name, one)) for one in cast(list[object], operand)]
    if word == "$in":
        return lambda found: any(test(found) for test in tests)
    return lambda found: not any(test(found) for test in tests)


def _operand(name: str, value: Any) -> Any:
    """The value to compare with: times of `created_at` as the text that runs have."""
    if canonical(name) != "created_at" or not isinstance(value, str | datetime):
        return value
    try:
        time = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except ValueError:
        raise _wrong(f"compares created_at with a time in ISO 8601; found {shown(value)}.") from None
    return time


def _pattern(operand: object, options: object) -> re.Pattern[str]:
    if isinstance(operand, re.Pattern):
        return cast("re.Pattern[str]", operand)
    if not isinstance(operand, str):
        raise _wrong(f"$regex takes text; found {typed(operand)}.")
    try:
        return re.compile(operand, re.IGNORECASE if isinstance(options, str) and "i" in options else 0)
    except re.error as error:
        raise _wrong(f"$regex {shown(operand)} is no regular expression: {error}.") from None


def _all(parts: list[Predicate]) -> Predicate:
    if not parts:
        return lambda run: True
    first, *others = parts
    rest = _all(others) if others else None
    return first if rest is None else lambda run: first(run) and rest(run)


def _any(parts: list[Predicate]) -> Predicate:
    return lambda run: any(part(run) for part in parts)


def _none(parts: list[Predicate]) -> Predicate:
    return lambda run: not any(part(run) for part in parts)


def _wrong(what: str) -> RunError:
    return RunError.of(WRONG_OPERAND, f"{_WHERE} {what}" if not what.startswith("$") else f"{_WHERE}: {what}")


def _unknown_operator(word: object, known: list[str], place: str) -> Diagnostic:
    message = f"{_WHERE} has the operator {shown(word)} {place}, which is none."
    near = did_you_mean(str(word), known)
    return Diagnostic(UNKNOWN_OPERATOR, message, help=near or f"operators there are {', '.join(known)}.")
