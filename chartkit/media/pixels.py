"""Arrays and tensors as pixels: takes what training code has, gives height × width × channels of 8 or 16 bits.

Numbers outside of their range are clipped and said, never a reason to end a training.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from chartkit.diagnostics import Diagnostic
from chartkit.media.faults import wrong

_CHANNELS = (1, 2, 3, 4)
_LARGEST_BYTE, _LARGEST_WORD = 255, 65_535
_ROWS_AT_ONCE = 256
_OVERSHOOT = 2.0
"""Floats up to here are of the range 0..1, over it of 0..255."""


class Pixels(NamedTuple):
    """The array, and what was changed of it."""

    array: Any
    diagnostics: tuple[Diagnostic, ...] = ()


def pixels_of(value: Any) -> Pixels:
    """The pixels of an array of height × width (× 1, 2, 3 or 4), or of a tensor of channels × height × width.

    bool and uint8 are taken as they are, uint16 as 16 bits; floats are 0..1, or -1..1 where some are negative, and
    0..255 where some are over 2; other integers 0..255. Raises `DataError` for other shapes and types.
    """
    import numpy as np

    if callable(getattr(value, "detach", None)):
        value = value.detach().cpu()
        value = value.permute(1, 2, 0) if len(value.shape) == len("chw") and value.shape[0] in _CHANNELS else value
        value = value.float() if str(value.dtype) == "torch.bfloat16" else value
    array = np.asarray(value)
    array = array[:, :, None] if array.ndim == len("hw") else array
    if array.ndim != len("hwc") or array.shape[2] not in _CHANNELS or not array.size:
        raise _wrong_shape(np.shape(value))
    if array.dtype == np.uint8 or array.dtype == np.uint16:
        return Pixels(array)
    if array.dtype == np.bool_:
        return Pixels(array.astype(np.uint8) * _LARGEST_BYTE)
    if array.dtype.kind in "iu":
        return _of_integers(array)
    if array.dtype.kind == "f":
        return _of_floats(array)
    raise wrong(f"Image takes pixels that are numbers; found an array of {array.dtype}.")


def _of_integers(array: Any) -> Pixels:
    import numpy as np

    least, most = int(array.min()), int(array.max())
    found = () if least >= 0 and most <= _LARGEST_BYTE else (_clipped("integers", "0..255", least, most),)
    return Pixels(np.clip(array, 0, _LARGEST_BYTE).astype(np.uint8), found)


def _of_floats(array: Any) -> Pixels:
    import numpy as np

    # Block by block: a whole image of floats would be in memory several times over.
    blocks = [array[row : row + _ROWS_AT_ONCE] for row in range(0, len(array), _ROWS_AT_ONCE)]
    n_odd = array.size - sum(int(np.isfinite(block).sum()) for block in blocks)
    finite = [block[np.isfinite(block)] for block in blocks] if n_odd else blocks
    found: list[Diagnostic] = []
    if n_odd:
        message = f"{n_odd:,} of the image's {array.size:,} numbers are NaN or infinite, which are drawn as 0."
        found.append(Diagnostic("CK646", message, "warning"))
    least = min([0.0] * bool(n_odd) + [float(block.min()) for block in finite if block.size])
    most = max([0.0] * bool(n_odd) + [float(block.max()) for block in finite if block.size])
    if most > _OVERSHOOT:
        low, high, word = 0.0, 255.0, "0..255"
    else:
        low, high, word = (-1.0, 1.0, "-1..1") if least < 0 else (0.0, 1.0, "0..1")
    if least < low or most > high:
        found.append(_clipped("floats", word, least, most))
    scaled_bytes = np.empty(array.shape, np.uint8)
    for number, block in enumerate(blocks):
        known = np.where(np.isfinite(block), block, 0) if n_odd else block
        scaled = (np.clip(known, low, high) - low) * (_LARGEST_BYTE / (high - low)) + 0.5
        scaled_bytes[number * _ROWS_AT_ONCE : number * _ROWS_AT_ONCE + len(block)] = scaled.astype(np.uint8)
    return Pixels(scaled_bytes, tuple(found))


def _clipped(what: str, word: str, least: float, most: float) -> Diagnostic:
    message = f"the image's {what} go from {least:.6g} to {most:.6g}; they are read as {word}, the rest is clipped."
    return Diagnostic("CK646", message, "warning", help="scale floats to 0..1, or give uint8.")


def _wrong_shape(shape: tuple[int, ...]) -> Exception:
    found = " × ".join(map(str, shape)) or "one number"
    help = None
    if not all(shape):
        help = "it has no pixels."
    elif len(shape) == len("chw") and shape[0] in _CHANNELS:
        help = "the channels come last: array.transpose(1, 2, 0)."
    elif len(shape) == len("nhwc"):
        help = "give each its own Image: run.log({'images': [Image(one) for one in batch]})."
    return wrong(f"Image takes height × width or height × width × 1, 3 or 4 channels; found {found}.", help)
