/** How wide a table's columns are: takes their kinds and the rows that have come, gives columns of a grid. */
import type { Cell, Column } from "./answer";

export function gridColumns(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  return ["3.5rem", ...columns.map((column, place) => widthOf(column, sampleOf(rows, place)))].join(" ");
}

/** The first cell of a column that holds something. */
function sampleOf(rows: readonly (readonly Cell[])[], place: number): Cell {
  return rows.find((cells) => cells[place] !== null)?.[place] ?? null;
}

function widthOf({ kind }: Column, sample: Cell): string {
  if (sample !== null && typeof sample === "object" && sample.$ === "media") {
    const item = sample.items[0];
    if (item?.page !== undefined) return "minmax(26rem, 3fr)";
    return item?.kind === "audio" || item?.kind === "histogram" ? "minmax(17rem, 2fr)" : "minmax(6rem, 1fr)";
  }
  return kind === "quantitative" || kind === "boolean" ? "minmax(6rem, 1fr)" : "minmax(9rem, 2fr)";
}
