/** What is drawn over a panel's lines: the crosshair with its points, the part being chosen. */
import type { Brush } from "./brush";
import type { Near } from "./crosshair";
import type { PanelLines } from "./data";
import type { Frame } from "./frame";

export interface OverlayState {
  readonly frame: Frame;
  readonly colorOfLine: (line: PanelLines["lines"][number]) => string;
  readonly crosshairX: number | null;
  readonly near: readonly Near[];
  /** The part that the pointer has chosen so far. */
  readonly brush: Brush | null;
  readonly ink: string;
  readonly accent: string;
}

/** Draw it all on a canvas that is as large as the picture. */
export function drawOverlay(canvas: HTMLCanvasElement, state: OverlayState | null): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const scale = window.devicePixelRatio || 1;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!state) return;
  const { plot } = state.frame;
  context.save();
  context.beginPath();
  context.rect(plot.x, plot.y - 1, plot.width, plot.height + 2);
  context.clip();
  if (state.brush) drawBrush(context, state, state.brush);
  if (state.crosshairX !== null) drawCrosshair(context, state, state.crosshairX);
  context.restore();
}

function drawBrush(context: CanvasRenderingContext2D, { frame: { plot }, accent }: OverlayState, { x, y }: Brush): void {
  const [left, right] = x ?? [plot.x, plot.x + plot.width];
  const [top, foot] = y ?? [plot.y, plot.y + plot.height];
  context.fillStyle = context.strokeStyle = accent;
  context.globalAlpha = 0.16;
  context.fillRect(left, top, right - left, foot - top);
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.strokeRect(left, top, right - left, foot - top);
}

function drawCrosshair(context: CanvasRenderingContext2D, { frame, near, colorOfLine, ink }: OverlayState, x: number): void {
  const px = frame.x.toPx(x);
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(px, frame.plot.y);
  context.lineTo(px, frame.plot.y + frame.plot.height);
  context.stroke();
  context.setLineDash([]);
  for (const one of near) {
    if (!Number.isFinite(one.y)) continue;
    context.fillStyle = colorOfLine(one.line);
    context.beginPath();
    context.arc(frame.x.toPx(one.x), frame.y.toPx(one.y), 3, 0, 2 * Math.PI);
    context.fill();
  }
}
