"""vl-convert's own words, fit to read: takes an exception's text or a log, gives one line without a trace."""

from __future__ import annotations

import re

_LEAD = re.compile(r"\A(?:Vega(?:-Lite)? to \w+ conversion failed|Failed to \w+ v\w+_spec string as JSON):?\s*")
_KIND = re.compile(r"\A(?:\w*Error|Uncaught|\(in promise\)):?\s+")
_TRACE = re.compile(r"^\s*at |^\s*\d+: |^Stack backtrace")
_LAST_WORDS = re.compile(r"^(?:# )?(Fatal .+|memory allocation .+|thread .+ panicked .+)$", re.MULTILINE)
_MOST = 400


def plain_reason(text: str) -> str:
    """The first line that is neither an announcement nor part of a stack trace, at most 400 characters.

    >>> plain_reason("Vega to SVG conversion failed:\\nError: Illegal callee type\\n    at l (+esm:7:324)")
    'Illegal callee type'
    """
    text = _LEAD.sub("", text.strip())
    lines = [line.strip() for line in text.splitlines() if line.strip() and not _TRACE.match(line)]
    first = lines[0] if lines else "no reason was given"
    while shorter := _KIND.match(first):
        first = first[shorter.end() :]
    return first if len(first) <= _MOST else f"{first[: _MOST - 1]}…"


def runtime_error(log: str) -> str | None:
    """The first error that Vega logged while drawing, in its own words; None when it logged none."""
    for line in log.splitlines():
        if line.startswith("ERROR "):
            return plain_reason(line.removeprefix("ERROR "))
    return None


def warnings_of(log: str) -> tuple[str, ...]:
    """What Vega-Lite warned of, each once.

    >>> warnings_of("WARN x2 dropped as it is incompatible with \\"point\\".\\n")
    ('x2 dropped as it is incompatible with "point".',)
    """
    lines = [line.removeprefix("WARN ").strip() for line in log.splitlines() if line.startswith("WARN ")]
    return tuple(dict.fromkeys(lines))


def last_words(log: str) -> str | None:
    """What V8 or Rust said when it gave up; None when the log holds nothing of the kind."""
    found = _LAST_WORDS.search(log)
    return found[1][:_MOST] if found else None
