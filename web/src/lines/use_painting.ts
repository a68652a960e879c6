/**
 * What the canvases of a line panel show: frame and lines on one, crosshair and brush on another above it. Takes the panel
 * as it is now; paints with the frame that shows it, and at once as signals change, without rendering components.
 */
import { type Signal, effect, useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { highlighted } from "../state/highlight";
import type { Brush } from "./brush";
import { crosshair, nearest } from "./crosshair";
import type { Line } from "./data";
import { type Size, inksOf } from "./frame";
import { isOf } from "./line_colors";
import { drawOverlay } from "./overlay";
import { paintPanel } from "./painter";
import type { SurfaceProps } from "./surface";

interface Canvases {
  /** Of frame and lines. */
  readonly painted: { readonly current: HTMLCanvasElement | null };
  readonly over: { readonly current: HTMLCanvasElement | null };
  /** Told how many lines there are. */
  readonly place: { readonly current: HTMLElement | null };
}

export function usePainting({ painted, over, place }: Canvases, state: { readonly current: SurfaceProps }, brush: Signal<Brush | null>): void {
  const version = useSignal(0);
  const now = state.current;
  useLayoutEffect(() => void version.value++, [now.panel, now.frame, now.theme, now.colorOfLine]);

  useSignalLayoutEffect(() => {
    const ids = highlighted.value;
    if (!version.value || !painted.current) return;
    const { panel: { lines }, frame, size, theme, keys, colorOfLine } = state.current;
    fit(painted.current, size);
    const standsOut = ids && ((line: Line) => isOf(line, ids));
    const inks = inksOf(theme, painted.current);
    const n = paintPanel(painted.current, { frame, inks, lines, keys, colorOfLine, standsOut });
    place.current?.setAttribute("data-lines", String(n));
  });
  useSignalLayoutEffect(() => {
    const at = crosshair.value;
    const chosen = brush.value;
    if (!version.value || !over.current) return;
    const { panel: { meta, lines }, frame, size, colorOfLine } = state.current;
    const isMine = at !== null && at.axis === meta.x;
    if (!isMine && !chosen && over.current.dataset["blank"] === "true") return;
    over.current.dataset["blank"] = String(!isMine && !chosen);
    fit(over.current, size);
    const style = getComputedStyle(over.current);
    drawOverlay(over.current, {
      frame,
      colorOfLine,
      crosshairX: isMine ? at.x : null,
      near: isMine ? nearest(lines, at.x) : [],
      brush: chosen,
      ink: style.color,
      accent: style.getPropertyValue("--accent"),
    });
  });
}

/** As `useSignalEffect`, but before the frame is shown. */
function useSignalLayoutEffect(work: () => void): void {
  useLayoutEffect(() => effect(work), []);
}

/** Make a canvas as large as its place, sharp on screens of any density. */
function fit(canvas: HTMLCanvasElement, { widthPx, heightPx }: Size): void {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
}
