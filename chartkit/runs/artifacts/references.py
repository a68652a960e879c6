"""Files of an artifact that stay where they are: addresses, with what is known of the bytes without a network.

Takes a URI; gives entries. Of a `file:` address size and sha256 are read, of a folder those of each file in it; of
`s3:`, `gs:`, `http:` and others the address alone is kept. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from chartkit.diagnostics import RunError, reason_of, shown
from chartkit.runs.artifacts.copying import hash_of
from chartkit.runs.artifacts.entries import Entry, entry_name
from chartkit.runs.artifacts.folders import files_in

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://?\S")


def reference_entries(uri: object, name: str | None, checksum: bool, store: Path) -> list[Entry]:
    """The entries that stand for `uri`; without `name` they are called as the last part of its path.

    `checksum=False` reads no bytes, so that a change of the file is not found later. Raises `RunError` for what is no
    address and for a `file:` address that cannot be read.
    """
    if not isinstance(uri, str) or not _SCHEME.match(uri) or re.search(r"[\x00-\x1f]", uri):
        message = (
            f"add_reference takes an address such as 's3://bucket/file' or 'file:///data/file'; found {shown(uri)}."
        )
        raise RunError.of("CK631", message, "add_file and add_dir take files of this machine.")
    local = local_path(uri)
    if local is None:
        path = unquote(urlsplit(uri).path).strip("/")
        return [Entry(entry_name(name if name is not None else path.rpartition("/")[2]), None, None, uri)]
    try:
        return _of_this_machine(local, uri, name, checksum, store)
    except OSError as error:
        message = f"the reference {shown(uri, 200)} cannot be read: {reason_of(error)}."
        raise RunError.of("CK626", message) from error


def local_path(uri: str) -> Path | None:
    """The file that a `file:` address names, None for other addresses."""
    try:
        split = urlsplit(uri)
    except ValueError:  # an address that is none, in a manifest of a stranger
        return None
    if split.scheme.lower() != "file" or split.netloc not in ("", "localhost"):
        return None
    return Path(unquote(split.path))


def _of_this_machine(local: Path, uri: str, name: str | None, checksum: bool, store: Path) -> list[Entry]:
    if not local.is_dir():
        return [_file_entry(local, entry_name(name if name is not None else local.name), uri, checksum)]
    found = files_in(local, store)
    if found.faults:
        raise RunError(found.faults)
    prefix = "" if name is None else f"{name}/"
    return [
        _file_entry(Path(path), entry_name(prefix + inside), Path(path).absolute().as_uri(), checksum)
        for inside, path in found.files
    ]


def _file_entry(path: Path, name: str, uri: str, checksum: bool) -> Entry:
    if not path.is_file():
        path.stat()  # says what is wrong with a file that is not there
        raise OSError(22, "it is a pipe, a socket or a device, not a file", str(path))
    if not checksum:
        return Entry(name, None, path.stat().st_size, uri)
    sha, size = hash_of(path)
    return Entry(name, sha, size, uri)
