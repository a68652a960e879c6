"""The drawing process: takes a spec on stdin, gives svg, png or pdf bytes on stdout, one message at a time.

Started by `chartkit.render.launch` as `python -I -S worker.py`, by its file and not as a module: it needs nothing of
chartkit, and in isolated mode a chartkit or vl-convert of PYTHONPATH or the user's site would not be found. It reaches
no network and no file, and ends with its parent: when stdin ends, by signal where the kernel offers one, and by an
alarm of its own in the middle of a drawing.

A message either way is two big-endian unsigned 64-bit lengths, a JSON header and a body.
"""

from __future__ import annotations

import json
import os
import re
import signal
import struct
import sys
from collections.abc import Callable
from typing import IO, Any, cast

LENGTHS = struct.Struct(">QQ")
"""The sizes of header and body, in bytes, in front of every message."""

_GRACE_S = 2.0
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1
# Whole attributes are stepped over: a text may hold quotes and an attribute `<`, but neither holds both.
_ATTRIBUTES = r'(?: [\w:-]+="[^"]*")*?'
_ADDRESS = re.compile(rf'<(?:image|a){_ATTRIBUTES} (?:xlink:)?href="(?!data:)([^"]*)"')
_PAINT = re.compile(rf'<\w+{_ATTRIBUTES} (?:fill|stroke)="url\((?!#)([^")]*)')
# A group of marks (not of axes, legends or titles) and its first child; an empty group closes itself and is no match.
_MARKS = re.compile(r'<g class="mark-(?!group)\w+ role-mark[^"]*"[^>]*(?<!/)>(<[^/][^>]*>)')


def main() -> None:
    """Serve until stdin ends. Arguments: vl-convert's folder, the parent's process id or 0, the Vega-Lite to load or 0.

    What is loaded before the first request need not be loaded while its sender waits.
    """
    folder, parent, major = sys.argv[1:4]
    requests, replies = _own_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _leave_network()
    if int(parent):
        _die_with(int(parent))
    sys.path.append(folder)
    if int(major):
        _answer({"task": "load", "major": int(major)}, b"")  # what is wrong with it, the first drawing says
    while (message := _read(requests)) is not None:
        header, body = message
        _set_alarm(header["timeout_s"])
        answer, content = _answer(header, body)
        _set_alarm(None)
        try:
            _write(replies, answer, content)
        except BrokenPipeError:
            return


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Our ends of the pipes; fd 0 and 1 lead elsewhere afterwards, so that no library's print can garble a message."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def _leave_network() -> None:
    """Move into a network namespace without interfaces, where the system permits it; elsewhere this does nothing."""
    libc = _libc()
    if libc is not None and libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWNET)


def _die_with(parent: int) -> None:
    """Ask the kernel for SIGKILL when the parent's main thread ends. After `unshare`, which forgets the request."""
    libc = _libc()
    if libc is None:
        return
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)


def _libc() -> Any:
    if sys.platform != "linux":
        return None
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


def _set_alarm(timeout_s: float | None) -> None:
    """Let SIGALRM end the process, in native code too, when a parent that is gone cannot."""
    signal.setitimer(signal.ITIMER_REAL, 0 if timeout_s is None else timeout_s + _GRACE_S)


def _read(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    header_bytes, body_bytes = LENGTHS.unpack(lengths)
    header, body = stream.read(header_bytes), stream.read(body_bytes)
    return (json.loads(header), body) if len(body) == body_bytes else None


def _write(stream: IO[bytes], header: dict[str, Any], body: bytes) -> None:
    text = json.dumps(header).encode()
    stream.write(LENGTHS.pack(len(text), len(body)) + text)
    stream.write(body)
    stream.flush()


def _answer(header: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """What was asked for, or a header that says why not under `reason`, `themes` or `outside`."""
    try:
        if header["task"] == "bundle":
            return {}, _vl_convert().javascript_bundle().encode()
        if header["task"] == "load":
            return _load(header["major"]), b""
        return _draw(header, body.decode())
    except Exception as error:  # native code raises what it likes, and any of it belongs to this one spec
        return {"reason": str(error) or type(error).__name__}, b""


def _load(major: int) -> dict[str, Any]:
    """Start V8 with Vega and a Vega-Lite in it, by the smallest spec there is."""
    library = _vl_convert()
    library.vegalite_to_vega({"mark": "bar"}, vl_version=_library_version(library.get_vegalite_versions(), major))
    return {}


def _draw(header: dict[str, Any], spec: str) -> tuple[dict[str, Any], bytes]:
    library = _vl_convert()
    themes: dict[str, Any] = library.get_themes() if header["theme"] is not None else {}
    if header["theme"] is not None and header["theme"] not in themes:
        return {"themes": sorted(themes)}, b""
    draw = _svg_of_vega if header["dialect"] == "vega" else _svg_of_vega_lite
    svg = draw(library, spec, header, themes)
    if (outside := outside_address(svg)) is not None:
        return {"outside": outside}, b""
    return {"has_marks": has_marks(svg)}, _converted(library, svg, header)


def _svg_of_vega_lite(library: Any, spec: str, header: dict[str, Any], themes: dict[str, Any]) -> str:
    return library.vegalite_to_svg(
        spec,
        vl_version=_library_version(library.get_vegalite_versions(), header["major"]),
        theme=header["theme"],
        show_warnings=header.get("warns", False),
        allowed_base_urls=[],
    )


def _library_version(known: list[str], major: int) -> str:
    """The newest Vega-Lite of that major, or the oldest at hand for a major older than all."""
    parts = [(int(version.split(".")[0]), int(version.split(".")[1])) for version in known]
    newest = max((version for version in parts if version[0] == major), default=min(parts))
    return f"{newest[0]}.{newest[1]}"


def _svg_of_vega(library: Any, spec: str, header: dict[str, Any], themes: dict[str, Any]) -> str:
    if header["theme"] is not None:
        chart = json.loads(spec)
        chart["config"] = merged(themes[header["theme"]], chart.get("config") or {})
        spec = json.dumps(chart)
    return library.vega_to_svg(spec, allowed_base_urls=[])


def merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """A theme under a spec's own config: maps merge, the spec's values win."""
    both = dict(under)
    for key, value in over.items():
        below = both.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            both[key] = merged(cast(dict[str, Any], below), cast(dict[str, Any], value))
        else:
            both[key] = value
    return both


def outside_address(svg: str) -> str | None:
    """The first image, link or paint in a drawing that stands outside it.

    >>> outside_address('<rect fill="url(http://a.b/c)"/><rect fill="url(#gradient_0)"/>')
    'http://a.b/c'
    """
    found = _ADDRESS.search(svg) or ("url(" in svg and _PAINT.search(svg))
    return found[1] if found else None


def has_marks(svg: str) -> bool:
    """Whether any mark is drawn: a group of marks with a child, which for a line must lead somewhere.

    >>> has_marks('<g class="mark-rect role-mark marks"/>')
    False
    >>> has_marks('<g class="mark-rect role-mark marks"><path d="M1,2"/></g>')
    True
    """
    return any(_is_drawn(child[1]) for child in _MARKS.finditer(svg))


def _is_drawn(element: str) -> bool:
    return not element.startswith("<path") or ' d="M' in element


def _converted(library: Any, svg: str, header: dict[str, Any]) -> bytes:
    convert: dict[str, Callable[[], bytes]] = {
        "svg": svg.encode,
        "png": lambda: library.svg_to_png(svg, scale=header["scale"]),
        "pdf": lambda: library.svg_to_pdf(svg, scale=header["scale"]),
    }
    return convert[header["task"]]()


def _vl_convert() -> Any:
    import vl_convert

    return vl_convert


if __name__ == "__main__":
    main()
