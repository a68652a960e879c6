"""The numbers of evaluation plots, by NumPy alone: takes labels, scores and predictions, gives curves and counts.

Equal to scikit-learn's to 1e-12, which the tests prove; NumPy is imported when the first of them is used.
"""
