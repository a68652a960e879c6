"""A text has too little contrast with what it lies on.

## Why
Pale text cannot be read on a projector, in print, in sunlight, or by one reader in twelve. WCAG asks for a contrast of
4.5 between a text and its ground, and of 3 where the text is large: from 24 px, or 18.66 px in bold. Opacity counts.
On a dark background the texts that a spec says nothing about stay black.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative, axis: {labelColor: "#bbbbbb"}}
```

## Passing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative, axis: {labelColor: "#666666"}}
```

## Source
WCAG 2.2, [success criterion 1.4.3](https://www.w3.org/TR/WCAG22/#contrast-minimum).
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.charts.black_texts import black_texts
from chartkit.check.charts.colored_texts import ColoredText, colored_texts
from chartkit.check.charts.grounds import Config, config_of, entry, page_color, plot_color
from chartkit.check.charts.readable import hexadecimal, readable
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.colors import BLACK, Color, contrast, shown_contrast


def faint_text(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each colour of a text that is too near to its ground, and at a ground too dark for black texts."""
    own = ("background",) if "background" in subject.plain else ("config", "background")
    is_own = entry(subject.plain, *own) is not None
    texts = list(colored_texts(subject.plain, subject.views)) if subject.views else []
    if not subject.views or not (texts or is_own):
        return
    config = config_of(subject)
    page = page_color(subject.plain, config)
    if is_own and page and contrast(BLACK, page) < 4.5 and not is_of_string_slot(subject, own):
        yield from _black(subject, page, config, own)
    for text in texts:
        ground = plot_color(text.view, config, page) if text.view else page
        fault = _fault(text, ground) if ground else None
        if fault and not is_of_string_slot(subject, text.path):
            yield Diagnostic("CK827", fault[0], "warning", subject.locate(text.path), fault[1])


def _fault(text: ColoredText, ground: Color) -> tuple[str, str | None] | None:
    """What is wrong with the contrast of a text, and the way out."""
    color = text.color.over(ground)
    if contrast(color, ground) >= text.needed:
        return None
    is_faded = text.color.alpha < 1 and contrast(text.color._replace(alpha=1.0), ground) >= text.needed
    near = None if is_faded else readable(color, ground, text.needed)
    help = f"{near!r} is the nearest that can be read there" if near else "it is pale by its opacity alone: raise that"
    message = (
        f"this text has a contrast of {shown_contrast(color, ground)} with its ground, {hexadecimal(ground)}; it needs"
    )
    return f"{message} {text.needed:g}.", help if near or is_faded else None


def _black(subject: Subject, page: Color, config: Config, own: JsonPath) -> Iterable[Diagnostic]:
    """Texts that nobody gave a colour, on a dark background."""
    parts = list(black_texts(subject.views, config))
    if parts:
        *before, last = [f"the {part}" for part, _ in parts]
        words = f"{', '.join(before)} and {last}" if before else last
        message = f"{words} {'is' if parts[0][0] == 'title' else 'are'} black here, which has a contrast of"
        message += f" {shown_contrast(BLACK, page)} with this background; it needs 4.5."
        help = f"write config: {{{', '.join(settings for _, settings in parts)}}}"
        yield Diagnostic("CK827", message, "warning", subject.locate(own), help)


RULE = Rule("CK827", "faint-text", "warning", "charts", faint_text)
