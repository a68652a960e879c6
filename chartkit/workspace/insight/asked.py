"""What the page asks of insight: takes the body of a request, gives records that are right, or a sentence."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from chartkit.diagnostics import ChartkitError, listed, shown
from chartkit.runs.coloring.key_colors import Y_VALUES
from chartkit.runs.coloring.values import YValue
from chartkit.runs.faults import typed

CODE = "CK930"
MOST_AXES = 40
FEWEST_LISTED = 40
MOST_LISTED = 1_000


class AskedAxis(NamedTuple):
    """One axis of parallel coordinates."""

    key: str
    y: YValue
    is_log: bool
    is_inverted: bool


class AskedParallel(NamedTuple):
    """Parallel coordinates of some runs, or of all."""

    runs: tuple[str, ...] | None
    axes: tuple[AskedAxis, ...]
    is_bare: bool
    """True where the page writes names and labels itself."""


class AskedImportance(NamedTuple):
    """How much the settings matter for a metric, over some runs or all."""

    runs: tuple[str, ...] | None
    key: str
    y: YValue
    search: str = ""
    """What the names of the settings that are listed have in them, in any case."""
    limit: int = FEWEST_LISTED
    """How many are listed at most."""


def asked_parallel(body: object) -> AskedParallel:
    """`{axes: [{key, y?, is_log?, is_inverted?}], runs?, is_bare?}`. Raises `ChartkitError`."""
    said = _object(body, "parallel coordinates")
    axes: object = said.get("axes")
    if not isinstance(axes, list) or not 1 <= len(cast(list[Any], axes)) <= MOST_AXES:
        raise _refused(f"axes is a list of 1 to {MOST_AXES} axes; found {typed(said.get('axes'))}.")
    return AskedParallel(_runs(said), tuple(map(_axis, cast(list[Any], axes))), _flag(said, "is_bare"))


def asked_importance(body: object) -> AskedImportance:
    """`{key, y?, runs?, search?, limit?}`. Raises `ChartkitError`."""
    said = _object(body, "importance")
    search, limit = said.get("search", ""), said.get("limit", FEWEST_LISTED)
    if not isinstance(search, str):
        raise _refused(f"search is a part of a setting's name; found {typed(search)}.")
    if type(limit) is not int or not 1 <= limit <= MOST_LISTED:
        raise _refused(f"limit is a whole number from 1 to {MOST_LISTED:,}; found {typed(limit)}.")
    return AskedImportance(_runs(said), _key(said), _y(said), search, limit)


def _axis(one: object) -> AskedAxis:
    said = _object(one, "an axis")
    return AskedAxis(_key(said), _y(said), _flag(said, "is_log"), _flag(said, "is_inverted"))


def _object(body: object, what: str) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise _refused(f"{what} is asked for by an object; found {typed(body)}.")
    return cast(dict[str, Any], body)


def _key(said: dict[str, Any]) -> str:
    key = said.get("key")
    if not isinstance(key, str) or not key:
        raise _refused(f"key is a metric or a key of the config, as text; found {typed(key)}.")
    return key


def _y(said: dict[str, Any]) -> YValue:
    y = said.get("y", "latest")
    if y not in Y_VALUES:
        raise _refused(f"y is {listed(Y_VALUES, 'or')}; found {shown(y)}.")
    return y


def _flag(said: dict[str, Any], name: str) -> bool:
    flag = said.get(name, False)
    if not isinstance(flag, bool):
        raise _refused(f"{name} is true or false; found {typed(flag)}.")
    return flag


def _runs(said: dict[str, Any]) -> tuple[str, ...] | None:
    runs: object = said.get("runs")
    if runs is None:
        return None
    if not isinstance(runs, list) or not all(isinstance(one, str) for one in cast(list[Any], runs)):
        raise _refused(f"runs is a list of ids; found {typed(said.get('runs'))}.")
    return tuple(dict.fromkeys(cast(list[str], runs)))


def _refused(message: str) -> ChartkitError:
    return ChartkitError.of(CODE, message)
