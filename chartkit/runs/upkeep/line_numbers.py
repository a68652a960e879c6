"""Which lines of a journal are gone: each line's CRC began with its number in the file.

Takes the lines of a journal one by one; says whether each is what was written, and at the end where whole lines were
cut out. Threads may write in another order than they were numbered, a line that the disk refused gives its number to
the next, and a journal made again after its folder was deleted begins anew, with the old lines behind: none of this is
a cut. Journals of older versions are without numbers. A journal that was cut at its end is as one whose process was
killed there.

Source: CRC-32 run backwards, from its end and the bytes to where it began: M. Stigge, H. Plötz, W. Müller, J.-P.
Redlich, Reversing CRC: Theory and Practice, HU Berlin SAR-PR-2006-05.
"""

from __future__ import annotations

from zlib import crc32

from chartkit.runs.checksums import is_as_written, parted

_ONES = 0xFFFFFFFF
_FARTHEST = 1 << 20
"""How many lines may be gone at one place; a damaged line has a number below this by chance once in 4,096 times."""
_TAKEN_AGAIN = 64
"""How many lines ago another may have had a line's number; a damaged line seems to be one by chance of 2 ** -26."""
_TABLE = [crc32(bytes([byte]), _ONES) ^ _ONES for byte in range(256)]
"""What each byte does to an empty register."""
_BYTE_OF = {entry >> 24: byte for byte, entry in enumerate(_TABLE)}


def number_of(line: bytes) -> int | None:
    """The number that the line's checksum began with, whatever it is; None without a checksum. O(bytes), slowly."""
    parts = parted(line)
    if parts is None:
        return None
    content, crc = parts
    if crc > _ONES:  # a digit of it was changed
        return None
    register = crc ^ _ONES
    for byte in reversed(content):
        last = _BYTE_OF[register >> 24]
        register = ((register ^ _TABLE[last]) << 8 & _ONES) | last ^ byte
    return register ^ _ONES


class Numbered:
    """The lines of one file, looked at in their order."""

    def __init__(self) -> None:
        self.gone: dict[int, int] = {}
        """How many lines are gone before the line that has the number in the file."""
        self._next = 0
        self._n_damaged = 0
        self._has_checksums = False
        self._missing: dict[int, int] = {}

    def is_whole(self, line: bytes, place: int, begins: bool) -> bool | None:
        """Whether the line, the `place`-th of the file, has the bytes it was written with.

        None in a file without checksums: one process writes all lines with them, or none. `begins` says that it tells
        who writes, as the first line does.
        """
        is_whole = is_as_written(line, self._next)
        if is_whole is None and (self._has_checksums or is_as_written(line) is False):
            self._n_damaged += 1
            return False
        self._has_checksums |= is_whole is not None
        if is_whole:
            self._next += 1
            self._n_damaged = 0
        elif is_whole is False:
            is_whole = self._is_elsewhere(line, place, begins)
        self._n_damaged += not is_whole
        return is_whole

    def finish(self) -> None:
        """No more lines: what is missing still is gone."""
        for place in self._missing.values():
            self.gone[place] = self.gone.get(place, 0) + 1
        self._missing.clear()

    def _is_elsewhere(self, line: bytes, place: int, begins: bool) -> bool:
        """Whether the line is whole and has another number than the one that comes next."""
        if is_as_written(line):
            if begins:
                self.finish()
                self._next = 1
            return True
        number = number_of(line)
        if number is None or number >= self._next + _FARTHEST:
            return False
        if number < self._next:  # of another thread, or a call that was interrupted when its line was written already
            return self._missing.pop(number, None) is not None or self._next - number <= _TAKEN_AGAIN
        n_gone = number - self._next - self._n_damaged
        self._missing |= dict.fromkeys(range(number - max(n_gone, 0), number), place)
        self._next, self._n_damaged = number + 1, 0
        return True
