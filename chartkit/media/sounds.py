"""Sounds as media: takes a path or samples, gives the file, which for samples is a WAV by the standard library."""

from __future__ import annotations

import io
import os
import wave
from pathlib import Path
from typing import Any

from chartkit.data.media_content import MediaContent
from chartkit.diagnostics import shown
from chartkit.media.captured import Captured, captured
from chartkit.media.faults import wrong
from chartkit.media.inline import ShowsInNotebooks
from chartkit.media.suffixes import suffix_of

_LARGEST = 32_767


class Audio(ShowsInNotebooks):
    """A sound to log. `data_or_path` is a path, whose file is kept byte for byte, or samples: n, or n × channels.

    Samples need a `sample_rate` in Hz; floats are -1..1 and clipped there, int16 is taken as it is. Raises `DataError`
    for other data.
    """

    def __init__(self, data_or_path: Any, sample_rate: int | None = None, caption: str | None = None) -> None:
        self._facts: dict[str, Any] = {} if caption is None else {"caption": caption}
        if isinstance(data_or_path, str | os.PathLike):
            path = Path(os.fspath(data_or_path))  # pyright: ignore[reportUnknownArgumentType]
            self._held, self._suffix = captured(path, "Audio"), suffix_of(path)
        else:
            self._held, self._suffix = _wav(data_or_path, sample_rate), ".wav"
        if sample_rate is not None:
            self._facts["sample_rate"] = int(sample_rate)

    def __chartkit_media__(self) -> MediaContent:
        """The file, with the caption."""
        return MediaContent("audio", self._suffix, self._held.content, self._facts)

    def __repr__(self) -> str:
        return f"Audio({self._suffix[1:]}, {self._held.size_bytes:,} bytes)"


def _wav(value: Any, sample_rate: int | None) -> Captured:
    import numpy as np

    if sample_rate is None or not sample_rate > 0:
        found = "" if sample_rate is None else f"; found {sample_rate!r}"
        message = f"Audio needs the sample_rate of its samples, in Hz{found}."
        raise wrong(message, "Audio(samples, sample_rate=44_100)")
    value = value.detach().cpu() if callable(getattr(value, "detach", None)) else value
    try:
        samples = np.asarray(value)
        samples = samples if samples.dtype == np.int16 else samples.astype(float)
    except (TypeError, ValueError):
        raise wrong(f"Audio takes a path or samples; found {shown(value)} ({type(value).__name__}).") from None
    if samples.ndim not in (1, 2) or not samples.size or samples.shape[-1] == 0:
        raise wrong(
            f"Audio takes n samples, or n × channels; found {' × '.join(map(str, samples.shape)) or 'one number'}."
        )
    if samples.dtype != np.int16:
        samples = np.round(np.clip(np.nan_to_num(samples), -1, 1) * _LARGEST).astype(np.int16)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(int(sample_rate))
        file.writeframes(samples.astype("<i2").tobytes())
    return Captured(buffer.getvalue(), buffer.tell())
