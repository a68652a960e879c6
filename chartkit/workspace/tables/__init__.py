"""Logged tables for the page: takes a run's table of any size, gives its rows in pieces, sorted and filtered here."""
