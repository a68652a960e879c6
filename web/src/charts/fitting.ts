/** Specs as large as their place: a chart of one view fills it, one that grows by steps keeps its own height. */
import type { Row, Spec } from "./answer";

const COMPOSED = ["facet", "repeat", "hconcat", "vconcat", "concat", "spec"];
const FACETS = ["facet", "row", "column"];
const LEAST_VIEW_PX = 60;
const AROUND_PX = 90;
const DIMMED = "rgba(128, 128, 128, 0.22)";

/** The spec at the size of its place. */
export function fitted(spec: Spec, widthPx: number, heightPx: number): Spec {
  if (Array.isArray(spec["marks"])) {
    return { ...spec, width: widthPx, height: heightPx, autosize: { type: "fit", contains: "padding", resize: true } };
  }
  if (isComposed(spec)) return spec;
  const width = isStep(spec["width"]) ? spec["width"] : "container";
  const height = isStep(spec["height"]) ? spec["height"] : "container";
  return { ...spec, width, height };
}

/** The spec with all but some runs in grey; the same where nothing stands out. */
export function dimmed(spec: Spec, standingOut: ReadonlySet<string> | null): Spec {
  if (standingOut === null || !spec.datasets) return spec;
  const datasets: Record<string, readonly Row[]> = {};
  for (const [name, rows] of Object.entries(spec.datasets)) {
    datasets[name] = rows.some((row) => "_run_color" in row)
      ? rows.map((row) => (standingOut.has(String(row["_run_id"])) ? row : { ...row, _run_color: DIMMED }))
      : rows;
  }
  return { ...spec, datasets };
}

/** Whether the colours of runs are in the rows, so that single ones can stand out. */
export function hasRunColors(spec: Spec): boolean {
  return Object.values(spec.datasets ?? {}).some((rows) => rows.some((row) => "_run_color" in row));
}

/** A composed spec with every view's own size times `scale`. */
export function scaled(spec: Spec, scale: number): Spec {
  return scale === 1 ? spec : (scaledView(spec as View, scale) as Spec);
}

type View = Readonly<Record<string, unknown>>;

function scaledView(view: View, scale: number): View {
  const made: Record<string, unknown> = { ...view };
  for (const side of ["width", "height"]) {
    const size = view[side];
    if (typeof size === "number") made[side] = Math.max(LEAST_VIEW_PX, Math.round(size * scale));
  }
  for (const part of ["hconcat", "vconcat", "concat"]) {
    const views = view[part];
    if (Array.isArray(views)) made[part] = views.map((one) => scaledView(one as View, scale));
  }
  if (view["spec"] !== null && typeof view["spec"] === "object") made["spec"] = scaledView(view["spec"] as View, scale);
  return made;
}

/** The next scale for a composed chart that was drawn at `scale` and came out so large; the same where it fits. */
export function nextScale(scale: number, drawn: { readonly widthPx: number; readonly heightPx: number }, widthPx: number, heightPx: number): number {
  const [across, down] = [fit(drawn.widthPx, widthPx), fit(drawn.heightPx, heightPx)];
  const by = Math.min(across, down);
  if (by > 0.985 && (by < 1.12 || scale >= 1)) return scale;
  return Math.min(1, Math.max(0.1, scale * by));
}

/** What plots are to shrink by, axes and legends staying as they are. */
function fit(drawnPx: number, roomPx: number): number {
  return Math.max(0.05, (roomPx - AROUND_PX) / Math.max(1, drawnPx - AROUND_PX));
}

export function isComposed(spec: Spec): boolean {
  const encoding = (spec["encoding"] ?? {}) as Readonly<Record<string, unknown>>;
  return COMPOSED.some((word) => word in spec) || FACETS.some((channel) => channel in encoding);
}

function isStep(size: unknown): boolean {
  return size !== null && typeof size === "object";
}
