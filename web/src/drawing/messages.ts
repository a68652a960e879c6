/** What the page and its drawing workers say to each other. */
import type { BoundInputs } from "./live_messages";

/** Columns of equal length by name: a row is one value of each. */
export type Columns = Record<string, ArrayLike<unknown>>;

/** A chart to draw: a plain Vega-Lite or Vega spec, and the tables that it names. */
export interface Drawing {
  readonly spec: object;
  /** Tables by the names under which the spec asks for them; rows or columns. */
  readonly data?: Readonly<Record<string, Columns | readonly object[]>>;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isDark: boolean;
  /** Device pixels a CSS pixel. */
  readonly scale: number;
}

export interface DrawRequest extends Drawing {
  readonly id: number;
}

/** A scale of the drawn chart; a position on it can be worked out from domain and range. */
export interface DrawnScale {
  readonly type: string;
  readonly domain: readonly unknown[];
  readonly range: readonly unknown[];
}

/** The picture, and what the page needs to lay something over it. */
export interface Drawn {
  readonly bitmap: ImageBitmap;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where the inner view begins in the picture, in CSS pixels, and its size; of the whole where there are several. */
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly scales: Readonly<Record<string, DrawnScale>>;
  readonly nMarks: number;
  /** The inputs that it binds to its signals; null without any. */
  readonly inputs: BoundInputs | null;
  readonly warnings: readonly string[];
}

export type DrawReply = ({ readonly id: number } & Drawn) | { readonly id: number; readonly fault: string };

/** A worker's first word: it has loaded, and draws what it was sent meanwhile. */
export interface Ready {
  readonly isReady: true;
}
