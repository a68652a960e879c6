"""What a page may load and run, as its Content-Security-Policy. Takes its scripts and styles, and what it needs.

Nothing is reached outside of the page in any case. A framed page is under the policy of the page around it as well, so
that one that runs scripts of any text loosens the policy of the whole; a page of charts alone has hashes only.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Sequence
from hashlib import sha256

from chartkit.render.page_parts import Need


def policy(styles: Sequence[str], scripts: Sequence[str], needs: Collection[Need], is_linked: bool = False) -> str:
    """The policy of a page with these texts as inline styles and scripts, or with its own files in their place."""
    own = "'self'" if is_linked else ""
    rules = {
        "default-src": "'none'",
        "script-src": own or " ".join(map(_hash, scripts)) or "'none'",
        "style-src": own or " ".join(map(_hash, styles)),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if "players" in needs:
        rules |= {"media-src": "data:"}
    if "frames" in needs:
        rules |= {
            "script-src": f"{own} 'unsafe-inline' 'unsafe-eval' data: blob:".strip(),
            "style-src": f"{own} 'unsafe-inline' data:".strip(),
            "font-src": "data:",
            "media-src": "data: blob:",
        }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
