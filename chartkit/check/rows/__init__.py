"""The rows of an example as a view draws them: takes the bound example and the views, gives rows after transforms.

In plain Python, for a check must not wait for an engine to load: filters, calculations and folds are done as JavaScript
does them, and what depends on anything more is said to be unknown, never guessed.
"""

from chartkit.check.rows.tables import Rows, Step
from chartkit.check.rows.view_rows import ViewRows, rows_of_views

__all__ = ["Rows", "Step", "ViewRows", "rows_of_views"]
