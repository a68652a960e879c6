"""A project as pages that need no server: takes a workspace and what is asked, gives one HTML file or a static site.

`report.py` tells the order of a report, `site.py` that of a site.
"""
