"""Labels as numbers: takes an array of labels, gives its classes and the place of each label among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.evaluation.classes import distinct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDEST_RANGE = 65_536
_HASH_BITS = 20
_MULTIPLIER = 0x9E3779B97F4A7C15
_WHOLE_FLOATS = 2**53  # whole floats up to here are whole numbers


class Encoded(NamedTuple):
    """n labels as `places[codes]`, an index into `values` each; `places` is -1 where no label has the code.

    Codes and places are apart so that whole numbers, which are codes already, are looked up once alone.
    """

    values: list[Any]
    codes: NDArray[np.intp]
    places: NDArray[np.intp]


def encoded(labels: NDArray[Any], name: str) -> Encoded:
    """The classes of n `labels`, sorted as `distinct` does, and each label's place among them.

    O(n), and at its fastest for whole numbers of a small range. Raises `StepError` CK471 where labels are
    missing, `DataError` CK470 where one is no class; `name` is the argument's.

    >>> import numpy as np
    >>> found = encoded(np.array(["b", "a", "b"]), "y_true")
    >>> found.values, found.places[found.codes].tolist()
    (['a', 'b'], [1, 0, 1])
    """
    import numpy as np

    whole = _as_integers(labels)
    if whole is not None and len(whole):
        low, high = int(whole.min()), int(whole.max())
        if high - low < _WIDEST_RANGE:
            return _of_small_range(whole, low, labels.dtype.type)
    hashed = _hashed(labels)
    if hashed is not None:
        values = distinct(labels[hashed.first], name)
        places = {value: place for place, value in enumerate(values)}
        order = [places[value] for value in labels[hashed.first].tolist()]
        return Encoded(values, hashed.codes, np.array(order, dtype=np.intp))
    values = distinct(labels, name)
    found = {value: place for place, value in enumerate(values)}
    codes = np.fromiter(map(found.__getitem__, labels.tolist()), np.intp, len(labels))
    return Encoded(values, codes, np.arange(len(values), dtype=np.intp))


class _Hashed(NamedTuple):
    """The code of each label, and the index of one label of each code."""

    codes: NDArray[np.intp]
    first: NDArray[np.intp]


def _hashed(labels: NDArray[Any]) -> _Hashed | None:
    """Labels of a fixed width by the hash of their bytes, which is proven; None where two labels share one.

    Source: multiplicative hashing, Knuth, The Art of Computer Programming, volume 3, section 6.4.
    """
    import numpy as np

    if labels.dtype.kind not in "USiu" or not labels.size or not labels.dtype.itemsize:
        return None
    word = np.uint32 if labels.dtype.itemsize % 4 == 0 else np.uint8
    words = np.ascontiguousarray(labels).view(word).reshape(len(labels), -1)
    hashes = np.zeros(len(labels), dtype=np.uint64)
    for column in range(words.shape[1]):
        hashes = (hashes + words[:, column]) * np.uint64(_MULTIPLIER)
    buckets = (hashes >> np.uint64(64 - _HASH_BITS)).astype(np.intp)
    one = np.full(1 << _HASH_BITS, -1, dtype=np.intp)
    one[buckets] = np.arange(len(labels))
    first = one[one >= 0]
    codes_of_bucket = np.cumsum(one >= 0) - 1
    codes = codes_of_bucket[buckets]
    return _Hashed(codes, first) if (labels[first][codes] == labels).all() else None


def _of_small_range(whole: NDArray[Any], low: int, kind: type[Any]) -> Encoded:
    import numpy as np

    wide = whole if whole.dtype == np.uint64 else np.asarray(whole, dtype=np.intp)
    codes = np.asarray(wide - low if low else wide, dtype=np.intp)
    present = np.bincount(codes) > 0
    values = np.array([code + low for code in np.flatnonzero(present).tolist()], dtype=kind).tolist()
    return Encoded(values, codes, np.where(present, np.cumsum(present) - 1, -1))


def _as_integers(labels: NDArray[Any]) -> NDArray[Any] | None:
    """`labels` as whole numbers: integers, booleans, and floats without a fraction; None for all else."""
    import numpy as np

    if labels.dtype.kind in "iub":
        return labels
    if labels.dtype.kind != "f" or not (np.abs(labels) < _WHOLE_FLOATS).all():
        return None
    whole = labels.astype(np.int64)
    return whole if (whole == labels).all() else None
