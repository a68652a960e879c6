"""What every command says and how: diagnostics with code frames, colour only on a terminal, warnings as one line."""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import click

from chartkit.cli import INTERRUPTED
from chartkit.diagnostics import ChartkitError, ChartkitWarning, Diagnostic, as_text, reason_of, visible

if TYPE_CHECKING:
    from collections.abc import Callable

_COLORS: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "caret": {"fg": "red", "bold": True},
    "help": {"fg": "cyan"},
    "place": {"bold": True},
    "good": {"fg": "green"},
    "quiet": {"dim": True},
}


def styled(stream: TextIO) -> Callable[[str, str], str]:
    """The style for a stream: colours on a terminal unless `NO_COLOR` is set, plain text else."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return lambda text, kind: text
    return lambda text, kind: click.style(text, **_COLORS.get(kind, {}))


def say(text: str = "", kind: str = "") -> None:
    """A line on stdout; a file's name in it may hold bytes that are no text."""
    text = text.encode(errors="replace").decode()
    click.echo(styled(sys.stdout)(text, kind) if kind else text)


def caution(sentence: str) -> None:
    """A warning on stderr."""
    click.echo(f"{styled(sys.stderr)('warning:', 'warning')} {sentence}", err=True)


def section(title: str, lines: Mapping[str, str]) -> None:
    """A heading and under it each key with its line, in columns; nothing at all without lines."""
    if lines:
        say(f"\n{title}", "place")
        width = max(map(len, lines))
        for key, line in lines.items():
            say(f"  {key.ljust(width)}  {line}".rstrip())


def report(diagnostics: Iterable[Diagnostic], stream: TextIO, texts: Mapping[str, str] | None = None) -> None:
    """Diagnostics with their code frames, a blank line between them; `texts` as `as_text` takes them."""
    text = as_text(diagnostics, styled(stream), texts)
    click.echo(text.encode(errors="replace").decode(), file=stream)  # a file's name may hold bytes that are no UTF-8


@contextmanager
def refused() -> Generator[None]:
    """What users can mend, or the system refuses, ends the command with its sentence and exit code 2.

    Ctrl-C ends it with 130.
    """
    try:
        yield
    except KeyboardInterrupt:  # click would say that it aborts, and end with 1
        sys.exit(INTERRUPTED)
    except ChartkitError as error:
        report(error.diagnostics, sys.stderr)
        sys.exit(2)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        reason = reason_of(error)
        place = f"{visible(str(error.filename))}: " if error.filename else ""
        click.echo(f"{place}{reason[:1].lower()}{reason[1:]}.", err=True)
        sys.exit(2)


@contextmanager
def showing_warnings() -> Generator[None]:
    """A chartkit warning is its sentence on stderr, without the line of Python that gave it."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", ChartkitWarning)
        shown = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *place: Any) -> None:
            if issubclass(category, ChartkitWarning):
                caution(str(message))
            else:
                shown(message, category, *place)

        warnings.showwarning = show
        yield
