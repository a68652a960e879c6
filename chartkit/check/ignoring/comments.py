"""Comments to `check` in a file: takes its text, gives what each of them asks to leave out, and where.

`# chartkit: ignore[CK203]` behind a line is about this line, on a line of its own about the next line that holds more
than a comment; `# chartkit: ignore-file[CK203, slots]` is about the whole file. JSON has no comments, but a
notebook's cells do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chartkit.check.ignoring.comment_places import python_comments, yaml_comments
from chartkit.check.settings.selectors import unknown_selector
from chartkit.diagnostics import Diagnostic, Edit, Fix, Location, source_lines
from chartkit.schema import did_you_mean

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*chartkit\s*(:?)\s*([\w-]*)(.*)$")
_NAMES = re.compile(r"\s*\[([^\]]*)\](.*)$")
_WORDS = ("ignore", "ignore-file")
_FOREIGN = ("noqa", "disable", "nolint", "off", "skip", "allow", "ignore-line", "ignore-next-line")
_SHAPE = "write # chartkit: ignore[CK203], with the codes or groups to leave out, or ignore-file[…] for the whole file"


class Part(NamedTuple):
    """What a comment is about: a line of its file; of a notebook's line the columns that are a line of Python.

    `cell_line` is the number of that line in its cell.
    """

    line: int
    columns: range | None = None
    cell_line: int | None = None

    def holds(self, place: Location) -> bool:
        """Whether a finding's place is in it; one in a text of several lines is where the text begins, too."""
        if self.columns is not None and place.column not in self.columns:
            return False
        return self.line in (place.line, place.first_line or place.line)

    def __str__(self) -> str:
        return f"on line {self.line}" if self.cell_line is None else f"on line {self.cell_line} of its cell"


class Ignore(NamedTuple):
    """One selector of a comment: what it leaves out in the part it is `about`, in the whole file where that is None.

    `place` is the selector itself, `fix` takes it out.
    """

    selector: str
    about: Part | None
    place: Location
    fix: Fix | None


class Comments(NamedTuple):
    """The comments of one file: what they ignore, and what is wrong with them."""

    ignores: tuple[Ignore, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


def read_comments(text: str, file: str) -> Comments:
    """Every comment to `check` in `text`, in order. O(n), and next to nothing for a text without the word chartkit."""
    if "chartkit" not in text or "#" not in text or file.endswith(".json"):
        return Comments()
    if file.endswith(".ipynb"):
        from chartkit.check.ignoring.notebook_comments import comments_of_notebook

        return comments_of_notebook(text, file)
    lines = source_lines(text)
    return comments_at(lines, python_comments(lines) if file.endswith(".py") else yaml_comments(lines), file)


def comments_at(lines: Sequence[str], offsets: Mapping[int, int], file: str) -> Comments:
    """What the comments of `lines` say; `offsets` holds where each begins, by the number of its line."""
    ignores: list[Ignore] = []
    faults: list[Diagnostic] = []
    for number, offset in offsets.items():
        line = lines[number - 1]
        match = _COMMENT.search(line, offset)
        if match is None or not (match[1] or _is_meant(match[2])):
            continue
        names = _NAMES.match(match[3])
        if match[1] and match[2] in _WORDS and names and not names[2].strip().startswith("["):
            about = None if match[2] == "ignore-file" else Part(_line_meant(lines, number))
            found = _selectors(names[1], match.start(3) + names.start(1), line, Location(file, number), match.start())
            for ignore in found:
                help = unknown_selector(ignore.selector)
                if help is None and ignore.selector:
                    ignores.append(ignore._replace(about=about))
                else:
                    faults.append(_unknown(ignore, help))
        else:
            faults.append(_malformed(match, Location(file, number), line))
    return Comments(tuple(ignores), tuple(faults))


def _is_meant(word: str) -> bool:
    """Whether a comment without its colon was meant for `check`, not for a reader."""
    return word in (*_WORDS, *_FOREIGN)


def _line_meant(lines: Sequence[str], number: int) -> int:
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
