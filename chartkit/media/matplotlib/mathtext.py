"""Mathtext as plain text: takes a text of matplotlib's with `$…$`, gives it in Unicode where that can say it."""

from __future__ import annotations

import re

from chartkit.media.matplotlib.artists import RefusedError

_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()aeioxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢₒₓₕₖₗₘₙₚₛₜ", strict=True))
_LETTERS = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ "
    "pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π "
    "Sigma Σ Phi Φ Psi Ψ Omega Ω times × cdot ⋅ pm ± mp ∓ div ÷ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ "
    "infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ degree ° circ ∘ ell ℓ hbar ℏ in ∈ propto ∝ to → rightarrow → "
    "leftarrow ← Rightarrow ⇒ ldots … cdots ⋯ prime ′ forall ∀ exists ∃ log log ln ln exp exp sin sin cos cos "
    "tan tan max max min min quad \u2003 % % $ $ & & # # _ _ { { } }"
).split(" ")
_SYMBOLS = dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True))
_PART = re.compile(r"(?<!\\)\$((?:\\.|[^$])*)(?<!\\)\$")
_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([{}^_])|(\s+)|(.)", re.DOTALL)
_FONTS = frozenset("mathdefault mathregular mathrm mathnormal mathit text mathsf operatorname rm".split())
_SPACES = {",": "\u2009", ";": "\u2005", ":": "\u2005", " ": " ", "!": ""}


def plain_text(text: str) -> str:
    r"""`text` with its mathtext as Unicode.

    Raises `RefusedError` for unknown commands, and for raised or lowered signs that Unicode lacks.

    >>> plain_text(r"loss $\mathdefault{10^{-3}}$")
    'loss 10⁻³'
    """
    if "$" not in text:
        return text
    return _PART.sub(lambda found: _Reader(found[1]).all(), text).replace(r"\$", "$")


class _Reader:
    """One walk over the mathtext between two dollars."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = [found.groups() for found in _TOKEN.finditer(source)]
        self.at = 0

    def all(self) -> str:
        return "".join(self.group(closes=False))

    def group(self, closes: bool) -> list[str]:
        parts: list[str] = []
        while self.at < len(self.tokens):
            command, sign, space, letter = self.tokens[self.at]
            self.at += 1
            if sign == "}" and closes:
                return parts
            if command:
                parts.append(self.command(command))
            elif sign:
                parts.append(self.sign(sign))
            elif letter and not space:
                parts.append("−" if letter == "-" else letter)
        if closes:
            raise self.refused()
        return parts

    def command(self, name: str) -> str:
        if name in _FONTS:
            return ""
        if name in _SPACES:
            return _SPACES[name]
        if name in ("frac", "dfrac"):
            return f"{self.argument()}/{self.argument()}"
        if name not in _SYMBOLS:
            raise self.refused()
        return _SYMBOLS[name]

    def sign(self, sign: str) -> str:
        if sign == "{":
            return "".join(self.group(closes=True))
        if sign == "}":
            raise self.refused()
        letters = _RAISED if sign == "^" else _LOWERED
        argument = self.argument()
        if any(letter not in letters for letter in argument):
            raise self.refused()
        return "".join(letters[letter] for letter in argument)

    def argument(self) -> str:
        if self.at == len(self.tokens):
            raise self.refused()
        command, sign, _, letter = self.tokens[self.at]
        self.at += 1
        if sign == "{":
            return "".join(self.group(closes=True))
        return self.command(command) if command else letter or ""

    def refused(self) -> RefusedError:
        return RefusedError(f"the mathtext ${self.source}$, which plain text cannot say")
