"""What git knows: takes a folder and a commit's name, gives the files of that commit. The work tree is never touched.

Talks to the `git` command, so that every repository that a user's own git reads is read here.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from chartkit.diagnostics import ChartkitError, shown
from chartkit.schema import did_you_mean


class Commit(NamedTuple):
    """A commit: the folder of its repository, what the user called it, its id."""

    root: Path
    ref: str
    id: str


class Blob(NamedTuple):
    """A file of a commit: its path from the repository's root, and the id of its content."""

    path: PurePosixPath
    id: str


def find_commit(ref: str, folder: Path) -> Commit:
    """The commit that `ref` names (a branch, tag, id, `HEAD~3`) in the repository around `folder`.

    Raises `ChartkitError` with one sentence where there is no git, no repository, or no such commit.
    """
    root = _top_of(folder)
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    id = found.stdout.decode().strip()
    if found.returncode or not id.isalnum():  # ^main is an id, too: of what is not to be listed
        raise _unknown_commit(ref, root)
    return Commit(root, ref, id)


def blobs_below(commit: Commit, folders: Iterable[Path]) -> list[Blob]:
    """The files of `commit` at or below `folders`, links and submodules left out. Raises `ChartkitError`."""
    below = [folder.relative_to(commit.root).as_posix() for folder in folders if folder.is_relative_to(commit.root)]
    if not below:
        return []
    listing = _said(commit.root, "ls-tree", "-r", "-z", "--full-tree", commit.id, "--", *dict.fromkeys(below))
    blobs = [blob for line in listing.split(b"\0") if (blob := _blob(line))]
    if leading_out := next((blob.path for blob in blobs if ".." in blob.path.parts or blob.path.is_absolute()), None):
        message = f"{commit.ref!r} holds a file {shown(str(leading_out))}, which leads out of its folder."
        raise ChartkitError.of("CK701", message, "git makes no such file; do not trust this repository")
    return blobs


def contents(commit: Commit, blobs: Iterable[Blob]) -> Iterator[tuple[Blob, bytes]]:
    """Each file with what it held. One process for all of them. Raises `ChartkitError`."""
    wanted = list(blobs)
    if not wanted:
        return
    asked = "".join(f"{blob.id}\n" for blob in wanted).encode()
    answer = memoryview(_said(commit.root, "cat-file", "--batch", input=asked))
    for blob in wanted:
        end = bytes(answer[:200]).index(b"\n")
        _, kind, size = [*bytes(answer[:end]).split(), b"", b""][:3]
        if kind != b"blob":
            message = f"git has no content of {blob.path} in {commit.ref!r}."
            raise ChartkitError.of("CK701", message, "fetch the whole history: git fetch --refetch")
        content = answer[end + 1 : end + 1 + int(size)]
        answer = answer[end + 2 + int(size) :]
        yield blob, bytes(content)


def _blob(line: bytes) -> Blob | None:
    """A line of `ls-tree`: mode, kind, id, then a tab and the path."""
    about, _, path = line.partition(b"\t")
    mode, _, rest = about.partition(b" ")
    kind, _, id = rest.partition(b" ")
    return Blob(PurePosixPath(os.fsdecode(path)), id.decode()) if kind == b"blob" and mode != b"120000" else None


def _top_of(folder: Path) -> Path:
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found.returncode == 0:
        return Path(os.fsdecode(found.stdout.rstrip(b"\n")))
    said = found.stderr.decode(errors="replace")
    if "not a git repository" not in said:
        raise _refused(said)
    message = f"{folder.absolute()} lies in no git repository, so there is no commit to compare with."
    raise ChartkitError.of("CK701", message, "run it inside of the repository that holds the presets")


def _unknown_commit(ref: str, root: Path) -> ChartkitError:
    """The error for a name that is no commit's: near names, and what a shallow clone lacks."""
    message = f"git knows no commit {shown(ref)}."
    if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        message = f"git knows no commit {shown(ref)} in this clone, which is shallow: it lacks the older commits."
        fetch = f"git fetch --depth=1 origin {ref}:{ref}" if ref.isidentifier() else "git fetch --unshallow"
        help = f"fetch it with '{fetch}'; in a GitHub workflow give actions/checkout fetch-depth: 0"
        return ChartkitError.of("CK701", message, help)
    listed = _git(root, "for-each-ref", "--format=%(refname:short)").stdout.decode(errors="replace")
    names = [name for name in listed.splitlines() if name]
    remote = next((name for name in names if name.endswith(f"/{ref}")), None)
    near = f"did you mean {remote!r}?" if remote else did_you_mean(ref, names)
    return ChartkitError.of("CK701", message, near or "name a branch, a tag or a commit")


def _said(root: Path, *arguments: str, input: bytes | None = None) -> bytes:
    found = _git(root, *arguments, input=input)
    if found.returncode:
        raise _refused(found.stderr.decode(errors="replace"))
    return found.stdout


def _refused(said: str) -> ChartkitError:
    reason = said.strip().partition("\n")[0].removeprefix("fatal: ") or "it gave no reason"
    return ChartkitError.of("CK701", f"git cannot read this repository: {reason.rstrip('.')}.")


def _git(folder: Path, *arguments: str, input: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command run in `folder`, in English, taking no lock and asking nobody."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, input=input, capture_output=True, env=environment, check=False)
    except FileNotFoundError:
        message = "the command git is not installed, and without it no commit can be read."
        raise ChartkitError.of("CK701", message, "install git") from None
