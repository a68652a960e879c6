/** The part of a panel that a pointer chooses: takes where it was pressed and where it is, gives the part it means. */
import type { Frame } from "./frame";
import type { Range } from "./zoom";

export type Point = readonly [number, number];

/** In pixels; null where all of an axis is meant. */
export interface Brush {
  readonly x: Range | null;
  readonly y: Range | null;
}

const LEAST_X_PX = 5;
/** A hand that draws along an axis strays less than this from it. */
const LEAST_Y_PX = 30;
const STRAYS = 0.15;

/** Along x, along y, or a rectangle: an axis is meant where the pointer clearly went along it. Null before it went anywhere. */
export function brushOf([fromX, fromY]: Point, [toX, toY]: Point): Brush | null {
  const [wide, high] = [Math.abs(toX - fromX), Math.abs(toY - fromY)];
  const hasY = high >= LEAST_Y_PX && high > STRAYS * wide;
  const hasX = wide >= LEAST_X_PX && !(hasY && wide < STRAYS * high);
  if (!hasX && !hasY) return null;
  return { x: hasX ? ends(fromX, toX) : null, y: hasY ? ends(fromY, toY) : null };
}

const ends = (one: number, other: number): Range => (one < other ? [one, other] : [other, one]);

/** The same point, or the nearest one within the plot. */
export function within([x, y]: Point, { plot }: Frame): Point {
  return [Math.min(plot.x + plot.width, Math.max(plot.x, x)), Math.min(plot.y + plot.height, Math.max(plot.y, y))];
}
