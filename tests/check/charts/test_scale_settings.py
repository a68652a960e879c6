"""Settings that do nothing, against Vega-Lite: the compiled chart is the same with and without each."""

from __future__ import annotations

import json
from typing import Any

import pytest
import vl_convert

from chartkit.check.charts.scale_settings import idle_settings, type_of
from chartkit.check.charts.scales import scales_of
from chartkit.compiler.views import views_of

NUMBER, TIME, NAME = (
    {"field": "abc"[i], "type": type_} for i, type_ in enumerate(["quantitative", "temporal", "nominal"])
)
VALUES: dict[str, Any] = {
    "align": 0.3,
    "base": 3,
    "bins": [1, 2, 3],
    "clamp": True,
    "constant": 2,
    "domainMax": 50,
    "domainMid": 5,
    "domainMin": 1,
    "exponent": 3,
    "interpolate": "hsl",
    "nice": 7,
    "padding": 3,
    "paddingInner": 0.3,
    "paddingOuter": 0.4,
    "rangeMax": 77,
    "rangeMin": 11,
    "round": True,
    "scheme": "blues",
    "zero": True,
}
SCALES = [
    *(("x", NUMBER, {"type": type_} if type_ else {}) for type_ in ("", "log", "pow", "sqrt", "symlog")),
    *[("x", TIME, {}), ("x", NAME, {}), ("x", NAME, {"type": "band"}), ("y", NAME, {"type": "point"})],
    *[("color", NUMBER, {}), ("color", NAME, {}), ("color", TIME, {}), ("size", NUMBER, {}), ("shape", NAME, {})],
]


def spec_of(channel: str, definition: dict[str, Any], scale: dict[str, Any]) -> dict[str, Any]:
    other = {"y" if channel == "x" else "x": {"field": "d", "type": "quantitative"}}
    return {
        "data": {"values": [{"a": 1, "b": "2020-01-01", "c": "u", "d": 2}]},
        "mark": "bar" if scale.get("type") == "band" else "point",
        "encoding": {**other, channel: {**definition, "scale": {"reverse": False, **scale}}},
    }


def compiled(spec: dict[str, Any]) -> str:
    return json.dumps(vl_convert.vegalite_to_vega(spec, vl_version="6.4"), sort_keys=True)


@pytest.mark.parametrize(("channel", "definition", "scale"), SCALES)
def test_exactly_what_vega_lite_leaves_out_is_idle(
    channel: str, definition: dict[str, Any], scale: dict[str, Any]
) -> None:
    plain = spec_of(channel, definition, scale)
    (found,) = scales_of(views_of(plain), channel)
    kind = type_of(found)
    assert kind is not None
    without = compiled(plain)
    left_out = {
        key for key, value in VALUES.items() if compiled(spec_of(channel, definition, {**scale, key: value})) == without
    }
    mine = set(idle_settings(found, kind))
    assert mine - left_out == set()
    # Not claimed: zero on a log scale, which has a rule of its own, and what a range of its own decides.
    assert left_out - mine <= {"zero", "rangeMin", "rangeMax", "paddingInner"}
