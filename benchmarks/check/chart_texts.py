"""The bodies of eight kinds of charts, as written by hand; `{color}` and `{metric}` differ from preset to preset."""

_LINE = """\
  mark: {{type: line, strokeWidth: 2, interpolate: monotone, color: "{color}"}}
  encoding:
    x: {{field: "${{field:x}}", type: quantitative, axis: {{tickCount: 6, grid: false}}}}
    y: {{field: "${{field:y}}", type: quantitative, scale: {{zero: false}}, title: {metric}}}
    color: {{field: "${{field:group}}", type: nominal, legend: {{orient: bottom}}}}
"""
_BAR = """\
  mark: {{type: bar, cornerRadiusEnd: 2, color: "{color}"}}
  encoding:
    x: {{field: "${{field:group}}", type: nominal, sort: "-y", axis: {{labelAngle: 0}}}}
    y: {{aggregate: mean, field: "${{field:y}}", type: quantitative, title: mean {metric}}}
    tooltip:
      - {{field: "${{field:group}}", type: nominal}}
      - {{aggregate: mean, field: "${{field:y}}", type: quantitative, format: ".3f"}}
"""
_HISTOGRAM = """\
  mark: {{type: bar, binSpacing: 1, color: "{color}"}}
  encoding:
    x: {{field: "${{field:y}}", bin: {{maxbins: 20}}, type: quantitative, title: {metric}}}
    y: {{aggregate: count, type: quantitative, stack: zero}}
    color: {{field: "${{field:group}}", type: nominal}}
"""
_SCATTER = """\
  params:
    - {{name: brush, select: {{type: interval, resolve: global}}}}
  mark: {{type: point, filled: true, opacity: 0.7, size: 40}}
  encoding:
    x: {{field: "${{field:x}}", type: quantitative, scale: {{nice: true}}}}
    y: {{field: "${{field:y}}", type: quantitative, scale: {{zero: false}}}}
    color:
      condition: {{param: brush, field: "${{field:group}}", type: nominal}}
      value: "{color}"
"""
_BAND = """\
  transform:
    - aggregate: [{{op: mean, field: "${{field:y}}", as: middle}}, {{op: stdev, field: "${{field:y}}", as: spread}}]
      groupby: ["${{field:x}}", "${{field:group}}"]
    - {{calculate: datum.middle - datum.spread, as: low}}
    - {{calculate: datum.middle + datum.spread, as: high}}
  encoding:
    x: {{field: "${{field:x}}", type: quantitative}}
    color: {{field: "${{field:group}}", type: nominal}}
  layer:
    - mark: {{type: area, opacity: 0.2}}
      encoding:
        y: {{field: low, type: quantitative, title: {metric}}}
        y2: {{field: high}}
    - mark: {{type: line}}
      encoding:
        y: {{field: middle, type: quantitative}}
"""
_HEAT = """\
  mark: {{type: rect, tooltip: true}}
  encoding:
    x: {{field: "${{field:x}}", type: ordinal, axis: {{labelOverlap: true}}}}
    y: {{field: "${{field:group}}", type: nominal}}
    color: {{aggregate: max, field: "${{field:y}}", type: quantitative, scale: {{scheme: viridis}}, title: {metric}}}
"""
_FACET = """\
  facet: {{field: "${{field:group}}", type: nominal, header: {{labelFontWeight: bold}}}}
  columns: 3
  spec:
    width: 160
    height: 120
    mark: {{type: area, line: true, color: "{color}"}}
    encoding:
      x: {{field: "${{field:x}}", type: quantitative}}
      y: {{field: "${{field:y}}", type: quantitative, title: {metric}}}
  resolve: {{scale: {{y: independent}}}}
"""
_RULE = """\
  layer:
    - mark: {{type: circle, size: 30, color: "{color}"}}
      encoding:
        x: {{field: "${{field:x}}", type: quantitative}}
        y: {{field: "${{field:y}}", type: quantitative, scale: {{zero: false}}}}
        shape: {{field: "${{field:group}}", type: nominal}}
    - mark: {{type: rule, strokeDash: [4, 4]}}
      encoding:
        y: {{aggregate: median, field: "${{field:y}}", type: quantitative}}
    - mark: {{type: text, align: left, dx: 4, dy: -6}}
      encoding:
        y: {{aggregate: median, field: "${{field:y}}", type: quantitative}}
        text: {{value: median}}
"""

KINDS = (_LINE, _BAR, _HISTOGRAM, _SCATTER, _BAND, _HEAT, _FACET, _RULE)
