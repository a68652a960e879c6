"""What is wrong with an expression, and at which character."""

from __future__ import annotations


class ExpressionError(ValueError):
    """An expression that Vega would not read: `message` says why, `start` is the character it is about, from 0."""

    def __init__(self, message: str, start: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
