"""Fixes applied to text and written to files."""
