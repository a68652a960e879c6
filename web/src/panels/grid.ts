/** The measure of the grid: how wide it is, how many columns that makes, how large a panel of so many columns and rows is. */
import { computed, signal } from "@preact/signals";
import { useLayoutEffect, useState } from "preact/hooks";
import { part } from "../state/layout";

export const ROW_PX = 248;
export const GAP_PX = 12;
const LEAST_COLUMN_PX = 330;
const MOST_COLUMNS = 12;
/** One panel alone is no wider than half of a row that has room for two. */
const LEAST_COLUMNS = 2;

/** The width of the place that holds the sections; 0 before it is measured. */
const gridPx = signal(0);

/** Panels a row: as many as fit, or as the layout says and fits. */
export const nColumns = computed(() => {
  const said = part("grid")["columns"];
  const most = Math.max(1, Math.floor((gridPx.value + GAP_PX) / (LEAST_COLUMN_PX * (typeof said === "number" ? 0.6 : 1) + GAP_PX)));
  return Math.max(1, Math.min(MOST_COLUMNS, most, typeof said === "number" ? said : MOST_COLUMNS));
});

/** Panels a row of a section: no more than its panels fill, so that none stays empty; where the layout says a number, that one. */
export function columnsOf(panels: readonly { readonly wide: number }[]): number {
  if (typeof part("grid")["columns"] === "number") return nColumns.value;
  const filled = panels.reduce((sum, { wide }) => sum + wide, 0);
  return Math.min(nColumns.value, Math.max(LEAST_COLUMNS, filled));
}

export function sizeOf(wide: number, high: number, columns: number): { readonly widthPx: number; readonly heightPx: number; readonly wide: number } {
  const columnPx = (gridPx.value - GAP_PX * (columns - 1)) / columns;
  const taken = Math.min(wide, columns);
  return { wide: taken, widthPx: columnPx * taken + GAP_PX * (taken - 1), heightPx: ROW_PX * high + GAP_PX * (high - 1) };
}

/** Keep `gridPx` as a place without padding is; gives whether it has been measured, before which no panel knows its size. */
export function useGridWidth(place: { readonly current: HTMLElement | null }): boolean {
  const [isMeasured, setMeasured] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const measure = () => (gridPx.value = Math.floor(element.getBoundingClientRect().width));
    measure();
    setMeasured(true);
    const watching = new ResizeObserver(measure);
    watching.observe(element);
    return () => watching.disconnect();
  }, []);
  return isMeasured;
}
