/** Vega's view of a chart in a worker: takes a drawing, gives the view with its rows and size, not yet run. */
import { type View, type ViewOptions, changeset, read } from "vega";
import { type Apart, TITLE, apart } from "./apart";
import type { Drawing } from "./messages";
import { rowsOf } from "./rows";
import { type Compiled, compiledOf, viewOf } from "./vega";

/** What charts that differ in rows and title alone share, and what is a chart's own. */
export interface Shape {
  readonly compiled: Compiled;
  /** Null where the rows stayed in what was compiled. */
  readonly parts: Apart | null;
}

/** Of a picture, or of a chart that lives under a pointer. Throws what Vega-Lite refuses. */
export function shapeOf({ spec, isDark }: Drawing, isStill: boolean): Shape {
  const parts = apart(spec);
  const compiled = compiledOf(parts?.spec ?? spec, isDark, isStill);
  const isWhole = Object.keys(parts?.datasets ?? {}).every((name) => compiled.formats.has(name));
  return isWhole ? { compiled, parts } : { compiled: compiledOf(spec, isDark, isStill), parts: null };
}

/** A new view of the shape. Throws what Vega refuses. */
export function chartView(shape: Shape, drawing: Drawing, warnings: string[], options: ViewOptions): View {
  const view = viewOf(shape.compiled.runtime, warnings, options);
  fill(view, shape, drawing);
  return view;
}

/** Give a view the drawing's rows, title and size. */
export function fill(view: View, { compiled, parts }: Shape, drawing: Drawing): void {
  for (const [name, rows] of Object.entries(parts?.datasets ?? {})) {
    view.change(name, changeset().insert(readRows(rows, compiled.formats.get(name))));
  }
  if (parts?.title != null) view.signal(TITLE, parts.title);
  for (const [name, table] of Object.entries(drawing.data ?? {})) view.change(name, changeset().insert(rowsOf(table)));
  fit(view, drawing);
}

/** Rows as Vega reads those in a spec, such as texts that are dates; its types know the reading of files alone. */
const readRows = read as unknown as (rows: readonly object[], format: object | undefined) => object[];

/** A chart that follows its container gets the size of its place; others keep their own. */
function fit(view: View, { widthPx, heightPx, spec }: Drawing): void {
  const { width, height } = spec as { width?: unknown; height?: unknown };
  if (width === "container") view.signal("width", widthPx);
  if (height === "container") view.signal("height", heightPx);
}
