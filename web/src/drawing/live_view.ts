/**
 * The chart that is looked at, in its worker: takes the page's requests, tells the page what the chart does.
 * One at a time; the page ends a chart before it starts the next, and ends the worker of one that does not answer.
 */
import type { View } from "vega";
import { clipped, tooltipRows } from "./bounds";
import { chartView, shapeOf } from "./chart_view";
import { runFitted } from "./fitted_run";
import { setValue, shownValue } from "./inputs";
import type { ChartEvent, LiveReply, LiveRequest, SetSignal } from "./live_messages";
import type { Drawing } from "./messages";
import { Stage } from "./stage";
import type { Binding } from "./vega";

interface Shown {
  readonly view: View;
  readonly stage: Stage;
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Pixels of the canvas that the page was told of. */
  width: number;
  height: number;
  /** Of them a CSS pixel. */
  readonly scale: number;
}

let shown: Shown | null = null;

/** Do what the page asks. */
export async function answerLive(request: LiveRequest, tell: (reply: LiveReply) => void): Promise<void> {
  try {
    if (request.kind === "start") shown = await started(request.drawing, request.canvas, tell);
    else if (request.kind === "end") ended();
    else if (shown) await told(shown, request.told);
  } catch (error) {
    tell({ kind: "fault", fault: clipped(error instanceof Error ? error.message : String(error)) });
  }
  if (shown) tellSize(shown, tell);
  tell({ kind: "done" });
}

function tellSize(chart: Shown, tell: (reply: LiveReply) => void): void {
  const { width, height } = chart.stage.canvas;
  if (chart.width === width && chart.height === height) return;
  Object.assign(chart, { width, height });
  tell({ kind: "size", widthPx: width / chart.scale, heightPx: height / chart.scale });
}

async function started(drawing: Drawing, canvas: OffscreenCanvas, tell: (reply: LiveReply) => void): Promise<Shown> {
  const stage = new Stage(canvas, drawing, tell);
  const tooltip = (_handler: unknown, _event: unknown, _item: unknown, value: unknown) => tell({ kind: "tooltip", rows: tooltipRows(value) });
  const shape = shapeOf(drawing, false);
  const bindings = new Map(shape.compiled.bindings.map((one) => [one.signal, one]));
  const view = stage.hold(() => chartView(shape, drawing, [], { renderer: "canvas", hover: true, tooltip }));
  await runFitted(view);
  for (const [signal, one] of bindings) view.addSignalListener(signal, (name, value) => tell({ kind: "signal", name, value: shownValue(one, value) }));
  return { view, stage, bindings, width: 0, height: 0, scale: drawing.scale };
}

function ended(): void {
  shown?.view.finalize();
  shown = null;
}

async function told({ view, stage, bindings }: Shown, news: readonly (ChartEvent | SetSignal)[]): Promise<void> {
  for (const one of news) {
    if (one.kind === "event") (one.on === "canvas" ? stage.canvas : stage.window).dispatchEvent(eventOf(one));
    else if (bindings.has(one.name)) view.signal(one.name, setValue(bindings.get(one.name) as Binding, one.value));
  }
  await view.runAsync();
}

function eventOf({ type, facts }: ChartEvent): Event {
  return Object.assign(new Event(type, { cancelable: true }), facts);
}
