/** Where rows and columns of the table stand: takes widths and what is in view, gives the ones to draw. */
import type { Column } from "./columns";
import { widthOf } from "./columns";

export const ROW_PX = 32;
export const HEAD_PX = 40;
const MORE_ROWS = 6;
const MORE_PX = 160;
/** Select, eye and colour. */
export const SIGNS_PX = 90;

export interface Placed {
  readonly column: Column;
  readonly leftPx: number;
  readonly widthPx: number;
  /** Its number among the chosen columns. */
  readonly number: number;
}

export interface Columns {
  readonly all: readonly Placed[];
  readonly frozenPx: number;
  readonly widthPx: number;
}

/** The columns side by side, after what stays in place; the name takes at most what a narrow window has. */
export function placedColumns(columns: readonly Column[], namePx: number, viewPx: number): Columns {
  const most = viewPx > 0 ? Math.max(120, columns.length > 0 ? viewPx * 0.72 - SIGNS_PX : viewPx - SIGNS_PX) : namePx;
  const fills = columns.length === 0 ? viewPx - SIGNS_PX : 0;
  const frozenPx = SIGNS_PX + Math.max(fills, Math.min(namePx, most));
  let leftPx = frozenPx;
  const all = columns.map((column, number) => {
    const widthPx = widthOf(column);
    const placed = { column, leftPx, widthPx, number };
    leftPx += widthPx;
    return placed;
  });
  return { all, frozenPx, widthPx: Math.max(leftPx, viewPx) };
}

/** The columns that can be seen, and the one where the keyboard is. */
export function columnsInView({ all }: Columns, scrolledPx: number, viewPx: number, kept: number): readonly Placed[] {
  return all.filter(({ leftPx, widthPx, number }) => number === kept || (leftPx + widthPx > scrolledPx - MORE_PX && leftPx < scrolledPx + viewPx + MORE_PX));
}

/** First and last line to draw, the last one not included. */
export function linesInView(scrolledPx: number, viewPx: number, nLines: number): readonly [number, number] {
  const first = Math.max(0, Math.floor(scrolledPx / ROW_PX) - MORE_ROWS);
  return [Math.min(first, nLines), Math.min(nLines, Math.ceil((scrolledPx + viewPx) / ROW_PX) + MORE_ROWS)];
}
