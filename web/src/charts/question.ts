/** What is asked of a logged chart: takes a key, the runs that are shown and what a reader chose, gives the request. */
import type { ChartChoice } from "./chart";

export const MOST_RUNS = 200;
const LEAST_PX = 80;

export interface Shown {
  readonly chartKey: string;
  readonly runs: readonly string[];
  readonly group: readonly string[];
  readonly colors: Readonly<Record<string, string>>;
  readonly choice: ChartChoice;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isAsLogged?: boolean;
}

/** The request of one chart, for the first runs; for one run where it was chosen among them. */
export function questionOf({ chartKey, runs: shown, group, colors, choice, widthPx, heightPx, isAsLogged }: Shown) {
  const all = shown.slice(0, MOST_RUNS);
  const runs = choice.run !== null && all.includes(choice.run) ? [choice.run] : all;
  return {
    key: chartKey,
    runs,
    step: choice.step,
    classes: choice.classes,
    group: choice.run === null ? group : [],
    colors: Object.fromEntries(runs.flatMap((id) => (colors[id] ? [[id, colors[id]]] : []))),
    width_px: Math.round(Math.max(LEAST_PX, widthPx)),
    height_px: Math.round(Math.max(LEAST_PX, heightPx)),
    as_logged: isAsLogged ?? false,
  };
}
