/** Where the reader points, in every panel with the same x axis, and which points are near. */
import { signal } from "@preact/signals";
import type { PanelLines, Line } from "./data";
import type { Frame } from "./frame";

export interface Crosshair {
  /** The panel that is pointed at. */
  readonly panel: string;
  readonly axis: string;
  readonly x: number;
  /** Where the pointer is in the panel, in pixels; without a pointer, the keyboard points. */
  readonly yPx: number | null;
}

export const crosshair = signal<Crosshair | null>(null);

/** A point of a line that is nearest to an x. */
export interface Near {
  readonly line: Line;
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

/** Of each line its point nearest to `x`; lines that are not there are left out. */
export function nearest(lines: PanelLines["lines"], x: number): Near[] {
  const found: Near[] = [];
  for (const line of lines) {
    const [first, last] = [line.x[0], line.x[line.x.length - 1]];
    if (first === undefined || last === undefined) continue;
    const room = (last - first) * 0.02;
    if (x < first - room || x > last + room) continue;
    const at = placeOf(line.x, x);
    found.push({ line, at, x: line.x[at] as number, y: line.y[at] as number });
  }
  return found;
}

/** The place of the value nearest to `x` among ascending ones. */
export function placeOf(values: ArrayLike<number>, x: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < x) low = middle + 1;
    else high = middle;
  }
  return low > 0 && x - (values[low - 1] as number) < (values[low] as number) - x ? low - 1 : low;
}

/** The nearest to the pointer first; without one the highest. */
export function sorted(near: Near[], frame: Frame, yPx: number | null): Near[] {
  if (yPx === null) return near.sort((one, other) => other.y - one.y);
  const distance = ({ y }: Near) => (Number.isFinite(y) ? Math.abs(frame.y.toPx(y) - yPx) : Infinity);
  return near.sort((one, other) => distance(one) - distance(other));
}
