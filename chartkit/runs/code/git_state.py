"""The state of the git repository that a script stands in: commit, branch, remote, and what differs from the commit.

Takes a folder; gives what `git` says, and sentences on what it does not. No hook, monitor, external diff or text
converter of the repository is run. All calls together have a time limit, so that a huge repository delays `init` by a
few seconds at most.
"""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from chartkit.runs.code.secrets import address_without_user, without_secrets

LIMIT_S = 5.0
LARGEST_DIFF_BYTES = 1 << 20
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")


class GitState(NamedTuple):
    """What git says of a folder."""

    facts: dict[str, Any]
    """`root`, `commit`, `branch`, `remote`, `is_dirty`, `n_untracked`; None for what is not known."""
    diff: str
    """What differs from the commit, as a patch without secrets."""
    said: tuple[str, ...]
    """What is missing, and why."""


class _Git:
    """Calls of git in one folder, until the time is up."""

    def __init__(self, folder: Path, limit_s: float) -> None:
        self._folder = folder
        self._end_s = monotonic() + limit_s

    def text(self, *arguments: str) -> str | None:
        """What the command prints, None when it fails. Raises `OSError` without git, `TimeoutError` when it is late."""
        out, code, _ = self.output(1 << 20, *arguments)
        return out.decode("utf-8", "replace").strip() if code == 0 else None

    def output(self, most: int, *arguments: str) -> tuple[bytes, int, bool]:
        """The first `most` bytes, the exit code, and whether there was more."""
        left_s = self._end_s - monotonic()
        if left_s <= 0:
            raise TimeoutError
        environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        command = ["git", *_SAFE, *arguments]
        with subprocess.Popen(
            command, cwd=self._folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as git:
            timer = threading.Timer(left_s, git.kill)
            timer.start()
            try:
                out = b"" if git.stdout is None else git.stdout.read(most + 1)
                is_cut = len(out) > most
                if is_cut:
                    git.kill()
                code = git.wait()
            finally:
                timer.cancel()
        if monotonic() >= self._end_s:
            raise TimeoutError
        return out[:most], 0 if is_cut else code, is_cut


def git_state(folder: Path, limit_s: float = LIMIT_S, largest_diff_bytes: int = LARGEST_DIFF_BYTES) -> GitState:
    """What git says of the repository around `folder`; never an error."""
    facts: dict[str, Any] = {}
    said: list[str] = []
    diff = ""
    git = _Git(folder, limit_s)
    try:
        root = git.text("rev-parse", "--show-toplevel")
        if root is None:
            return GitState({}, "", (f"{folder} is in no git repository, or git may not read it",))
        facts["root"] = root
        facts["commit"] = commit = git.text("rev-parse", "--verify", "-q", "HEAD")
        facts["branch"] = git.text("symbolic-ref", "-q", "--short", "HEAD")
        remote = git.text("config", "--get", "remote.origin.url")
        facts["remote"] = None if remote is None else address_without_user(remote)
        if commit is None:
            said.append("the repository has no commit yet")
        elif facts["branch"] is None:
            said.append("the head is detached: no branch")
        changed = (git.text("status", "--porcelain", "--ignore-submodules=none") or "").splitlines()
        facts["n_untracked"] = sum(line.startswith("??") for line in changed)
        facts["is_dirty"] = len(changed) > facts["n_untracked"]
        if facts["n_untracked"]:
            said.append(f"files that git does not know are not kept: {facts['n_untracked']}")
        if commit is not None and facts["is_dirty"]:
            flags = ("--no-ext-diff", "--no-textconv", "--no-color", "--submodule=short")
            found, _, is_cut = git.output(largest_diff_bytes, "diff", *flags, "HEAD")
            if is_cut:
                found = found[: found.rfind(b"\n") + 1]  # half a line may hold half a secret, which no shape fits
            diff = without_secrets(found.decode("utf-8", "replace"))
            if is_cut:
                said.append(f"the difference to the commit is cut after {largest_diff_bytes} bytes")
    except TimeoutError:
        said.append(f"git was stopped after {limit_s:g} s; what it had not said by then is missing")
    except OSError as error:
        said.append(f"git cannot be run: {error.strerror}")
    return GitState(facts, diff, tuple(said))
