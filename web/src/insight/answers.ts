/** What the server says of parallel coordinates and of importances, as `chartkit/workspace/insight` sends it. */

export interface Tick {
  /** 0 at the foot, 1 at the top; below 0 in the lane of what has no place. */
  readonly place: number;
  readonly label: string;
}

export interface Axis {
  readonly key: string;
  /** As it is shown: with `max`, `min` and `log` where they hold. */
  readonly name: string;
  readonly is_numeric: boolean;
  readonly is_log: boolean;
  readonly can_log: boolean;
  readonly is_inverted: boolean;
  /** The numbers at the foot and at the top; null for categories. */
  readonly ends: readonly [number, number] | null;
  readonly ticks: readonly Tick[];
  /** Of each run, in their order. */
  readonly places: readonly number[];
  readonly texts: readonly string[];
}

export interface ParallelAnswer {
  readonly spec: object | null;
  readonly runs: readonly string[];
  readonly axes: readonly Axis[];
  readonly notes: readonly string[];
}

export interface ImportanceRow {
  readonly setting: string;
  readonly importance: number | null;
  readonly spread: number | null;
  readonly correlation: number | null;
}

export interface ImportanceAnswer {
  readonly spec: object | null;
  /** As many as were asked for of those whose names match, the most important first. */
  readonly rows: readonly ImportanceRow[];
  readonly n_drawn: number;
  readonly n_settings: number;
  readonly n_matched: number;
  readonly n_runs: number;
  /** R² in runs that the forest had not seen. */
  readonly explained: number | null;
  readonly notes: readonly string[];
  readonly warning: string | null;
}
