/**
 * Draws charts off the page's thread. Takes a `DrawRequest` a message; answers with a bitmap and its scales, or a fault.
 *
 * Vega asks a document for canvases: here there is none, so a stand-in gives it those that work without a page.
 */
import { type View, changeset, read } from "vega";
import { TITLE, apart } from "./apart";
import type { DrawReply, DrawRequest, Drawn, DrawnScale } from "./messages";
import { rowsOf } from "./rows";
import { compiledOf, runtimeOf, viewOf } from "./vega";

Object.assign(globalThis, { document: { createElement: (): OffscreenCanvas => new OffscreenCanvas(1, 1) } });

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<DrawRequest>) => void;
  postMessage: (reply: DrawReply, transfer: Transferable[]) => void;
};

scope.onmessage = async ({ data }) => {
  try {
    const drawn = await draw(data);
    scope.postMessage({ id: data.id, ...drawn }, [drawn.bitmap]);
  } catch (error) {
    scope.postMessage({ id: data.id, fault: error instanceof Error ? error.message : String(error) }, []);
  }
};

async function draw(request: DrawRequest): Promise<Drawn> {
  const warnings: string[] = [];
  const view = filled(request, warnings);
  try {
    for (const [name, table] of Object.entries(request.data ?? {})) view.change(name, changeset().insert(rowsOf(table)));
    fit(view, request);
    await view.runAsync();
    const canvas = (await view.toCanvas(request.scale)) as unknown as OffscreenCanvas;
    const [widthPx, heightPx] = [canvas.width / request.scale, canvas.height / request.scale];
    const bitmap = canvas.transferToImageBitmap();
    return { bitmap, widthPx, heightPx, plot: plotOf(view), scales: scalesOf(view), nMarks: nMarks(view), warnings };
  } finally {
    view.finalize();
  }
}

/** The chart with the rows that its spec has: charts that differ in these alone are compiled once. */
function filled({ spec, isDark }: DrawRequest, warnings: string[]): View {
  const parts = apart(spec);
  const { runtime, formats } = compiledOf(parts?.spec ?? spec, isDark);
  const tables = Object.entries(parts?.datasets ?? {});
  if (!tables.every(([name]) => formats.has(name))) return viewOf(runtimeOf(spec, isDark), warnings, { renderer: "none" });
  const view = viewOf(runtime, warnings, { renderer: "none" });
  for (const [name, rows] of tables) view.change(name, changeset().insert(readRows(rows, formats.get(name))));
  if (parts?.title != null) view.signal(TITLE, parts.title);
  return view;
}

/** Rows as Vega reads those in a spec, such as texts that are dates; its types know the reading of files alone. */
const readRows = read as unknown as (rows: readonly object[], format: object | undefined) => object[];

/** A chart that follows its container gets the size of its place; others keep their own. */
function fit(view: View, { widthPx, heightPx, spec }: DrawRequest): void {
  const { width, height } = spec as { width?: unknown; height?: unknown };
  if (width === "container") view.signal("width", widthPx);
  if (height === "container") view.signal("height", heightPx);
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
