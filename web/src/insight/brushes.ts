/** Parts of axes that are selected: takes brushes by axis, gives the runs that lie in all of them. */
import { numberText } from "../format/numbers";
import type { Axis, ParallelAnswer } from "./answers";

/** From a lower to an upper place on an axis, 0 to 1. */
export type Brush = readonly [number, number];
export type Brushes = Readonly<Record<string, Brush>>;

const CLOSE = 1e-6;

/** The ids of the runs in every brush; null where there is none. */
export function selectedBy(brushes: Brushes, { axes, runs }: ParallelAnswer): readonly string[] | null {
  const set = axes.flatMap((axis) => (brushes[axis.name] ? [{ axis, brush: brushes[axis.name] as Brush }] : []));
  if (set.length === 0) return null;
  return runs.filter((_, run) => set.every(({ axis, brush }) => isIn(brush, axis.places[run] ?? -1)));
}

function isIn([low, high]: Brush, place: number): boolean {
  return place >= low - CLOSE && place <= high + CLOSE;
}

/** What lies at a place of an axis, in words. */
export function valueAt({ ends, is_log, ticks }: Axis, place: number): string {
  if (ends === null) {
    const nearest = ticks.filter((tick) => tick.place >= 0).reduce((a, b) => (Math.abs(b.place - place) < Math.abs(a.place - place) ? b : a), ticks[0] ?? { place: 0, label: "" });
    return nearest.label;
  }
  const [foot, top] = is_log ? [Math.log(ends[0]), Math.log(ends[1])] : ends;
  const found = foot + (top - foot) * place;
  return numberText(is_log ? Math.exp(found) : found, 4);
}
