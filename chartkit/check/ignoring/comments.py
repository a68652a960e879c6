"""Comments to `check` in a file: takes its text, gives what each of them asks to leave out, and where.

`# chartkit: ignore[CK203]` behind a line is about this line, on a line of its own about the next line that holds more
than a comment; `# chartkit: ignore-file[CK203, slots]` is about the whole file. JSON has no comments.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import NamedTuple

from chartkit.check.settings.selectors import unknown_selector
from chartkit.diagnostics import Diagnostic, Edit, Fix, Location, source_lines
from chartkit.schema import did_you_mean

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*chartkit\s*(:?)\s*([\w-]*)(.*)$")
_NAMES = re.compile(r"\s*\[([^\]]*)\](.*)$")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_WORDS = ("ignore", "ignore-file")
_FOREIGN = ("noqa", "disable", "nolint", "off", "skip", "allow", "ignore-line", "ignore-next-line")
_SHAPE = "write # chartkit: ignore[CK203], with the codes or groups to leave out, or ignore-file[…] for the whole file"


class Ignore(NamedTuple):
    """One selector of a comment: what it leaves out on `line`, in the whole file where that is None.

    `place` is the selector itself, `fix` takes it out.
    """

    selector: str
    line: int | None
    place: Location
    fix: Fix


class Comments(NamedTuple):
    """The comments of one file: what they ignore, and what is wrong with them."""

    ignores: tuple[Ignore, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


def read_comments(text: str, file: str) -> Comments:
    """Every comment to `check` in `text`, in order. O(n), and next to nothing for a text without the word chartkit."""
    if "chartkit" not in text or file.endswith(".json"):
        return Comments()
    ignores: list[Ignore] = []
    faults: list[Diagnostic] = []
    lines = source_lines(text)
    starts = _python_comments(lines) if file.endswith(".py") else None
    for number, line in enumerate(lines, 1):
        if "chartkit" not in line or "#" not in line:
            continue
        match = _comment(line) if starts is None else _COMMENT.search(line, starts.get(number, len(line)))
        if match is None or not (match[1] or _is_meant(match[2])):
            continue
        names = _NAMES.match(match[3])
        if match[1] and match[2] in _WORDS and names and not names[2].strip().startswith("["):
            about = None if match[2] == "ignore-file" else _line_meant(lines, number)
            found = _selectors(names[1], match.start(3) + names.start(1), line, Location(file, number), match.start())
            for ignore in found:
                help = unknown_selector(ignore.selector)
                if help is None and ignore.selector:
                    ignores.append(ignore._replace(line=about))
                else:
                    faults.append(_unknown(ignore, help))
        else:
            faults.append(_malformed(match, Location(file, number), line))
    return Comments(tuple(ignores), tuple(faults))


def _comment(line: str) -> re.Match[str] | None:
    """The comment to `check` in a line of YAML, if it has one."""
    return _COMMENT.search(_QUOTED.sub(lambda quoted: "·" * len(quoted[0]), line))


def _python_comments(lines: list[str]) -> dict[int, int]:
    """The offset of each line's comment, by its number, up to where Python cannot read on; no text is taken for one."""
    found: dict[int, int] = {}
    if not any("chartkit" in line and "#" in line for line in lines):
        return found
    import tokenize

    with suppress(tokenize.TokenError, SyntaxError):  # the script's own check says so
        for token in tokenize.generate_tokens(iter([f"{line}\n" for line in lines]).__next__):
            if token.type == tokenize.COMMENT:
                found[token.start[0]] = token.start[1]
    return found


def _is_meant(word: str) -> bool:
    """Whether a comment without its colon was meant for `check`, not for a reader."""
    return word in (*_WORDS, *_FOREIGN)


def _line_meant(lines: list[str], number: int) -> int:
    """The line that a comment on line `number` is about."""
    if not lines[number - 1].lstrip().startswith("#"):
        return number
    after = (index for index, line in enumerate(lines[number:], number + 1) if line.strip() and line.strip()[0] != "#")
    return next(after, number)


def _selectors(names: str, start: int, line: str, at: Location, comment: int) -> list[Ignore]:
    """The selectors between brackets, `names` beginning at offset `start` of `line`."""
    parts = names.split(",")
    found: list[Ignore] = []
    for index, part in enumerate(parts):
        offset = start + sum(len(each) + 1 for each in parts[:index])
        lead = len(part) - len(part.lstrip())
        place = at._replace(column=offset + lead + 1, length=max(len(part.strip()), 1))
        if len(parts) == 1:
            begin, end = len(line[:comment].rstrip()), len(line.rstrip())
            words = "take the comment out"
        else:
            begin = offset - (index > 0)
            end = offset + len(part) + (index == 0)
            end += 0 if index else len(line[end:]) - len(line[end:].lstrip())
            words = f"take {part.strip()} out of the comment"
        fix = Fix((_cut(line, at, begin, end),), words)
        found.append(Ignore(part.strip(), None, place, fix))
    return found


def _cut(line: str, at: Location, begin: int, end: int) -> Edit:
    """The text between two offsets taken out; the line with it where nothing else stands there."""
    number, file = at.line or 1, at.file or ""
    if not line[:begin].strip() and not line[end:].strip():
        return Edit(file, number, 1, number + 1, 1, "")
    return Edit(file, number, begin + 1, number, end + 1, "")


def _unknown(ignore: Ignore, help: str | None) -> Diagnostic:
    if not ignore.selector:
        return Diagnostic("CK802", "this comment names no code to ignore.", "warning", ignore.place, _SHAPE)
    message = f"a comment ignores codes or groups; {ignore.selector!r} is neither."
    return Diagnostic("CK802", message, "warning", ignore.place, help)


def _malformed(match: re.Match[str], at: Location, line: str) -> Diagnostic:
    place = at._replace(column=match.start() + 1, length=len(line.rstrip()) - match.start())
    help: str | None = _SHAPE
    if match[2] in _WORDS and match[1]:
        reason = "this comment does not say in brackets what to ignore, so it ignores nothing."
    elif match[2] in _WORDS:
        reason = "this comment lacks the colon after chartkit, so it ignores nothing."
    else:
        reason = f"a comment to chartkit says ignore[…] or ignore-file[…]; found {match[2] or match[3].strip()!r}."
        help = did_you_mean(match[2], _WORDS) or _SHAPE
    return Diagnostic("CK802", reason, "warning", place, help)
