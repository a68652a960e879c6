/**
 * A chart that answers to the pointer, in the page itself: what a bitmap becomes when it is looked at closely.
 * Takes a drawing and a place; gives a way to end it. Its tooltips are plain text, in the page's own box.
 */
import { changeset } from "vega";
import type { Drawing } from "./messages";
import { rowsOf } from "./rows";
import { runtimeOf, viewOf } from "./vega";

export interface Live {
  readonly warnings: readonly string[];
  end(): void;
}

/** Draw into `place`, which the drawing fills. Throws what Vega refuses. */
export async function bringToLife(
  place: HTMLElement,
  drawing: Drawing,
  renderer: "svg" | "canvas",
  onTooltip: (content: unknown, at: MouseEvent | null) => void,
): Promise<Live> {
  const warnings: string[] = [];
  const view = viewOf(runtimeOf(drawing.spec, drawing.isDark), warnings, {
    renderer,
    container: place,
    hover: true,
    tooltip: (_handler: unknown, event: MouseEvent, _item: unknown, value: unknown) =>
      onTooltip(value, value === null || value === undefined || value === "" ? null : event),
  });
  for (const [name, table] of Object.entries(drawing.data ?? {})) view.change(name, changeset().insert(rowsOf(table)));
  const { width, height } = drawing.spec as { width?: unknown; height?: unknown };
  if (width === "container") view.signal("width", drawing.widthPx);
  if (height === "container") view.signal("height", drawing.heightPx);
  await view.runAsync();
  return { warnings, end: () => (onTooltip(null, null), view.finalize(), place.replaceChildren()) };
}
