/** A line panel as a drawing: takes its lines and their colours, gives the server's spec with tables of rows. */
import type { NumberArray } from "../api/columns";
import type { Columns, Drawing } from "../drawing/messages";
import type { Line, PanelLines } from "./data";

const SOLID: readonly number[] = [1, 0];
/** The second metric of a panel and those after it: one run keeps one colour. */
const DASHES: readonly (readonly number[])[] = [SOLID, [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [1, 3]];
const ENDS = ["x_low", "x_high", "y_low", "y_high"] as const;

export const dashOf = (keys: readonly string[], key: string): readonly number[] => DASHES[Math.max(0, keys.indexOf(key)) % DASHES.length] ?? SOLID;

/** The drawing without its scale; null where there is nothing to draw. */
export function drawingOf(
  panel: PanelLines,
  keys: readonly string[],
  colorOfLine: (line: Line) => string,
  size: { readonly widthPx: number; readonly heightPx: number; readonly isDark: boolean },
): Omit<Drawing, "scale"> | null {
  const { x_domain, y_domain } = panel.meta;
  if (!x_domain || !y_domain) return null;
  const ends = [...x_domain, ...y_domain];
  const signals = Object.fromEntries(ENDS.map((name, place) => [name, ends[place]]));
  return { spec: panel.spec, data: tablesOf(panel.lines, keys, colorOfLine), signals, ...size };
}

function tablesOf(lines: readonly Line[], keys: readonly string[], colorOfLine: (line: Line) => string): Record<string, Columns | readonly object[]> {
  const colors = lines.map(colorOfLine);
  const dashes = keys.length > 1 ? lines.map(({ key }) => dashOf(keys, key)) : null;
  const dots: object[] = [];
  const odd: object[] = [];
  lines.forEach(({ x, y, oddX, oddKind }, place) => {
    for (const at of lonely(y)) dots.push({ x: x[at], y: y[at], color: colors[place] });
    for (let at = 0; at < oddX.length; at++) odd.push({ x: oddX[at], kind: oddKind[at], color: colors[place] });
  });
  return {
    lines: table(lines.map(({ x, y }) => ({ x, y })), colors, dashes),
    raw: table(lines.map(({ rawX, rawY }) => ({ x: rawX, y: rawY })), colors, dashes),
    bands: table(lines.map(({ x, low, high }) => ({ x: low.length ? x : low, low, high })), colors, null),
    dots,
    odd,
  };
}

/** Places of points that no line reaches: those with nothing on either side. */
function lonely(y: ArrayLike<number>): number[] {
  const found: number[] = [];
  for (let at = 0; at < y.length; at++) {
    if (Number.isFinite(y[at]) && !Number.isFinite(y[at - 1]) && !Number.isFinite(y[at + 1])) found.push(at);
  }
  return found;
}

/** Lines one after the other as columns; a y that no axis shows is NaN, which breaks its line. */
function table(parts: readonly Readonly<Record<string, NumberArray>>[], colors: readonly string[], dashes: readonly (readonly number[])[] | null): Columns {
  const lengths = parts.map((part) => (part["x"] as NumberArray).length);
  const n = lengths.reduce((sum, length) => sum + length, 0);
  const columns: Record<string, Float64Array | Uint32Array | unknown[]> = { line: new Uint32Array(n), color: new Array<string>(n) };
  if (dashes) columns["dash"] = new Array<unknown>(n);
  for (const name of Object.keys(parts[0] ?? {})) columns[name] = new Float64Array(n);
  let first = 0;
  parts.forEach((part, place) => {
    const last = first + (lengths[place] as number);
    columns["line"]?.fill(place as never, first, last);
    columns["color"]?.fill(colors[place] as never, first, last);
    columns["dash"]?.fill(dashes?.[place] as never, first, last);
    for (const [name, numbers] of Object.entries(part)) {
      const column = columns[name] as Float64Array;
      for (let at = 0; at < numbers.length; at++) column[first + at] = Number.isFinite(numbers[at]) ? (numbers[at] as number) : NaN;
    }
    first = last;
  });
  return columns;
}
