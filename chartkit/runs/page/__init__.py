"""A run as one HTML page: takes a `RunReader`, gives a page with its charts, media and tables that needs nothing else.

`run_page.py` tells the order.
"""

from chartkit.runs.page.run_page import RunPage, run_page

__all__ = ["RunPage", "run_page"]
