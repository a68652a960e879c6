"""Vega, Vega-Lite and vega-embed as one script. Takes nothing, gives JavaScript; cached per process and on disk."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from chartkit.diagnostics import RenderError
from chartkit.files import write_whole

_TIMEOUT_S = 120
_MAX_MEMORY_BYTES = 2 << 30


@cache
def vega_bundle() -> str:
    """The script, some 900 KB, that sets `vegaEmbed` (the `vega` it sets is null); it holds no `</script`.

    Costs about 1 s the first time on a machine and for each vl-convert version, then 1 ms from the user's cache folder.
    A cache that is missing, damaged or cannot be written is done without. Raises `RenderError` as `render` does.
    """
    from hashlib import sha256

    stored = _cache_file()
    kept = _kept(stored)
    if kept is not None:
        return kept
    script = _built()
    if stored.is_absolute():
        with suppress(OSError):
            write_whole(stored, f"{sha256(script.encode()).hexdigest()}\n{script}".encode(), make_folders=True)
    return script


def _cache_file() -> Path:
    from importlib.metadata import version

    home = os.environ.get("XDG_CACHE_HOME")
    own = Path("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    try:
        folder = Path(home) if home else own.expanduser()
    except RuntimeError:  # no home folder is known
        folder = own
    return folder / "chartkit" / f"vega-{version('vl-convert-python')}.js"


def _kept(stored: Path) -> str | None:
    """The script in the cache if it is whole: its first line is the sha256 of the rest."""
    from hashlib import sha256

    try:
        digest, _, script = stored.read_bytes().partition(b"\n")
    except OSError:
        return None
    return script.decode() if sha256(script).hexdigest().encode() == digest else None


def _built() -> str:
    from chartkit.render.process import drawing_process
    from chartkit.render.reason import plain_reason

    reply = drawing_process().ask({"task": "bundle"}, b"", _TIMEOUT_S, _MAX_MEMORY_BYTES)
    if "reason" in reply.header:
        reason = plain_reason(reply.header["reason"])
        raise RenderError.of("CK505", f"vl-convert cannot build its script for pages: {reason}")
    return reply.body.decode().replace("</script", r"<\/script")
