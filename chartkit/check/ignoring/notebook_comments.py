"""Comments to `check` in a notebook: takes its JSON, gives what each comment of a cell says, placed in the file.

A line of Python is a part of a line of JSON, or the only one where a notebook is written without line ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chartkit.check.ignoring.comment_places import python_comments
from chartkit.check.ignoring.comments import Comments, Ignore, Part, comments_at
from chartkit.check.scripts.notebook import as_python, cells
from chartkit.check.scripts.source import SourceLine
from chartkit.diagnostics import ChartkitError, Location


def comments_of_notebook(text: str, file: str) -> Comments:
    """The comments of all code cells; those of a notebook that cannot be read are none, as its own check says so.

    They have no fixes: the text of a cell is not that of the file.
    """
    try:
        found = [*_found(text, file)]
    except ChartkitError:
        return Comments()
    ignores = (ignore for comments in found for ignore in comments.ignores)
    return Comments(tuple(ignores), tuple(fault for comments in found for fault in comments.faults))


def _found(text: str, file: str) -> Iterator[Comments]:
    for cell in cells(text, file):
        offsets = python_comments([*as_python(line.text for line in cell)])
        own = comments_at([line.text for line in cell], offsets, file)
        faults = (fault._replace(location=_placed(fault.location, cell)) for fault in own.faults)
        yield Comments(tuple(_ignore(ignore, cell) for ignore in own.ignores), tuple(faults))


def _ignore(ignore: Ignore, cell: Sequence[SourceLine]) -> Ignore:
    place = _placed(ignore.place, cell) or ignore.place
    if ignore.about is None:
        return ignore._replace(place=place, fix=None)
    line = cell[ignore.about.line - 1]
    columns = range(line.column, _column(line, len(line.text)) + 1)
    return ignore._replace(about=Part(line.number, columns, ignore.about.line), place=place, fix=None)


def _placed(place: Location | None, cell: Sequence[SourceLine]) -> Location | None:
    """A place of a cell's lines as one of the file."""
    if place is None or place.line is None or place.column is None:
        return place
    line = cell[place.line - 1]
    begin, end = (_column(line, offset) for offset in (place.column - 1, place.column - 1 + place.length))
    return place._replace(line=line.number, column=begin, length=max(end - begin, 1))


def _column(line: SourceLine, offset: int) -> int:
    return line.column_at(len(line.text[:offset].encode(errors="replace")))
