"""Which chartkit this is: what runs are marked with, and `chartkit.__version__`."""

VERSION = "0.1.0"
