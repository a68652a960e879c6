/** Where axes and runs lie in the drawn picture: takes what the worker says of its scales, gives pixels. */
import type { Drawn } from "../drawing/messages";
import type { ParallelAnswer } from "./answers";

export interface Geometry {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The place of each axis from the left. */
  readonly xs: readonly number[];
  /** Pixels from the top, of a place on an axis. */
  readonly y: (place: number) => number;
  /** The place on an axis at so many pixels from the top, within it. */
  readonly placeAt: (y: number) => number;
}

const PADDING = 0.35;

/** Null where the picture has no such scales. */
export function geometryOf({ plot, scales, widthPx, heightPx }: Pick<Drawn, "plot" | "scales" | "widthPx" | "heightPx">, nAxes: number): Geometry | null {
  const domain = scales["y"]?.domain.map(Number);
  const range = scales["y"]?.range.map(Number);
  if (!domain || !range || domain.length < 2 || range.length < 2) return null;
  const [low, high] = [domain[0] as number, domain[1] as number];
  const [foot, top] = [range[0] as number, range[1] as number];
  // As Vega's scale of points does with the padding that the preset sets.
  const step = plot.width / Math.max(1, nAxes - 1 + 2 * PADDING);
  const first = plot.x + (plot.width - step * (nAxes - 1)) / 2;
  const y = (place: number): number => plot.y + foot + ((place - low) / (high - low)) * (top - foot);
  const [y0, y1] = [y(0), y(1)];
  return {
    widthPx,
    heightPx,
    xs: Array.from({ length: nAxes }, (_, index) => first + index * step),
    y,
    placeAt: (at) => Math.max(0, Math.min(1, (at - y0) / (y1 - y0))),
  };
}

/** The run whose line is nearest to a point of the picture; null where none is near. */
export function nearestRun({ axes, runs }: ParallelAnswer, { xs, y }: Geometry, at: { readonly x: number; readonly y: number }, withinPx: number): number | null {
  if (xs.length === 0) return null;
  const right = Math.max(Math.min(xs.findIndex((x) => x >= at.x), xs.length - 1), 0) || (at.x > (xs[xs.length - 1] as number) ? xs.length - 1 : Math.min(1, xs.length - 1));
  const left = Math.max(0, right - 1);
  const [x0, x1] = [xs[left] as number, xs[right] as number];
  if (at.x < x0 - withinPx || at.x > x1 + withinPx) return null;
  const share = x1 > x0 ? Math.max(0, Math.min(1, (at.x - x0) / (x1 - x0))) : 0;
  let found: number | null = null;
  let least = withinPx;
  for (let run = 0; run < runs.length; run++) {
    const [y0, y1] = [y(axes[left]?.places[run] ?? 0), y(axes[right]?.places[run] ?? 0)];
    const steep = Math.hypot(1, x1 > x0 ? (y1 - y0) / (x1 - x0) : 0);
    const far = Math.abs(y0 + (y1 - y0) * share - at.y) / steep;
    if (far < least) [found, least] = [run, far];
  }
  return found;
}
