r"""CSV as programs read it back: takes rows of a `csv.writer`, gives text of one line end, every cell as it was.

Cells that begin as formulas of spreadsheets do (`=`, `+`, `-`, `@`, a tab) stay as they are, in every file of ours: a
sign before them would change names and labels for whoever reads the file by program, and -1.5 is a number. A carriage
return is quoted, which `csv.writer` does only where its own line end has one: bare, it ends the line for many readers,
and the rest of a cell would be the first of a new row.

Source: RFC 4180, section 2, rules 5 and 6.
"""

from __future__ import annotations

import io

LINE_END = "\r\n"
"""What the writer is to end rows with; in the text it is a line feed alone."""


class CsvText(io.StringIO):
    r"""What a writer writes to, a row at a time.

    >>> import csv
    >>> text = CsvText()
    >>> csv.writer(text, lineterminator=LINE_END).writerow(["=1+1", "a\rb", -1.5])
    16
    >>> text.getvalue()
    '=1+1,"a\rb",-1.5\n'
    """

    def __init__(self) -> None:
        super().__init__(newline="")

    def write(self, row: str, /) -> int:
        """Keep a row; its characters."""
        return super().write(row.removesuffix(LINE_END) + "\n")

    def content(self) -> bytes:
        """The text in UTF-8; half of a surrogate pair, which no text has, as `?`."""
        return self.getvalue().encode(errors="replace")
