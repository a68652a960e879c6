import type { ParallelAnswer } from "./answers";
import type { Geometry } from "./geometry";

/** The lines of runs that stand out, painted over the dimmed picture; gives how many. */
export function paintRuns(canvas: HTMLCanvasElement, answer: ParallelAnswer, { xs, y, widthPx, heightPx }: Geometry, ids: ReadonlySet<string>, colorOf: (id: string) => string): number {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(widthPx * scale);
  canvas.height = Math.round(heightPx * scale);
  const context = canvas.getContext("2d");
  if (!context) return 0;
  context.scale(scale, scale);
  context.lineJoin = "round";
  context.lineWidth = ids.size <= 3 ? 2.75 : 2;
  let n = 0;
  answer.runs.forEach((id, run) => {
    if (!ids.has(id)) return;
    n++;
    context.strokeStyle = context.fillStyle = colorOf(id);
    context.beginPath();
    answer.axes.forEach(({ places }, axis) => context.lineTo(xs[axis] as number, y(places[run] as number)));
    context.stroke();
    answer.axes.forEach(({ places }, axis) => {
      context.beginPath();
      context.arc(xs[axis] as number, y(places[run] as number), 3.5, 0, 2 * Math.PI);
      context.fill();
    });
  });
  return n;
}
