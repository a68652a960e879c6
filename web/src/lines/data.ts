/** The lines of a panel as the server gives them, and what is joined to them as runs grow. */
import type { ColumnBlock, NumberArray } from "../api/columns";

export interface LineMeta {
  readonly key: string;
  readonly run: string | null;
  readonly group: string | null;
  readonly first: number;
  readonly n: number;
  readonly n_points: number;
  readonly n_runs: number;
  readonly last_x: number | null;
  readonly is_more: boolean;
  readonly odd_first: number;
  readonly n_odd: number;
  readonly raw_first: number;
  readonly n_raw: number;
  readonly band_first: number;
  readonly n_band: number;
}

export interface PanelMeta {
  readonly id: string;
  readonly x: string;
  readonly x_kind: "number" | "whole" | "seconds" | "time";
  readonly x_title: string;
  readonly x_log: boolean;
  readonly y_log: boolean;
  readonly x_domain: readonly [number, number] | null;
  readonly y_domain: readonly [number, number] | null;
  readonly notes: readonly string[];
  readonly lines: readonly LineMeta[];
}

export interface AnswerMeta {
  readonly panels: readonly PanelMeta[];
  readonly gone: readonly string[];
}

export interface Line {
  readonly key: string;
  /** The run's id; null for a group. */
  readonly run: string | null;
  readonly group: string | null;
  readonly nPoints: number;
  readonly nRuns: number;
  readonly lastX: number | null;
  readonly x: NumberArray;
  readonly y: NumberArray;
  readonly rawX: NumberArray;
  readonly rawY: NumberArray;
  readonly low: NumberArray;
  readonly high: NumberArray;
  readonly oddX: NumberArray;
  readonly oddKind: NumberArray;
}

export interface PanelLines {
  readonly meta: PanelMeta;
  readonly lines: readonly Line[];
  readonly nDrawn: number;
}

/** The lines of one panel of an answer; with `before`, new points go on where its lines end. */
export function panelLines(block: ColumnBlock<AnswerMeta>, place: number, before: PanelLines | null): PanelLines | null {
  const meta = block.meta.panels[place];
  if (!meta) return null;
  const known = new Map((before?.lines ?? []).map((line) => [nameOfLine(line), line]));
  const lines = meta.lines.map((one) => {
    const line = lineOf(one, block.columns);
    const had = one.is_more ? known.get(nameOfLine(line)) : undefined;
    return had ? joined(had, line) : line;
  });
  return { meta, lines, nDrawn: lines.reduce((sum, { x, rawX }) => sum + x.length + rawX.length, 0) };
}

export const nameOfLine = ({ run, group, key }: { run: string | null; group: string | null; key: string }): string => `${run ?? group} ${key}`;

function lineOf(meta: LineMeta, columns: Readonly<Record<string, NumberArray>>): Line {
  const part = (name: string, first: number, n: number): NumberArray => (columns[name] as NumberArray).subarray(first, first + n);
  return {
    key: meta.key,
    run: meta.run,
    group: meta.group,
    nPoints: meta.n_points,
    nRuns: meta.n_runs,
    lastX: meta.last_x,
    x: part("x", meta.first, meta.n),
    y: part("y", meta.first, meta.n),
    rawX: part("raw_x", meta.raw_first, meta.n_raw),
    rawY: part("raw_y", meta.raw_first, meta.n_raw),
    low: part("low", meta.band_first, meta.n_band),
    high: part("high", meta.band_first, meta.n_band),
    oddX: part("odd_x", meta.odd_first, meta.n_odd),
    oddKind: part("odd_kind", meta.odd_first, meta.n_odd),
  };
}

function joined(before: Line, more: Line): Line {
  const both = (one: NumberArray, other: NumberArray): NumberArray => (other.length ? concatenated(one, other) : one);
  return {
    ...more,
    x: both(before.x, more.x),
    y: both(before.y, more.y),
    oddX: both(before.oddX, more.oddX),
    oddKind: both(before.oddKind, more.oddKind),
  };
}

function concatenated(one: NumberArray, other: NumberArray): NumberArray {
  const whole = new Float64Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
