"""Powers as browsers compute them: takes a base and a whole exponent, gives V8's double, the last bit included.

**Source**: V8's `Math.pow`, measured for every power of ten that a double holds. It is not always the nearest double.
"""

from __future__ import annotations

import math

_ONE_BELOW = frozenset(
    int(exponent)
    for exponent in """
    -306 -222 -166 -138 -128 -122 -111 -101 -63 -32 -17 -5 -4
    26 36 42 70 95 96 136 142 191 218 232 242 244 260 279 284 290 294
    """.split()
)
_ONE_ABOVE = frozenset(
    int(exponent)
    for exponent in """
    -307 -303 -278 -268 -246 -207 -163 -148 -145 -106 -104 -88 -76 -57 -39 -29 -24 -23 -21 -20
    29 34 39 49 58 61 111 126 165 166 169 187 210 215 225 273 274 275
    """.split()
)


def power(base: float, exponent: int) -> float:
    """`base` to the `exponent`; exact for powers of two, V8's own double for ten.

    >>> power(10, -4), power(10, -3)
    (9.999999999999999e-05, 0.001)
    """
    if base != 10:
        return math.pow(base, exponent)
    nearest = float(f"1e{exponent}")
    if exponent in _ONE_BELOW:
        return math.nextafter(nearest, 0)
    return math.nextafter(nearest, math.inf) if exponent in _ONE_ABOVE else nearest
