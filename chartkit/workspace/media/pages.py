"""Logged pages on their own: takes the bytes of one and its run's folder, gives a page with all its files inside.

The page is shown in a frame without an origin, under a policy of its own: its scripts run, also those that eval, and
reach neither this server, nor the page around them, nor any machine. All it can tell is its height.
"""

from __future__ import annotations

import re
import secrets
from html import escape
from pathlib import Path

from chartkit.diagnostics import RunError
from chartkit.media.inline import data_address
from chartkit.media.page_text import page_text
from chartkit.media.plotly import plotly_page
from chartkit.runs.contents.kept_file import kept_bytes, kept_path

POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "style-src 'unsafe-inline' data: blob:; img-src data: blob:; font-src data: blob:; media-src data: blob:; "
    "worker-src data: blob:; child-src data: blob:; connect-src data: blob:; base-uri 'none'; form-action 'none'"
)
PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(), display-capture=(), "
    "fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)
_COMPANION = re.compile(rb"[0-9a-f]{64}(?:\.[0-9A-Za-z]{1,12}){1,3}")
_TELL_HEIGHT = b"""<script>(() => {
  const root = document.documentElement;
  const tell = () => parent.postMessage(
    { height: Math.ceil(Math.max(root.getBoundingClientRect().height, document.body?.scrollHeight ?? 0)) }, "*");
  new ResizeObserver(tell).observe(root);
})()</script>"""


def page_bytes(folder: Path, file: str, script: str | None = None) -> bytes:
    """The page in the media of a run, as UTF-8, with the files that it names inside; `script` draws a Plotly figure.

    Raises `RunError` for a file that is gone, damaged, or none of a run's.
    """
    path = kept_path(folder, "media", file)
    content = kept_bytes(path)
    if script is not None:
        content = plotly_page(content, kept_path(folder, "media", script).name)
    for name in dict.fromkeys(_COMPANION.findall(content)):
        beside = path.with_name(name.decode())
        if beside.is_file() and not beside.is_symlink():
            content = content.replace(name, data_address(beside.suffix, kept_bytes(beside)).encode())
    return page_text(content).encode("utf-8", "replace") + _TELL_HEIGHT


def opened_page(address: str, framed_by: str) -> tuple[bytes, str]:
    """A page of ours around the logged page at `address`, and its policy, for who opens that in a tab of its own.

    On top of a tab a logged page could lead the tab elsewhere; in this frame it leads nowhere.
    """
    nonce = secrets.token_urlsafe(16)
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>A logged page</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<style nonce="{nonce}">iframe {{ position: fixed; inset: 0; width: 100%; height: 100%; border: 0 }}</style>\n'
        f'<iframe sandbox="allow-scripts" referrerpolicy="no-referrer" title="Logged page" src="{escape(address)}">'
        "</iframe>\n</html>\n"
    )
    allowed = f"default-src 'none'; style-src 'nonce-{nonce}'; frame-src 'self'; base-uri 'none'; form-action 'none'"
    return page.encode(), f"{allowed}; frame-ancestors {framed_by}"


def refused_page(error: RunError) -> bytes:
    """What stands in the frame of a logged page that cannot be read: why."""
    said = "".join(f"<p>{escape(str(one.message))}</p>" for one in error.diagnostics)
    return f'<!DOCTYPE html>\n<meta charset="utf-8">\n<title>Cannot be shown</title>\n{said}\n'.encode() + _TELL_HEIGHT


def policy(framed_by: str) -> str:
    """The policy of a logged page; it may stand in our page's frames, and in those of a page that may show ours."""
    around = "" if framed_by == "'none'" else f" {framed_by}"
    return f"{POLICY}; frame-ancestors 'self'{around}"
