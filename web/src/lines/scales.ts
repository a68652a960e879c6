/** Where numbers are in a picture: takes the drawn scales of a line panel, gives pixels for numbers and numbers for pixels. */
import type { Drawn, DrawnScale } from "../drawing/messages";

export interface Scale {
  /** The pixel of a number, within the picture. */
  readonly toPx: (value: number) => number;
  readonly toValue: (px: number) => number;
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
}

export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly plot: Drawn["plot"];
}

/** The scales of a picture; null where it has none, as without any line. */
export function frameOf({ scales, plot }: Pick<Drawn, "scales" | "plot">): Frame | null {
  const { x, y } = scales;
  return x && y ? { x: scaleOf(x, plot.x), y: scaleOf(y, plot.y), plot } : null;
}

function scaleOf({ type, domain, range }: DrawnScale, offset: number): Scale {
  const isLog = type === "log";
  const into = isLog ? Math.log : Number;
  const outOf = isLog ? Math.exp : Number;
  const [low, high] = [Number(domain[0]), Number(domain.at(-1))];
  const [from, to] = [Number(range[0]) + offset, Number(range.at(-1)) + offset];
  const slope = (to - from) / (into(high) - into(low) || 1);
  return { low, high, isLog, toPx: (value) => from + (into(value) - into(low)) * slope, toValue: (px) => outOf(into(low) + (px - from) / slope) };
}
