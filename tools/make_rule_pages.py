"""Write docs/rules/ from the rules: one page a code, and an index of all. `make rules` runs it; a test compares.

A rule's page is the docstring of its file, the page of any other code stands in chartkit/check/pages/.
"""

from __future__ import annotations

from pathlib import Path

from chartkit.check.page import pages
from chartkit.check.settings.selectors import GROUPS

FOLDER = Path(__file__).parent.parent / "docs" / "rules"
_HEAD = """# Rules

What `chartkit check` can find, by group; `chartkit rule CODE` prints a page. `select` and `ignore` in `[tool.chartkit]`
of `pyproject.toml`, and comments as `# chartkit: ignore[CK703]`, take codes, their beginnings and the groups.
"""


def rule_pages() -> dict[str, str]:
    """The name of each file in docs/rules/ with its text."""
    return {"README.md": index(), **{f"{code}.md": page.markdown for code, page in pages().items()}}


def index() -> str:
    """The list of all pages, a table for each group."""
    tables = [_HEAD]
    for group in GROUPS:
        of_group = [page for page in pages().values() if page.group == group]
        rows = [
            f"| [{page.code}]({page.code}.md) {page.name} | {page.severity} | {page.summary} |" for page in of_group
        ]
        if rows:
            tables.append(
                "\n".join([f"## {group}\n", "| rule | severity | what it finds |", "|---|---|---|", *rows, ""])
            )
    return "\n".join(tables)


def main() -> None:
    """Write what changed, and take away the pages of codes that are no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = rule_pages()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    for path in FOLDER.glob("*.md"):
        if path.name not in written:
            path.unlink()


if __name__ == "__main__":
    main()
