"""Secrets taken out of what a run keeps of the code: command lines, addresses, differences, scripts.

Takes text; gives it with `[removed]` where a secret was. Known shapes of keys go wherever they stand, other values by
the name they are given: `--token=…`, `api_key = "…"`, `DB_PASSWORD=…`. When in doubt it goes; what has no telling name
and no known shape cannot be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

REMOVED = "[removed]"

_SHAPES = re.compile(
    r"""
    \b(?:AKIA|ASIA)[0-9A-Z]{16}\b                        # AWS
    | \bhf_[A-Za-z0-9]{20,}                              # Hugging Face
    | \bsk-[A-Za-z0-9_-]{20,}                            # OpenAI, Anthropic
    | \bgh[pousr]_[A-Za-z0-9]{20,} | \bgithub_pat_\w{20,}  # GitHub
    | \bglpat-[\w-]{20,}                                 # GitLab
    | \bwandb_v\d+_\w{20,} | \blocal-[0-9a-f]{40}\b      # W&B
    | \bAIza[\w-]{35}                                    # Google
    | \bxox[abeoprs]-[\w-]{10,}                          # Slack
    | \b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}             # Stripe
    | \bpypi-[\w-]{50,} | \bnpm_[A-Za-z0-9]{30,}         # PyPI, npm
    | \beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*             # JSON web tokens
    """,
    re.VERBOSE,
)
_HEX_KEY = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{40}(?![0-9A-Za-z])")
"""W&B's keys. Hashes of git look the same: those that a difference names are kept."""
_HASH_LINE = re.compile(r"[-+ ]?(?:Subproject commit|commit|index) [0-9a-f]{40}")
_PRIVATE_KEY = re.compile(r"(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(?=-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
_USER = re.compile(r"\b([a-z][a-z0-9+.-]*://)[^\s/@'\"]+@", re.IGNORECASE)
_HEADER = re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE)
_NAME = (
    r"(?:password|passwd|passphrase|secret|credentials?|auth[_-]?token|access[_-]?token|"
    r"(?:api|access|private|secret|signing|encryption|account)[_-]?key|apikey|token|dsn|connection[_-]?string|"
    r"signature|pwd)(?![a-z])[\w-]{0,40}"
)
"""From the telling word to the end of the name; what stands before the word says nothing."""
_QUOTED = re.compile(
    rf"""(?P<name>{_NAME}["']?\s*(?::\s*\w+\s*)?[=:]\s*[rbf]?)(?P<quote>["'])(?P<value>[^"'\n]+)(?P=quote)""", re.I
)
_BARE = re.compile(rf"(?P<name>{_NAME}=)(?P<value>[^\s&'\"()\[\]{{}}]+)", re.I)
_YAML = re.compile(rf"(?P<name>{_NAME}:\s+)(?P<value>[^\s'\"{{\[|>&*!#][^\s,()]*)\s*$", re.I)
_BEFORE_BARE = re.compile(r"(?:^[-+ ]?|[?&;\s])[\w.-]{0,60}$")
_BEFORE_YAML = re.compile(r"^[-+ ]?\s*[\w.-]{0,60}$")
"""What may stand before a telling word: elsewhere `token=…` is an argument of a call, and `token: …` a type."""
_TELLING = re.compile(_NAME)
_WORDS = ("passw", "passphrase", "secret", "credential", "token", "key", "dsn", "connection", "signature", "pwd")
_STARTS = (
    "AKIA ASIA hf_ sk- ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- wandb_v local- AIza xox k_live_ k_test_ pypi- npm_"
    " eyJ"
).split()
"""One of these is in every line that a slower pattern could fit."""
_OPTION = re.compile(rf"--?[\w.-]*?{_NAME}", re.IGNORECASE)
_HARMLESS = re.compile(r"-?\d+(?:\.\d+)?|true|false|none|null|<[^<>]*>|\$\{?\w+\}?|os\.environ.*", re.IGNORECASE)
"""Values that are none: numbers, special tokens of a vocabulary, names of variables."""
_PASSWORD = re.compile(r"pass|pwd|secret", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """The text with every secret that has a known shape or a telling name removed.

    >>> without_secrets('api_key = "abc"; url = "https://me:pw@host/x"')
    'api_key = "[removed]"; url = "https://[removed]@host/x"'
    """
    text = _PRIVATE_KEY.sub(rf"\1{REMOVED}", text)
    return "\n".join(map(_line_without_secrets, text.split("\n")))


def command_without_secrets(arguments: Sequence[str]) -> list[str]:
    """The words of a command line; after an option with a telling name the next word goes too.

    >>> command_without_secrets(["train.py", "--token", "abc", "--password=x", "--max-tokens", "512"])
    ['train.py', '--token', '[removed]', '--password=[removed]', '--max-tokens', '512']
    """
    found: list[str] = []
    is_secret = False
    for word in arguments:
        name, sign, value = word.partition("=")
        if is_secret and not word.startswith("-") and not _is_harmless(found[-1], word):
            found.append(REMOVED)
        elif sign and _OPTION.fullmatch(name if name.startswith("-") else f"-{name}"):
            found.append(word if _is_harmless(name, value) else f"{name}={REMOVED}")
        else:
            found.append(without_secrets(word))
        is_secret = not sign and _OPTION.fullmatch(word) is not None
    return found


def address_without_user(address: str) -> str:
    """The address of a repository without user, password and query; `git@host:path`, where the user is none, stays.

    >>> address_without_user("https://me:token@github.com/a/b.git?x=1")
    'https://github.com/a/b.git'
    """
    address = re.sub(r"^([a-z][a-z0-9+.-]*://)[^/]*@", r"\1", address, flags=re.IGNORECASE)
    if "://" in address:
        address = re.split(r"[?#]", address, maxsplit=1)[0]
    elif not address.startswith("git@"):
        address = re.sub(r"^[^/@]*@", "", address)
    return without_secrets(address)


def _line_without_secrets(line: str) -> str:
    if any(start in line for start in _STARTS):
        line = _SHAPES.sub(REMOVED, line)
    if "://" in line:
        line = _USER.sub(rf"\1{REMOVED}@", line)
    small = line.lower()
    if "bearer" in small or "basic" in small:
        line = _HEADER.sub(rf"\1 {REMOVED}", line)
    if any(word in small for word in _WORDS) and _TELLING.search(small):
        line = _QUOTED.sub(_value_removed, line)
        line = _BARE.sub(lambda match: _value_removed(match, _BEFORE_BARE), line)
        line = _YAML.sub(lambda match: _value_removed(match, _BEFORE_YAML), line)
    return line if _HASH_LINE.match(line) else _HEX_KEY.sub(REMOVED, line)


def _is_harmless(name: str, value: str) -> bool:
    """True for what is no secret under that name; a password may be a number."""
    is_number = value.lstrip("-").replace(".", "", 1).isdigit()
    return _HARMLESS.fullmatch(value) is not None and not (is_number and _PASSWORD.search(name))


def _value_removed(match: re.Match[str], before: re.Pattern[str] | None = None) -> str:
    value, whole = match["value"], match[0]
    if value == REMOVED or _is_harmless(match["name"], value):
        return whole
    if before is not None and not before.search(match.string[max(0, match.start() - 62) : match.start()]):
        return whole
    start, end = match.start("value") - match.start(), match.end("value") - match.start()
    return whole[:start] + REMOVED + whole[end:]
