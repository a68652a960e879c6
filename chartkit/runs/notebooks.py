"""Whether the script is a notebook, or another session that goes on after an exception."""

from __future__ import annotations

import sys


def is_interactive() -> bool:
    """True in a session that goes on after an exception: a notebook, IPython, or Python's own prompt."""
    return hasattr(sys, "ps1") or bool(sys.flags.interactive) or is_notebook()


def is_notebook() -> bool:
    """True in a notebook's kernel; a script may import the kernel's packages as well."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")
