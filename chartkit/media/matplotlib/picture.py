"""A figure as a picture: takes what has no exact chart, gives the PNG that matplotlib draws of it."""

from __future__ import annotations

from io import BytesIO

from chartkit.data.media_content import MediaContent
from chartkit.diagnostics import DataError, Diagnostic
from chartkit.media.inline import ShowsInNotebooks
from chartkit.media.matplotlib.artists import Artist


class Picture(ShowsInNotebooks):
    """A PNG of a figure, made at once, so that the figure may change or go; it is kept as an image."""

    def __init__(self, figure: Artist, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        self._content = png_of(figure)
        width, height = (int.from_bytes(self._content[at : at + 4], "big") for at in (16, 20))
        self._facts = {"format": "png", "width": width, "height": height}
        self.diagnostics = diagnostics

    def __chartkit_media__(self) -> MediaContent:
        """The image as a run keeps it."""
        return MediaContent("image", ".png", self._content, self._facts, self.diagnostics)

    def __repr__(self) -> str:
        return f"Picture({self._facts['width']} × {self._facts['height']} px)"


def png_of(figure: Artist) -> bytes:
    """The figure as PNG in its own size and resolution. Raises `DataError` where matplotlib cannot draw it."""
    buffer = BytesIO()
    try:
        figure.savefig(buffer, format="png", dpi="figure")
    except Exception as error:  # artists are the user's own as well, and fail in their own ways
        raise undrawable(error) from error
    return buffer.getvalue()


def undrawable(error: Exception) -> DataError:
    """The error for a figure that matplotlib itself refuses to draw."""
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    help = "draw it with fig.savefig('figure.png') to see matplotlib's whole message"
    return DataError.of("CK652", f"matplotlib cannot draw this figure: {type(error).__name__}: {reason}", help)
