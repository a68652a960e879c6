"""`python -m chartkit`: the command line."""

from chartkit.cli import main

main()
