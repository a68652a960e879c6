"""Names of runs and projects: checked, turned into folder names and back, and made up when none was given.

Takes the text a user chose; gives one path component that cannot leave its folder. The encoding is percent-encoding of
what some file system cannot hold, so names with spaces or any script stay readable in a listing.
"""

from __future__ import annotations

import os
import re
from urllib.parse import unquote_to_bytes

from chartkit.diagnostics import RunError, shown

MAX_CHARACTERS = 128
MAX_BYTES = 240
"""A file name holds 255 bytes nearly everywhere; the rest is left for suffixes."""

_REFUSED = re.compile(r"[/\\\x00-\x1f\x7f]")
_ENCODED = re.compile(r'[%<>:"|?*\ud800-\udfff]|[. ]\Z')
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_ADJECTIVES = (
    "amber bold brisk calm clear coral crisp dawn deep dusky eager early fair fleet fresh gentle "
    "golden green hazel humble keen late light lively lucid mellow merry mild misty noble polar prime "
    "quick quiet rapid rosy ruby rustic sage sandy silent silver sleek snowy solar solid spry steady "
    "still sunny swift teal tidy trim vivid warm wild windy wise witty young zesty azure ashen"
)
_NOUNS = (
    "acorn alder aspen badger beacon birch bison breeze brook cedar cliff cloud comet creek crane delta "
    "dune eagle ember falcon fern field finch fjord forest fox garnet glade grove harbor heron hill "
    "island ivy jay juniper lagoon lake lark maple marsh meadow mesa moon oak orchid otter owl "
    "pebble pine plain pond quartz raven reef ridge river robin shore spring stone stream tide willow"
)


def folder_name(name: str, what: str, help: str | None = None) -> str:
    """`name` as one folder's name; `what` says in errors what it names, `help` the way out.

    >>> folder_name("digits: 10 classes", "a project")
    'digits%3A 10 classes'

    Raises `RunError` for an empty or over-long name, a leading dot, slashes and control characters.
    """
    if not name or len(name) > MAX_CHARACTERS or name.startswith(".") or _REFUSED.search(name):
        raise _refused(name, what, help)
    encoded = _ENCODED.sub(_percent, name)
    if len(encoded.encode("utf-8")) > MAX_BYTES:
        raise _refused(name, what, help)
    return encoded


def name_of_folder(folder: str) -> str:
    """The name that `folder_name` encoded."""
    if "%" not in folder:
        return folder
    try:
        return unquote_to_bytes(folder).decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:  # a folder that somebody else made
        return folder


def new_id() -> str:
    """Eight random letters and digits, 41 bits."""
    number = int.from_bytes(os.urandom(8), "big")
    letters: list[str] = []
    for _ in range(8):
        number, digit = divmod(number, 36)
        letters.append(_ALPHABET[digit])
    return "".join(letters)


def new_name(run_id: str) -> str:
    """Two words and the start of the id, the same for the same id: `quiet-otter-3f2a`."""
    adjectives, nouns = _ADJECTIVES.split(), _NOUNS.split()
    number = sum(ord(letter) * 31**place for place, letter in enumerate(run_id))
    noun, adjective = divmod(number, len(adjectives))
    return f"{adjectives[adjective]}-{nouns[noun % len(nouns)]}-{run_id[:4]}"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", errors="surrogatepass"))


def _refused(name: str, what: str, help: str | None) -> RunError:
    length = f" ({len(name)} characters)" if len(name) > 40 else ""
    return RunError.of(
        "CK613",
        f"{what} is 1 to {MAX_CHARACTERS} characters ({MAX_BYTES} bytes), not starting with '.',"
        f" without '/', '\\' and control characters; found {shown(name, 40)}{length}.",
        help,
    )
