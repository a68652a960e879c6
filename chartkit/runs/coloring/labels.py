"""Numbers in words: takes edges of buckets, gives their ranges with `Min` and `Max` at the open ends; or takes values.

Numbers read as the page writes them (`web/src/format/numbers.ts`); a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise
from math import ceil, inf, log10
from sys import float_info
from typing import Literal

Unit = Literal["number", "seconds", "time"]
_UNITS = ((120.0, 1.0, "s"), (7_200.0, 60.0, "min"), (172_800.0, 3_600.0, "h"), (float("inf"), 86_400.0, "d"))
_PLAIN_BELOW = 1e15
_PLAIN_FROM = 1e-4
_MOST_DIGITS = 17
_DIGITS = 6
_LARGEST = float_info.max
_EXACT = Context(prec=50, rounding=ROUND_HALF_UP)


def range_labels(edges: Sequence[float], unit: Unit = "number") -> list[str]:
    """One label for each bucket between the edges, which are evenly spaced; two edges never read the same.

    >>> range_labels([0.7629, 0.7824])
    ['Min – 0.7629', '0.7629 – 0.7824', '0.7824 – Max']
    """
    texts = ["Min", *texts_of(edges, unit), "Max"]
    return [f"{low} – {high}" for low, high in pairwise(texts)]


def texts_of(edges: Sequence[float], unit: Unit = "number") -> list[str]:
    """Numbers in words, as many digits as tell them apart; seconds in one unit for all, times in UTC."""
    if not edges:
        return []
    if unit == "time" and (times := _times(edges)) is not None:
        return times
    if unit == "seconds":
        most = max(map(abs, edges))
        _, in_unit, name = next(one for one in _UNITS if most < one[0])
        return [f"{text} {name}" for text in _numbers([edge / in_unit for edge in edges])]
    return _numbers(edges)


def text_of(number: float, unit: Unit = "number") -> str:
    """One number in words, to six digits; a time in UTC.

    >>> text_of(0.1 + 0.2), text_of(12000.0), text_of(90.0, "seconds"), text_of(0.0, "time")
    ('0.3', '12,000', '90 s', '1970-01-01 00:00:00')
    """
    if unit == "time" and (times := _times([number])) is not None:
        return times[0]
    if unit == "seconds" and abs(number) <= _LARGEST:
        _, in_unit, name = next(one for one in _UNITS if abs(number) < one[0])
        return f"{number_text(number / in_unit)} {name}"
    return number_text(number)


def number_text(number: float, digits: int = _DIGITS) -> str:
    """As many digits as count, without zeros at the end; before the point all of them, in threes.

    >>> number_text(1234567), number_text(0.763912, 4), number_text(1.5e-7)
    ('1,234,567', '0.7639', '1.5e-7')
    """
    if number != number:
        return "NaN"
    if number in (inf, -inf):
        return "∞" if number > 0 else "−∞"
    if not number:
        return "0"
    if not _PLAIN_FROM <= abs(number) < _PLAIN_BELOW:
        rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(number))
        return _exponent(f"{rounded.normalize():e}")
    if number == int(number):
        return f"{int(number):,}"
    decimals = max(0, digits - 1 - Decimal(repr(float(number))).adjusted())
    text = f"{Decimal(number).quantize(Decimal(1).scaleb(-decimals), context=_EXACT):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _numbers(edges: Sequence[float]) -> list[str]:
    most, least = max(map(abs, edges)), min((abs(edge) for edge in edges if edge), default=1.0)
    if most >= _PLAIN_BELOW or (least < _PLAIN_FROM and most < 1000 * _PLAIN_FROM):
        return _told_apart(edges, 2, lambda edge, digits: _exponent(f"{edge:.{digits}e}"))
    width = (max(edges) - min(edges)) / (len(edges) - 1) if len(edges) > 1 else most / 10
    decimals = max(0, ceil(-log10(width)) + 2) if width else 0
    return _without_zeros(_told_apart(edges, decimals, lambda edge, digits: f"{edge:,.{digits}f}"))


def _exponent(text: str) -> str:
    """A number with an exponent as JavaScript writes it.

    >>> _exponent("1.50e-07"), _exponent("1e+20")
    ('1.50e-7', '1e20')
    """
    mantissa, exponent = text.split("e")
    return f"{mantissa}e{int(exponent)}"


def _told_apart(edges: Sequence[float], digits: int, text: Callable[[float, int], str]) -> list[str]:
    texts = [text(edge, digits) for edge in edges]
    while len(set(texts)) < len(set(edges)) and digits < _MOST_DIGITS:
        digits += 1
        texts = [text(edge, digits) for edge in edges]
    return texts


def _without_zeros(texts: list[str]) -> list[str]:
    """Without the zeros at the end that all of them have."""
    while all("." in text and text[-1] in "0." for text in texts):
        texts = [text[:-1] for text in texts]
    return texts


def _times(edges: Sequence[float]) -> list[str] | None:
    """Seconds since 1970 as times; None for what no calendar has."""
    try:
        times = [datetime.fromtimestamp(edge, UTC) for edge in edges]
    except (OverflowError, ValueError, OSError):
        return None
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"):
        texts = [time.strftime(form) for time in times]
        if len(set(texts)) == len(set(edges)) and (len(edges) > 1 or form.endswith("S")):
            return texts
    return texts
