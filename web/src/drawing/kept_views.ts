/**
 * Views that draw more than one chart: making one is half of a drawing's time, and charts of one shape differ in their
 * rows and title alone. Takes a drawing, gives its view once it has run. A view that keeps something of its reader (events,
 * selections, timers), or that warned, draws once.
 */
import { type View, changeset, truthy } from "vega";
import { chartView, fill, shapeOf } from "./chart_view";
import { runFitted } from "./fitted_run";
import type { Drawing } from "./messages";
import type { Compiled } from "./vega";

const MOST_KEPT = 8;
const kept = new Map<Compiled, Kept>();

interface Kept {
  readonly view: View;
  readonly warnings: string[];
  /** Of the plot, before its axes and legends took their part. */
  readonly width: number;
  readonly height: number;
}

/** What `use` makes of the view and of what it warned of. Throws what Vega refuses. */
export async function withView<T>(drawing: Drawing, use: (view: View, warnings: readonly string[], compiled: Compiled) => Promise<T>): Promise<T> {
  const shape = shapeOf(drawing, true);
  const { compiled, parts } = shape;
  const tables = parts && drawing.data === undefined && !compiled.hasEvents ? Object.keys(parts.datasets) : null;
  const before = tables && kept.get(compiled);
  kept.delete(compiled);
  const one = before ?? made(shape, drawing);
  let isKept = false;
  try {
    if (before) {
      await empty(before, tables);
      fill(before.view, shape, drawing);
    }
    await runFitted(one.view);
    const used = await use(one.view, one.warnings, compiled);
    isKept = tables !== null && one.warnings.length === 0;
    return used;
  } finally {
    if (isKept) keep(compiled, one);
    else one.view.finalize();
  }
}

function made(shape: ReturnType<typeof shapeOf>, drawing: Drawing): Kept {
  const warnings: string[] = [];
  const view = chartView(shape, drawing, warnings, { renderer: "none" });
  return { view, warnings, width: view.width(), height: view.height() };
}

/** As it was when it was made, without rows: what is computed of them begins anew, as the order of names does. */
async function empty({ view, warnings, width, height }: Kept, tables: readonly string[]): Promise<void> {
  for (const name of tables) view.change(name, changeset().remove(truthy));
  await view.runAsync();
  warnings.length = 0; // what an empty chart warns of is nobody's
  view.width(width).height(height).resize();
}

function keep(compiled: Compiled, one: Kept): void {
  kept.set(compiled, one);
  const [oldest] = kept.keys();
  if (kept.size <= MOST_KEPT || !oldest) return;
  kept.get(oldest)?.view.finalize();
  kept.delete(oldest);
}
