"""A run as one HTML page: takes a `RunReader`, gives a page with its charts, media and tables that needs nothing else.

`assembly.py` tells the order.
"""

from chartkit.runs.page.assembly import RunPage, run_page

__all__ = ["RunPage", "run_page"]
