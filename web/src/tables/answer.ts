/** What the server says of a logged table, as `chartkit/workspace/tables` sends it. */
import type { MediaItem } from "../logged/facts";

export type Cell =
  | null
  | boolean
  | number
  | string
  | { readonly $: "number" | "time" | "bytes"; readonly text: string }
  | { readonly $: "text" | "value"; readonly text: string; readonly length: number }
  | { readonly $: "media"; readonly items: readonly MediaItem[] }
  | { readonly $: "chart"; readonly sha: string };

export interface Column {
  readonly name: string;
  readonly kind: "quantitative" | "temporal" | "nominal" | "boolean" | "mixed" | "empty";
}

export interface TableAnswer {
  readonly steps: readonly number[];
  readonly step: number;
  readonly version: number;
  readonly n_versions: number;
  readonly n_rows: number;
  readonly n_matched: number;
  readonly columns: readonly Column[];
  readonly offset: number;
  /** Where each row stands in the table. */
  readonly places: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

export const OPERATORS = ["contains", "=", "!=", "<", "<=", ">", ">=", "empty", "not empty"] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Filter {
  readonly column: string;
  readonly operator: Operator;
  readonly value: string;
}

/** Which rows of which table. */
export interface Question {
  readonly step: number | null;
  readonly version: number | null;
  /** A column, with `-` before it to fall; null is the table's own order. */
  readonly sort: string | null;
  readonly filters: readonly Filter[];
}

export function queryOf({ step, version, sort, filters }: Question, more: Readonly<Record<string, string>> = {}): string {
  const whole = filters.filter(({ operator, value }) => value !== "" || operator.endsWith("empty"));
  const query = new URLSearchParams(more);
  if (step !== null) query.set("step", String(step));
  if (version !== null) query.set("version", String(version));
  if (sort !== null) query.set("sort", sort);
  if (whole.length > 0) query.set("filter", JSON.stringify(whole));
  return query.toString();
}
