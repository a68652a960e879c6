"""What a user without rights meets, also where tests run as root: a `with` without root's privileges.

Root reads and writes whatever a file's mode says by two capabilities; without them it is held to modes as others are.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Generator
from contextlib import contextmanager

_VERSION_3 = 0x20080522
_PAST_MODES = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, of capabilities(7)."""
_Words = ctypes.c_uint32 * 6


@contextmanager
def held_to_modes() -> Generator[None]:
    """This thread, and those that it starts, read and write what the modes of files allow."""
    if os.geteuid() != 0:
        yield
        return
    libc, head, words = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint32 * 2)(_VERSION_3, 0), _Words()
    _checked(libc.capget(head, words))
    effective = words[0]
    words[0] = effective & ~_PAST_MODES
    _checked(libc.capset(head, words))
    try:
        yield
    finally:
        words[0] = effective
        _checked(libc.capset(head, words))


def _checked(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "capset")
