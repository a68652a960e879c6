"""Charts before and after: takes a commit, gives every preset whose output changed, as a page and as Markdown.

`comparison.py` tells the story.
"""

from chartkit.check.diff.comparison import ChartChange, Comparison, compare
from chartkit.check.diff.markdown import as_markdown
from chartkit.check.diff.page import as_page

__all__ = ["ChartChange", "Comparison", "as_markdown", "as_page", "compare"]
