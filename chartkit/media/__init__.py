"""Media: what is logged as a file of its own, and other libraries' figures.

Takes HTML, images, sounds, figures; gives `MediaContent` when a run or a table asks for it. Names are loaded when they
are first used, and other libraries only for the values that are theirs.
"""
