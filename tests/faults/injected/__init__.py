"""Faults done to real processes and real files, and what is left of a run after each."""
