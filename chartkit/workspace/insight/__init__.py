"""What settings and results of many runs tell together: parallel coordinates, and how much each setting matters.

Takes the runs of a project; gives charts compiled from `presets/workspace/` and what the page lays over them.
"""
