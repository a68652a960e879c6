"""What a page asks of line panels: takes the JSON of a request, gives it checked, every fault of it named."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast, get_args

from chartkit.diagnostics import ChartkitError, Diagnostic, listed, shown
from chartkit.schema import did_you_mean

Smoothing = Literal["none", "ema", "average", "gaussian"]
Band = Literal["none", "minmax", "stdev", "stderr"]
STEP, PROCESS, WALL_RELATIVE, WALL = "_step", "_runtime", "relative", "_timestamp"
"""The x axes that are no metric: step, seconds since `init`, seconds since the run's first row, seconds since 1970."""
MOST_PANELS = 200
MOST_RUNS = 20_000
_MOST_KEYS = 100
_MOST_WIDE_PX = 8_192
_MOST_POINTS = 400_000
_CODE = "CK911"


class AskedPanel(NamedTuple):
    """One panel."""

    id: str
    keys: tuple[str, ...]
    x: str = STEP
    range: tuple[float, float] | None = None
    """The part of x that is shown; None for all."""
    y_range: tuple[float | None, float | None] = (None, None)
    """The ends of y; None for one that the values tell."""
    x_log: bool = False
    y_log: bool = False
    width_px: int = 400
    points: int = 6_000
    """About how many points the panel draws; what is left out never changes which pixels of a single line are drawn."""
    smoothing: Smoothing = "none"
    weight: float = 0.0
    """Of `ema` between 0 and 1; of `average` points of the window, of `gaussian` points of the standard deviation."""
    raw: bool = True
    """Whether the unsmoothed line stays, faint."""
    group: tuple[str, ...] = ()
    """Fields by whose values runs are taken together, such as `config.lr`."""
    band: Band = "minmax"
    outliers: bool = True
    """Whether the y axis has room for outliers."""
    known: Mapping[str, Any] = {}
    """Of lines that the page has: how many points they had and the last x, to be given only what is new."""


class Asked(NamedTuple):
    """All that one request asks."""

    panels: tuple[AskedPanel, ...]
    runs: tuple[str, ...]


def asked(body: object) -> Asked:
    """The request's body, checked. Raises `ChartkitError` with every fault."""
    if not isinstance(body, dict):
        raise ChartkitError.of(_CODE, f"lines are asked for by an object of panels and runs; found {shown(body)}.")
    given = cast(dict[str, Any], body)
    faults: list[Diagnostic] = []
    panels = _list(given, "panels", MOST_PANELS, faults)
    runs = _texts(given, "runs", MOST_RUNS, "the request", faults)
    found = tuple(_panel(one, number, faults) for number, one in enumerate(panels))
    if faults:
        raise ChartkitError(faults)
    return Asked(found, runs)


def _panel(given: object, number: int, faults: list[Diagnostic]) -> AskedPanel:
    where = f"panel {number}"
    if not isinstance(given, dict):
        faults.append(Diagnostic(_CODE, f"{where} is an object; found {shown(given)}."))
        return AskedPanel("", ())
    panel = cast(dict[str, Any], given)
    for name in panel.keys() - set(AskedPanel._fields):
        near = did_you_mean(name, list(AskedPanel._fields))
        faults.append(Diagnostic(_CODE, f"{where} has no setting {shown(name)}.", help=near))
    keys = _texts(panel, "keys", _MOST_KEYS, where, faults)
    smoothing = _choice(panel, "smoothing", get_args(Smoothing), where, faults)
    return AskedPanel(
        id=_text(panel, "id", str(number), where, faults),
        keys=keys,
        x=_text(panel, "x", STEP, where, faults),
        range=_ends(panel, "range", where, faults),
        y_range=_open_ends(panel, "y_range", where, faults),
        x_log=_flag(panel, "x_log", False, where, faults),
        y_log=_flag(panel, "y_log", False, where, faults),
        width_px=int(_number(panel, "width_px", 400, 1, _MOST_WIDE_PX, where, faults)),
        points=int(_number(panel, "points", 6_000, 100, _MOST_POINTS, where, faults)),
        smoothing=cast(Smoothing, smoothing or "none"),
        weight=_number(panel, "weight", 0, 0, 1 if smoothing == "ema" else 10_000, where, faults),
        raw=_flag(panel, "raw", True, where, faults),
        group=_texts(panel, "group", 10, where, faults),
        band=cast(Band, _choice(panel, "band", get_args(Band), where, faults) or "minmax"),
        outliers=_flag(panel, "outliers", True, where, faults),
        known=_known(panel, where, faults),
    )


def _list(given: Mapping[str, Any], name: str, most: int, faults: list[Diagnostic]) -> Sequence[Any]:
    found: object = given.get(name, [])
    if isinstance(found, list) and len(cast(list[Any], found)) <= most:
        return cast(list[Any], found)
    faults.append(Diagnostic(_CODE, f"{name} is a list of at most {most:,}; found {_shown(found)}."))
    return []


def _texts(given: Mapping[str, Any], name: str, most: int, where: str, faults: list[Diagnostic]) -> tuple[str, ...]:
    found = _list(given, name, most, faults)
    if all(isinstance(one, str) for one in found):
        return tuple(dict.fromkeys(found))
    faults.append(Diagnostic(_CODE, f"{name} of {where} is a list of texts; found {shown(found)}."))
    return ()


def _text(given: Mapping[str, Any], name: str, otherwise: str, where: str, faults: list[Diagnostic]) -> str:
    found = given.get(name, otherwise)
    if not isinstance(found, str):
        faults.append(Diagnostic(_CODE, f"{name} of {where} is a text; found {shown(found)}."))
        return otherwise
    return found


def _flag(given: Mapping[str, Any], name: str, otherwise: bool, where: str, faults: list[Diagnostic]) -> bool:
    found = given.get(name, otherwise)
    if not isinstance(found, bool):
        faults.append(Diagnostic(_CODE, f"{name} of {where} is true or false; found {shown(found)}."))
    return found is True


def _number(
    given: Mapping[str, Any],
    name: str,
    otherwise: float,
    least: float,
    most: float,
    where: str,
    faults: list[Diagnostic],
) -> float:
    found = given.get(name, otherwise)
    if type(found) not in (int, float) or not least <= found <= most:
        message = f"{name} of {where} is a number from {least:,g} to {most:,g}; found {shown(found)}."
        faults.append(Diagnostic(_CODE, message))
        return otherwise
    return float(found)


def _choice(
    given: Mapping[str, Any], name: str, choices: Sequence[str], where: str, faults: list[Diagnostic]
) -> str | None:
    found = given.get(name)
    if found is not None and found not in choices:
        faults.append(Diagnostic(_CODE, f"{name} of {where} is one of {listed(choices)}; found {shown(found)}."))
        return None
    return found


def _ends(given: Mapping[str, Any], name: str, where: str, faults: list[Diagnostic]) -> tuple[float, float] | None:
    found: object = given.get(name)
    if found is None:
        return None
    ends = cast(list[Any], found) if isinstance(found, list) else []
    are_numbers = len(ends) == 2 and all(type(end) in (int, float) and math.isfinite(end) for end in ends)
    if not are_numbers or not ends[0] < ends[1]:
        message = f"{name} of {where} is two numbers, the lower first; found {_shown(found)}."
        faults.append(Diagnostic(_CODE, message))
        return None
    return float(ends[0]), float(ends[1])


def _open_ends(
    given: Mapping[str, Any], name: str, where: str, faults: list[Diagnostic]
) -> tuple[float | None, float | None]:
    found: object = given.get(name)
    if found is None:
        return None, None
    ends = cast(list[Any], found) if isinstance(found, list) else []
    are_ends = all(end is None or (type(end) in (int, float) and math.isfinite(end)) for end in ends)
    if len(ends) != 2 or not are_ends or (None not in ends and ends[0] >= ends[1]):
        message = f"{name} of {where} is two numbers or nulls, the lower first; found {_shown(found)}."
        faults.append(Diagnostic(_CODE, message))
        return None, None
    return ends[0], ends[1]


def _known(given: Mapping[str, Any], where: str, faults: list[Diagnostic]) -> Mapping[str, Any]:
    found: object = given.get("known", {})
    if not isinstance(found, dict):
        faults.append(Diagnostic(_CODE, f"known of {where} is an object by line; found {shown(found)}."))
        return {}
    return cast(dict[str, Any], found)


def _shown(value: Any) -> str:
    return shown(value)
