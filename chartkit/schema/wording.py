"""Words a mistake: what is wrong in Vega-Lite's own words, where in plain language, and the way out."""

from __future__ import annotations

from math import isfinite
from typing import Any, cast

from chartkit.diagnostics import listed, shown
from chartkit.schema.dialect import DialectName
from chartkit.schema.fault import Fault
from chartkit.schema.json_types import OBJECT_WORD, WORDS, json_type
from chartkit.schema.mistakes import Mistake
from chartkit.schema.places import Places
from chartkit.schema.suggestions import did_you_mean
from chartkit.schema.ways_out import way_out_of_key, way_out_of_value

_MOST_LISTED = 12
_LONGEST_VALUE = 40


def faults_of(mistakes: tuple[Mistake, ...], spec: Any, dialect: DialectName) -> list[Fault]:
    """The faults that tell the author of `spec` about its mistakes, whose paths are from the spec's root."""
    meant = {mistake.path: mistake.meant for mistake in mistakes if mistake.meant}
    places = Places(spec, dialect, meant)
    return list(dict.fromkeys(_worded(mistake, places) for mistake in mistakes))


def _worded(mistake: Mistake, places: Places) -> Fault:
    match mistake.kind:
        case "key":
            return _unknown_key(mistake, places)
        case "missing":
            return _missing(mistake, places)
        case "limit":
            return _limit(mistake, places)
        case "value":
            return _wrong_value(mistake, places)


def _unknown_key(mistake: Mistake, places: Places) -> Fault:
    *_, key = mistake.path
    owner = mistake.path[:-1]
    noun = places.noun_of_keys(owner)
    question = f"did you mean {mistake.meant!r}?" if mistake.meant else None
    listable = 0 < len(mistake.names) <= _MOST_LISTED
    allowed = f"allowed: {', '.join(map(repr, mistake.names))}" if listable else None
    known = " ".join(part for part in (question, allowed) if part)
    place = way_out_of_key(mistake.path, places.value(())) if places.is_lite else None
    help = place or known or places.documentation(owner)
    return Fault(mistake.path, f"{places.name(owner)} has no {noun} {json_words(str(key))}.", help, True, "CK301")


def _missing(mistake: Mistake, places: Places) -> Fault:
    owner = places.name(mistake.path)
    if mistake.any_name and len(mistake.names) > 1:
        message = f"{owner} needs one of {listed(mistake.names, 'or')}."
    else:
        message = f"{owner} needs {listed(mistake.names)}."
    return Fault(mistake.path, message, places.documentation(mistake.path), False, "CK304")


def _limit(mistake: Mistake, places: Places) -> Fault:
    found = json_words(places.value(mistake.path))
    message = f"{places.name(mistake.path)} {mistake.rule}; found {found}."
    return Fault(mistake.path, message, None, False, "CK302")


def _wrong_value(mistake: Mistake, places: Places) -> Fault:
    value: Any = places.value(mistake.path)
    words = [one for one in mistake.values if isinstance(one, str)]
    allowed = [*map(json_words, mistake.values), *_plain_types(mistake.types)]
    is_other_object = OBJECT_WORD in allowed or all(map(_is_object_or_null, mistake.types))
    if isinstance(value, dict) and mistake.names and is_other_object:
        return _missing(mistake, places)
    if not isinstance(value, str) or not words or not mistake.path:
        message = f"{places.name(mistake.path)} is {_alternatives(allowed)}; found {json_words(cast(object, value))}."
        help = way_out_of_value(mistake.path, value, mistake.types, places.is_lite)
        return Fault(mistake.path, message, help, False, "CK303")
    question = did_you_mean(value, words)
    every = f"allowed: {', '.join(allowed)}" if len(allowed) <= _MOST_LISTED else None
    plain = None if question else way_out_of_value(mistake.path, value, mistake.types, places.is_lite)
    help = plain or " ".join(part for part in (question, every) if part) or places.documentation(mistake.path)
    return Fault(mistake.path, places.refusal(mistake.path, json_words(value)), help, False, "CK302")


def _is_object_or_null(word: str) -> bool:
    return word.startswith(OBJECT_WORD) or word == WORDS["null"]


def json_words(value: object) -> str:
    """A value as a message shows it, cut when it is long.

    >>> json_words("bar"), json_words(5), json_words(None), json_words([1, 2])
    ("'bar'", 'the number 5', 'null', 'a list')
    """
    kind = json_type(value)
    if kind in ("array", "object"):
        return "a list" if kind == "array" else OBJECT_WORD
    if isinstance(value, float) and not isfinite(value):
        return f"{value}, which is no number in JSON"
    if kind == "number":
        return f"the number {value!r:.{_LONGEST_VALUE}}"
    if kind == "string":
        return shown(value, _LONGEST_VALUE)
    if kind == "boolean":
        return str(value).lower()
    return "null" if value is None else f"a value of type {kind}"


def _plain_types(types: tuple[str, ...]) -> list[str]:
    """The kinds of thing, objects said once when there are many sorts of them."""
    objects = [word for word in types if word.startswith(OBJECT_WORD)]
    others = [part for word in types if word not in objects for part in word.split(" or ")]
    return [
        *others,
        *(objects if len(objects) <= 2 and OBJECT_WORD not in objects else objects and [OBJECT_WORD]),
    ]


def _alternatives(allowed: list[str]) -> str:
    if len(allowed) > _MOST_LISTED:
        allowed = [*allowed[: _MOST_LISTED - 1], f"{len(allowed) - _MOST_LISTED + 1} more"]
    return " or ".join(part for part in (", ".join(allowed[:-1]), *allowed[-1:]) if part)
