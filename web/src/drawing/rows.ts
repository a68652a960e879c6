import type { Columns } from "./messages";

/** The rows of a table that came as columns; rows stay as they are. */
export function rowsOf(table: Columns | readonly object[]): object[] {
  if (Array.isArray(table)) return table as object[];
  const columns = Object.entries(table as Columns);
  const n = columns[0]?.[1].length ?? 0;
  const rows: Record<string, unknown>[] = new Array(n);
  for (let index = 0; index < n; index++) {
    const row: Record<string, unknown> = {};
    for (const [name, values] of columns) row[name] = values[index];
    rows[index] = row;
  }
  return rows;
}
