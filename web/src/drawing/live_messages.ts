/**
 * What the page and a worker say to each other of a chart that is looked at. The chart lives in the worker; the page
 * gives it a canvas, tells it what is done there, and shows what it tells.
 */
import type { Drawing } from "./messages";

/** Where an event happened: on the chart, or anywhere, as the end of a drag. */
export type Target = "canvas" | "window";

/** An event as numbers and texts; `clientX` and `clientY` are from the corner of the canvas. */
export interface ChartEvent {
  readonly kind: "event";
  readonly on: Target;
  readonly type: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What an input shows: of a list the place of the choice, of a box whether it is ticked, else a number or a text. */
export type InputValue = string | number | boolean;

/** What a reader set an input to. */
export interface SetSignal {
  readonly kind: "set";
  readonly name: string;
  readonly value: InputValue;
}

/** Each is answered by `done` once the chart is through with it. */
export type LiveRequest =
  | { readonly kind: "start"; readonly drawing: Drawing; readonly canvas: OffscreenCanvas }
  | { readonly kind: "tell"; readonly told: readonly (ChartEvent | SetSignal)[] }
  | { readonly kind: "end" };

/** Names and values, as texts; a tooltip of one text has no name. */
export type TooltipRows = readonly (readonly [name: string, value: string])[];

/** An input that a spec binds to one of its signals, as the page may show it. */
export interface BoundInput {
  readonly signal: string;
  /** `select`, `radio`, `range`, `number`, `checkbox`, or the type of a field with a text. */
  readonly kind: string;
  readonly name: string;
  readonly choices: readonly string[];
  /** Choices beside those. */
  readonly nMore: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: InputValue;
}

export interface BoundInputs {
  readonly inputs: readonly BoundInput[];
  /** Inputs beside those. */
  readonly nMore: number;
}

export type LiveReply =
  | { readonly kind: "done" }
  | { readonly kind: "fault"; readonly fault: string }
  | { readonly kind: "size"; readonly widthPx: number; readonly heightPx: number }
  | { readonly kind: "listens"; readonly on: Target; readonly type: string }
  | { readonly kind: "signal"; readonly name: string; readonly value: InputValue }
  | { readonly kind: "tooltip"; readonly rows: TooltipRows | null }
  | { readonly kind: "cursor"; readonly cursor: string };
