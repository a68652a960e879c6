/**
 * Draws charts off the page's thread. Takes a `DrawRequest` a message; answers with a bitmap and its scales, or a fault;
 * a `LiveRequest` is of a chart that is looked at and lives in this worker.
 */
import { give } from "./without_page";
import "./canvas_size";
import "./separated";
import type { View } from "vega";
import { clipped } from "./bounds";
import { inputsOf } from "./inputs";
import { withView } from "./kept_views";
import type { LiveReply, LiveRequest } from "./live_messages";
import { answerLive } from "./live_view";
import type { DrawReply, DrawRequest, Drawing, Drawn, DrawnScale, Ready } from "./messages";

/** Where charts are wanted at once, the first of them comes sooner than this. */
const IDLE_MS = 50;
const ROWS = [0, 1, 2].map((x) => ({ x, y: x % 2, kind: "ab"[x % 2] }));
const WARMING: Drawing = {
  spec: { data: { name: "rows" }, datasets: { rows: ROWS }, title: "title", mark: { type: "line", tooltip: true }, encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" }, color: { field: "kind" } } },
  widthPx: 100,
  heightPx: 100,
  isDark: false,
  scale: 1,
};

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<DrawRequest | LiveRequest>) => void;
  postMessage: (reply: DrawReply | LiveReply | Ready, transfer: Transferable[]) => void;
};

scope.onmessage = async ({ data }) => {
  clearTimeout(warming);
  if ("kind" in data) return answerLive(data, (reply) => scope.postMessage(reply, []));
  try {
    const drawn = await draw(data);
    scope.postMessage({ id: data.id, ...drawn }, [drawn.bitmap]);
  } catch (error) {
    scope.postMessage({ id: data.id, fault: clipped(error instanceof Error ? error.message : String(error)) }, []);
  }
};

scope.postMessage({ isReady: true }, []);

/** What a browser runs for the first time it has to compile: a tenth of a second, for which the first chart need not wait. */
const warming = setTimeout(async () => (await draw(WARMING)).bitmap.close(), IDLE_MS);

function draw(request: Drawing): Promise<Drawn> {
  return withView(request, async (view, warnings, { bindings }) => {
    const canvas = (await view.toCanvas(request.scale)) as unknown as OffscreenCanvas;
    const [widthPx, heightPx] = [canvas.width / request.scale, canvas.height / request.scale];
    const bitmap = canvas.transferToImageBitmap();
    give(canvas); // the next picture's: a new one would find its fonts anew
    const inputs = bindings.length > 0 ? inputsOf(bindings, view) : null;
    return { bitmap, widthPx, heightPx, plot: plotOf(view), scales: scalesOf(view), nMarks: nMarks(view), inputs, warnings: warnings.slice(0, 1).map(clipped) };
  });
}

function plotOf(view: View): Drawn["plot"] {
  const [x, y] = view.origin();
  const { left = 0, top = 0 } = view.padding() as { left?: number; top?: number };
  return { x: x + left, y: y + top, width: view.width(), height: view.height() };
}

/** The scales at the top of the chart: those of a chart of one view. */
function scalesOf(view: View): Record<string, DrawnScale> {
  const { scales } = (view as unknown as { _runtime: { scales: Record<string, { value: Scale }> } })._runtime;
  const kept = Object.entries(scales).map(([name, { value }]) => [name, factsOf(value)] as const);
  return Object.fromEntries(kept);
}

interface Scale {
  readonly type: string;
  domain(): unknown[];
  range(): unknown;
}

function factsOf(scale: Scale): DrawnScale {
  const range = scale.range();
  return { type: scale.type, domain: scale.domain().map(plain), range: Array.isArray(range) ? range.map(plain) : [] };
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);

interface Item {
  readonly marktype?: string;
  readonly role?: string;
  readonly items?: readonly Item[];
}

function nMarks(view: View): number {
  const count = (item: Item): number =>
    item.marktype && item.marktype !== "group" && item.role === "mark"
      ? (item.items?.length ?? 0)
      : (item.items ?? []).reduce((sum, inner) => sum + count(inner), 0);
  return count((view.scenegraph() as unknown as { root: Item }).root);
}
