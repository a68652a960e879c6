"""Words a mistake: what is wrong in Vega-Lite's own words, where in plain language, and the way out."""

from __future__ import annotations

from math import isfinite
from typing import Any, cast

from chartkit.diagnostics import listed, shown
from chartkit.schema.dialect import DialectName
from chartkit.schema.fault import Fault
from chartkit.schema.json_types import OBJECT_WORD, WORDS, json_type
from chartkit.schema.misplaced import place_of, place_of_value
from chartkit.schema.mistakes import Mistake
from chartkit.schema.places import Places
from chartkit.schema.suggestions import distance_between, is_slip, nearest
from chartkit.schema.synonyms import meant_by, meant_by_part
from chartkit.schema.ways_out import way_out_of_both, way_out_of_key, way_out_of_missing, way_out_of_value

_MOST_LISTED = 12
_LONGEST_VALUE = 40
_OTHER_WORD = 0.75
_USUAL = ("bar", "line", "area", "point", "mean", "sum", "quantitative")
"""The words that are meant before others as near."""


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
    if mistake.rival:
        first, second = (name for name in places.value(owner) if name in (key, mistake.rival))
        name = "a transform" if owner[-2:-1] == ("transform",) else places.name(owner)
        message = f"{name} has both {first!r} and {second!r}; it takes one of them."
        return Fault(mistake.path, message, way_out_of_both(owner, str(key), mistake.rival), True, "CK301")
    noun = places.noun_of_keys(owner)
    question = f"did you mean {mistake.meant!r}?" if mistake.meant else None
    listable = 0 < len(mistake.names) <= _MOST_LISTED
    allowed = f"allowed: {', '.join(map(repr, mistake.names))}" if listable else None
    known = " ".join(part for part in (question, allowed) if part)
    place = _place(mistake, places) if places.is_lite else None
    help = place or known or places.documentation(owner)
    return Fault(mistake.path, f"{places.name(owner)} has no {noun} {json_words(str(key))}.", help, True, "CK301")


def _place(mistake: Mistake, places: Places) -> str | None:
    """Where the key belongs, or what it is called now."""
    known = way_out_of_key(mistake.path, places.value(()))
    key = str(mistake.path[-1])
    is_meant = mistake.meant and (is_slip(key, mistake.meant) or distance_between(key, mistake.meant) is None)
    return known if known or is_meant else place_of(mistake, places.value(mistake.path[:-1]))


def _missing(mistake: Mistake, places: Places) -> Fault:
    owner = places.name(mistake.path)
    if mistake.any_name and len(mistake.names) > 1:
        message = f"{owner} needs one of {listed(mistake.names, 'or')}."
    else:
        message = f"{owner} needs {listed(mistake.names)}."
    value = places.value(mistake.path)
    known = way_out_of_missing(mistake.names, value, mistake.any_name) if places.is_lite else None
    return Fault(mistake.path, message, known or places.documentation(mistake.path), False, "CK304")


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
        help = way_out_of_value(mistake.path, value, allowed, mistake.reshape, places.is_lite)
        help = help or place_of_value(mistake, value)
        return Fault(mistake.path, message, help, False, "CK303")
    question = _question(value, words)
    every = f"allowed: {', '.join(allowed)}" if len(allowed) <= _MOST_LISTED else None
    plain = None if question else way_out_of_value(mistake.path, value, allowed, mistake.reshape, places.is_lite)
    help = plain or " ".join(part for part in (question, every) if part) or places.documentation(mistake.path)
    return Fault(mistake.path, places.refusal(mistake.path, json_words(value)), help, False, "CK302")


def _question(word: str, words: list[str]) -> str | None:
    """The question that names what `word` means elsewhere, or the nearest of `words`: all that are equally near."""
    near = [(distance_between(word, each) or 0.0, each) for each in nearest(word, words)]
    meant = meant_by(word, words) if not near or near[0][0] >= _OTHER_WORD else []
    if not near and not meant:
        meant = meant_by_part(word, words)
    alike = meant[:1] or sorted((each for distance, each in near if distance == near[0][0]), key=_is_rare)
    return f"did you mean {'? or '.join(map(repr, alike))}?" if alike else None


def _is_rare(word: str) -> bool:
    return word not in _USUAL


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
