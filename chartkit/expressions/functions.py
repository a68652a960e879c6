"""Every function and constant that an expression of Vega or Vega-Lite can name, and the fault of any other.

Source: the codegen of vega-expression 6, vega-functions 6 and vega-geo, and https://vega.github.io/vega/docs/expressions/
"""

from __future__ import annotations

import math
from typing import NamedTuple

from chartkit.expressions.syntax import Call, Expression, Identifier, Member, walk

CONSTANTS: dict[str, float] = {
    "NaN": math.nan,
    "E": math.e,
    "LN2": math.log(2),
    "LN10": math.log(10),
    "LOG2E": 1.4426950408889634,
    "LOG10E": 0.4342944819032518,
    "PI": math.pi,
    "SQRT1_2": math.sqrt(0.5),
    "SQRT2": math.sqrt(2),
    "MIN_VALUE": 5e-324,
    "MAX_VALUE": 1.7976931348623157e308,
}
"""Names that stand for a number."""

SCOPE = frozenset(["datum", "event", "item", "parent"])
"""Names that are no params: the row, and what an event or a mark is about."""

FUNCTIONS: frozenset[str] = frozenset(
    # numbers
    "isNaN isFinite abs acos asin atan atan2 ceil cos exp floor hypot log max min pow random round sin sqrt tan clamp"
    " cumulativeNormal cumulativeLogNormal cumulativeUniform densityNormal densityLogNormal densityUniform"
    " quantileNormal quantileLogNormal quantileUniform sampleNormal sampleLogNormal sampleUniform"
    # times
    " now utc datetime date day year month hours minutes seconds milliseconds time timezoneoffset quarter week"
    " dayofyear utcdate utcday utcyear utcmonth utchours utcminutes utcseconds utcmilliseconds utcquarter utcweek"
    " utcdayofyear timeOffset timeSequence utcOffset utcSequence timeUnitSpecifier"
    # types and text
    " isArray isBoolean isDate isDefined isNumber isObject isRegExp isString isTuple isValid toBoolean toDate toNumber"
    " toString parseFloat parseInt upper lower substring split trim btoa atob length pad truncate"
    " format timeFormat timeParse utcFormat utcParse monthFormat monthAbbrevFormat dayFormat dayAbbrevFormat"
    " regexp test if"
    # lists and objects
    " indexof join lastindexof replace reverse slice sort flush lerp merge peek pluck span inrange"
    " sequence extent clampRange indata data setdata inScope intersect modify encode treePath treeAncestors"
    # colours, scales, shapes, places
    " rgb lab hcl hsl luminance contrast bandwidth bandspace copy domain range invert scale gradient geoArea geoBounds"
    " geoCentroid geoShape geoScale pathShape panLinear panLog panPow panSymlog zoomLinear zoomLog zoomPow"
    " zoomSymlog"
    # events and the page
    " view item group xy x y pinchDistance pinchAngle screen containerSize windowSize lassoAppend lassoPath"
    " intersectLasso warn info debug"
    # selections of Vega-Lite
    " vlSelectionTest vlSelectionIdTest vlSelectionResolve vlSelectionTuples".split()
)
"""Names that can be called."""

NEWER: frozenset[str] = frozenset(
    # transitions
    "easeLinear easeQuad easeQuadIn easeQuadOut easeQuadInOut easeCubic easeCubicIn easeCubicOut easeCubicInOut"
    " easePoly easePolyIn easePolyOut easePolyInOut easeSin easeSinIn easeSinOut easeSinInOut easeExp easeExpIn"
    " easeExpOut easeExpInOut easeCircle easeCircleIn easeCircleOut easeCircleInOut easeBounce easeBounceIn"
    " easeBounceOut easeBounceInOut easeElastic easeElasticIn easeElasticOut easeElasticInOut easeBack easeBackIn"
    " easeBackOut easeBackInOut"
    # others
    " encodeURIComponent geoTranslate interpolateLinear isoweek utcisoweek".split()
)
"""Names that can be called in a later Vega 6 than the 6.2 that draws here."""


_EXACTLY_THREE = frozenset(["clamp", "if"])
_AT_LEAST_ONE = frozenset(
    "date day hours milliseconds minutes month seconds time timezoneoffset year"
    " utcdate utcday utchours utcmilliseconds utcminutes utcmonth utcseconds utcyear"
    " length lower split substring test trim upper"
    " bandwidth copy data domain gradient invert range scale"
    " geoArea geoBounds geoCentroid geoScale geoShape treeAncestors treePath".split()
)
"""How many arguments Vega refuses to go without; all others it takes as they come."""


LIBRARIES = frozenset(["Math", "math", "np", "numpy", "Number", "String", "Array", "Date", "Object", "JSON"])
"""What other languages call functions of; Vega's have no name before them."""


class FunctionFault(NamedTuple):
    """A call of something that is no function: the `message`, the way out, and the characters from and to."""

    message: str
    help: str | None
    start: int
    end: int


def functions_fault(expression: Expression) -> FunctionFault | None:
    """The first call in the tree that Vega refuses, or None."""
    for node in walk(expression):
        if not isinstance(node, Call):
            continue
        if not isinstance(node.callee, Identifier):
            message = "only a function's name can be called; values have no methods here."
            return FunctionFault(message, _as_function(node.callee), *_called(node.callee))
        name, start, end = node.callee
        if name in NEWER:
            message = f"{name!r} is a function of a later Vega than the one that draws here."
            return FunctionFault(message, None, start, end)
        if name not in FUNCTIONS:
            from chartkit.schema import hint

            message = f"{name!r} is no function of Vega."
            return FunctionFault(message, hint(name, sorted(FUNCTIONS), "functions") or None, start, end)
        if fault := _arguments_fault(name, node):
            return fault
    return None


def _called(callee: Expression) -> tuple[int, int]:
    """The method's name, or with it the library that it is called of."""
    if not isinstance(callee, Member) or callee.is_computed:
        return callee.start, callee.end
    is_of_library = isinstance(callee.object, Identifier) and callee.object.name in LIBRARIES
    return (callee if is_of_library else callee.property).start, callee.end


def _as_function(callee: Expression) -> str:
    """How a method's or a library's function is written here."""
    if isinstance(callee, Member) and isinstance(callee.object, Identifier) and isinstance(callee.property, Identifier):
        library, name = callee.object.name, callee.property.name
        if library in LIBRARIES and name in FUNCTIONS:
            return f"write {name}(…) for {library}.{name}(…)"
    return "write upper(datum.x) for datum.x.toUpperCase()"


def _arguments_fault(name: str, call: Call) -> FunctionFault | None:
    n = len(call.arguments)
    if name in _EXACTLY_THREE and n != 3:
        help = "if(test, then, otherwise)" if name == "if" else "clamp(value, least, greatest)"
        return FunctionFault(f"{name}() takes three arguments; found {n}.", help, call.start, call.end)
    if name in _AT_LEAST_ONE and not n:
        return FunctionFault(f"{name}() takes an argument; found none.", None, call.start, call.end)
    return None
