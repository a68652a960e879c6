"""A page as part of another one that is not ours, such as a notebook's output. Takes the page, gives a frame."""

from __future__ import annotations

from chartkit.render.page_parts import escaped


def inline_frame(title: str, page: str, height_px: int) -> str:
    """The page in a frame without an origin: what its scripts do stays in it; its links and downloads work."""
    style = f"width: 100%; height: {height_px}px; border: 0; background: #ffffff; color-scheme: light"
    return (
        f'<iframe title="{escaped(title)}" sandbox="allow-scripts allow-downloads allow-popups" style="{style}" '
        f'srcdoc="{escaped(page)}"></iframe>'
    )
