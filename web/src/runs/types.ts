/** What the server says of runs, as `chartkit/workspace/runs_table` sends it. */

/** A value of config or summary; a dict says what JSON cannot. */
export type Cell =
  | null
  | number
  | string
  | boolean
  | { readonly $: "nan" | "inf" | "-inf" }
  | { readonly $: "int"; readonly text: string }
  | { readonly $: "text"; readonly start: string; readonly n_characters: number }
  | { readonly $: "value"; readonly text: Cell };

export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  /** False while its rows are still to be read: its summary is not known yet. */
  readonly is_read: boolean;
  readonly exit_code: number | null;
  readonly color: string | null;
  readonly created_at: string | null;
  readonly runtime_s: number | null;
  readonly tags: readonly string[];
  readonly notes: string | null;
  readonly group: string | null;
  readonly job_type: string | null;
  readonly values: Readonly<Record<string, Cell>>;
}

export interface Figures {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly n: number;
}

/** The groups level by level: of each its own value, its part of the label, how many runs it has. */
export interface GroupLevels {
  readonly keys: readonly string[];
  readonly levels: readonly { readonly values: readonly Cell[]; readonly labels: readonly string[]; readonly counts: readonly number[] }[];
  /** The place of each group of the last level by its values, whatever the table is sorted by. */
  readonly places: readonly number[];
}

export type Facet =
  | { readonly kind: "values"; readonly values: readonly { readonly value: string | number | boolean; readonly n: number }[]; readonly n_more: number; readonly n_missing: number }
  | { readonly kind: "range"; readonly min: number; readonly max: number; readonly bars: readonly number[]; readonly n_missing: number; readonly n_not_finite: number };

export type Choice = readonly (string | number | boolean | null)[] | { readonly min?: number; readonly max?: number };

export interface TableAnswer {
  readonly total: number;
  readonly matched: number;
  readonly etag: string;
  readonly offset: number;
  readonly rows: readonly RunRow[];
  readonly facets?: Readonly<Record<string, Facet>>;
}

export interface ColumnFacts {
  readonly key: string;
  readonly kind: "number" | "text" | "boolean" | "time" | "list" | "mixed" | "empty";
  readonly n_runs: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly n_values: number;
  /** Its place among the columns that are shown until somebody chooses; null for others. */
  readonly first: number | null;
}

/** Which runs, and in which order: the part of a request that pages of rows have in common. */
export interface Question {
  readonly query?: string;
  readonly search?: string;
  readonly is_regex?: boolean;
  readonly chosen?: Readonly<Record<string, Choice>>;
  readonly sort?: readonly string[];
  readonly group?: readonly string[];
  readonly pinned?: readonly string[];
}
