"""What the picture of an example shows: takes a compiled chart, draws it with Vega, and counts its marks view by view.

`drawn.py` gives the findings; `scene.py` reads the picture, `mark_names.py` knows which of its marks a view draws, and
`blank_views.py` says why there are none.
"""
