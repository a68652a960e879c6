/** What the server says of a key's charts, as `chartkit/workspace/charts` sends it. */

export interface ChartPicture {
  readonly spec: Spec;
  readonly runs: readonly string[];
  /** Whose it is, where several pictures stand beside each other. */
  readonly heading: string | null;
  readonly notes: readonly string[];
}

export interface ChartAnswer {
  readonly key: string;
  readonly steps: readonly number[];
  readonly step: number | null;
  readonly shown: readonly { readonly run: string; readonly step: number; readonly group: string | null }[];
  readonly classes: readonly string[];
  /** What the classes are called: by their columns. */
  readonly classes_title: string;
  readonly notes: readonly string[];
  readonly pictures: readonly ChartPicture[];
}

export type Row = Readonly<Record<string, unknown>>;

/** A plain Vega-Lite or Vega spec with its rows. */
export interface Spec {
  readonly [word: string]: unknown;
  readonly datasets?: Readonly<Record<string, readonly Row[]>>;
}
