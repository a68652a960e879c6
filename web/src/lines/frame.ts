/**
 * The frame of a line panel: where its plot is, its scales, and its axes painted on a canvas.
 * Takes the ends of the axes and the size of the panel; everything is there at once, so that a hundred panels are, too.
 */
import type { PanelMeta } from "./data";
import { type Scale, scaleOf } from "./scales";
import { type Tick, ticksOf } from "./ticks";

export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

const TOP = 8;
const RIGHT = 10;
const BOTTOM = 20;
const LABEL_GAP = 6;
const X_TICK_PX = 70;
const Y_TICK_PX = 40;
const FONT = '11px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
const measuring = document.createElement("canvas").getContext("2d");

/** The frame; null where no line has a value to show. */
export function frameOf({ x_domain, y_domain, x_kind, x_log, y_log }: PanelMeta, { widthPx, heightPx }: Size): Frame | null {
  if (!x_domain || !y_domain) return null;
  const height = Math.max(20, heightPx - TOP - BOTTOM);
  const yTicks = ticksOf(y_domain, Math.ceil(height / Y_TICK_PX), "number", y_log);
  const left = Math.min(widthPx / 3, Math.max(14, ...yTicks.map(({ label }) => widthOf(label))) + LABEL_GAP);
  const width = Math.max(20, widthPx - left - RIGHT);
  const plot = { x: left, y: TOP, width, height };
  const xTicks = ticksOf(x_domain, Math.ceil(width / X_TICK_PX), x_kind, x_log);
  return { x: scaleOf(x_domain, [left, left + width], x_log), y: scaleOf(y_domain, [TOP + height, TOP], y_log), plot, xTicks, yTicks };
}

function widthOf(text: string): number {
  if (!measuring) return text.length * 6;
  measuring.font = FONT;
  return measuring.measureText(text).width;
}

export interface Inks {
  readonly label: string;
  readonly grid: string;
  readonly axis: string;
}

/** Paint grid, axes and their labels. */
export function paintFrame(context: CanvasRenderingContext2D, { x, y, plot, xTicks, yTicks }: Frame, inks: Inks): void {
  const foot = plot.y + plot.height;
  context.font = FONT;
  context.lineWidth = 1;
  context.strokeStyle = inks.grid;
  context.fillStyle = inks.label;
  context.textAlign = "end";
  context.textBaseline = "middle";
  for (const { value, label } of yTicks) {
    const py = Math.round(y.toPx(value)) + 0.5;
    context.globalAlpha = label ? 1 : 0.45;
    stroke(context, plot.x, py, plot.x + plot.width, py);
    context.globalAlpha = 1;
    if (label) context.fillText(label, plot.x - LABEL_GAP, py);
  }
  context.strokeStyle = inks.axis;
  stroke(context, plot.x, foot + 0.5, plot.x + plot.width, foot + 0.5);
  context.textBaseline = "top";
  let free = -Infinity;
  for (const { value, label } of xTicks) {
    const px = Math.round(x.toPx(value)) + 0.5;
    stroke(context, px, foot, px, foot + (label ? 4 : 2));
    const half = widthOf(label) / 2;
    const at = Math.min(plot.x + plot.width + RIGHT - half, px);
    if (!label || at - half < free) continue;
    context.textAlign = "center";
    context.fillText(label, at, foot + 6);
    free = at + half + LABEL_GAP;
  }
}

function stroke(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

const known = new Map<string, Inks>();

/** The page's inks in its theme. */
export function inksOf(theme: "light" | "dark", place: Element): Inks {
  const found = known.get(theme);
  if (found) return found;
  const style = getComputedStyle(place);
  const inks = { label: style.getPropertyValue("--quiet"), grid: style.getPropertyValue("--line"), axis: style.getPropertyValue("--line-strong") };
  known.set(theme, inks);
  return inks;
}
