/** Specs as large as their place: a chart of one view fills it, one that grows by steps keeps its own height. */
import type { Row, Spec } from "./answer";
import { withTitleInside } from "./titles";

const COMPOSED = ["facet", "repeat", "hconcat", "vconcat", "concat", "spec"];
const FACETS = ["facet", "row", "column"];
const LEAST_VIEW_PX = 60;
/** As the server lays facets out: a view that is smaller than both, the second of its own size, cannot be read. */
const READABLE_PX = 140;
const READABLE_SHARE = 0.6;
const SCROLLBAR_PX = 16;
const AROUND_PX = 90;
const LEGEND_BESIDE_PX = 720;
const DIMMED = "rgba(128, 128, 128, 0.22)";

/** The spec at the size of its place. */
export function fitted(spec: Spec, widthPx: number, heightPx: number): Spec {
  if (Array.isArray(spec["marks"])) {
    return { ...spec, width: widthPx, height: heightPx, autosize: { type: "fit", contains: "padding", resize: true } };
  }
  const titled = withTitleInside(spec, widthPx);
  if (isComposed(spec)) return widthPx < LEGEND_BESIDE_PX ? withLegendBelow(titled) : titled;
  const width = isStep(spec["width"]) ? spec["width"] : "container";
  const height = isStep(spec["height"]) ? spec["height"] : "container";
  return { ...titled, width, height };
}

/** A composed chart in a narrow place has its legend below, where it leaves its views the width. */
function withLegendBelow(spec: Spec): Spec {
  const config = (spec["config"] ?? {}) as Readonly<Record<string, object>>;
  return { ...spec, config: { ...config, legend: { orient: "bottom", ...config["legend"] } } };
}

/** The spec with all but some runs in grey; the same where nothing stands out. */
export function dimmed(spec: Spec, standingOut: ReadonlySet<string> | null): Spec {
  if (standingOut === null || !spec.datasets) return spec;
  const datasets: Record<string, readonly Row[]> = {};
  for (const [name, rows] of Object.entries(spec.datasets)) {
    datasets[name] = areColored(rows)
      ? rows.map((row) => (standingOut.has(String(row["_run_id"])) ? row : { ...row, _run_color: DIMMED }))
      : rows;
  }
  return { ...spec, datasets };
}

/** Whether the colours of runs are in the rows, so that single ones can stand out. */
export function hasRunColors(spec: Spec): boolean {
  return Object.values(spec.datasets ?? {}).some(areColored);
}

/** A dataset may be a text, or hold bare numbers, as well. */
function areColored(rows: unknown): boolean {
  return Array.isArray(rows) && rows.some((row) => row !== null && typeof row === "object" && "_run_color" in row);
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

/** How large a composed chart came out at a scale. */
export interface Tried {
  readonly scale: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The least at which the largest view of a composed chart can still be read. */
export function leastScale(spec: Spec): number {
  return Math.min(READABLE_SHARE, READABLE_PX / Math.max(1, largestSide(spec as View)));
}

function largestSide(view: View): number {
  const own = ["width", "height"].map((side) => view[side]).filter((size) => typeof size === "number");
  const parts = ["hconcat", "vconcat", "concat"].flatMap((part) => (Array.isArray(view[part]) ? (view[part] as View[]) : []));
  const inner = view["spec"] !== null && typeof view["spec"] === "object" ? [view["spec"] as View] : [];
  return Math.max(0, ...own, ...[...parts, ...inner].map(largestSide));
}

/**
 * The scale at which a composed chart fills its place, as far as what was tried tells. Where all of it would be too small to
 * be read at `least`, it fills the width, at most at its own size, and is scrolled.
 */
export function nextScale(tried: readonly Tried[], widthPx: number, heightPx: number, least: number): number {
  const last = tried[tried.length - 1] as Tried;
  const before = tried[tried.length - 2];
  const down = scaleFor(last, before, "heightPx", heightPx);
  const isWhole = Math.min(scaleFor(last, before, "widthPx", widthPx), down) >= least;
  const roomPx = isWhole ? widthPx : widthPx - SCROLLBAR_PX;
  const across = scaleFor(last, before, "widthPx", roomPx);
  const scale = isWhole ? Math.min(across, down) : Math.min(1, Math.max(least, across));
  const isInside = last.widthPx <= roomPx && (!isWhole || last.heightPx <= heightPx);
  return isInside && scale < last.scale * 1.06 ? last.scale : scale;
}

/** Where a straight line through what was tried reaches the room; axes and legends do not grow with their plots. */
function scaleFor(last: Tried, before: Tried | undefined, side: "widthPx" | "heightPx", roomPx: number): number {
  const slope = before && before.scale !== last.scale ? (last[side] - before[side]) / (last.scale - before.scale) : (last[side] - AROUND_PX) / last.scale;
  return slope > 0 ? last.scale + (roomPx - last[side]) / slope : last.scale;
}

export function isComposed(spec: Spec): boolean {
  const encoding = (spec["encoding"] ?? {}) as Readonly<Record<string, unknown>>;
  return COMPOSED.some((word) => word in spec) || FACETS.some((channel) => channel in encoding);
}

function isStep(size: unknown): boolean {
  return size !== null && typeof size === "object";
}
