/** The frame of a line panel as a drawing: axes and grid by the server's spec, without its rows. */
import type { Drawing } from "../drawing/messages";
import type { PanelLines } from "./data";

const ENDS = ["x_low", "x_high", "y_low", "y_high"] as const;
const frames = new Map<string, object>();

/** The drawing without its scale; null where there is nothing to draw. */
export function frameDrawing(
  { meta, spec }: PanelLines,
  size: { readonly widthPx: number; readonly heightPx: number; readonly isDark: boolean },
): Omit<Drawing, "scale"> | null {
  const { x_domain, y_domain } = meta;
  if (!x_domain || !y_domain) return null;
  const ends = [...x_domain, ...y_domain];
  return { spec: frameOnly(meta.spec, spec), data: {}, signals: Object.fromEntries(ENDS.map((name, place) => [name, ends[place]])), ...size };
}

/** The spec with one layer, which gives the axes: the same object for all panels with axes of these kinds. */
function frameOnly(name: string, spec: object): object {
  const known = frames.get(name);
  if (known) return known;
  const { layer = [] } = spec as { layer?: readonly { data?: unknown }[] };
  const frame = { ...spec, layer: layer.filter(({ data }) => data === undefined) };
  frames.set(name, frame);
  return frame;
}
