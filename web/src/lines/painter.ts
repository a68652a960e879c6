/**
 * A line panel painted on a canvas: takes lines, their colours and the frame. Vega draws every other chart, and this one
 * when it is exported; here a hundred panels are to be there in a second, and a thousand lines to fade while one points.
 */
import type { Line } from "./data";
import { dashOf } from "./dashes";
import { type Frame, type Inks, paintFrame } from "./frame";

export interface Painting {
  readonly frame: Frame;
  readonly inks: Inks;
  readonly lines: readonly Line[];
  readonly keys: readonly string[];
  readonly colorOfLine: (line: Line) => string;
  /** Lines that stand out, the others faded; null for none. */
  readonly standsOut: ((line: Line) => boolean) | null;
}

const FADED = 0.1;
const MANY = 60;
const MARK_PX = 4;
const PIECE = 20;

/** Paint the frame and all lines; gives how many lines there are. */
export function paintPanel(canvas: HTMLCanvasElement, painting: Painting): number {
  const context = canvas.getContext("2d");
  if (!context) return 0;
  const { frame, inks, lines, standsOut } = painting;
  const { plot } = frame;
  const scale = window.devicePixelRatio || 1;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  paintFrame(context, frame, inks);
  context.save();
  context.beginPath();
  context.rect(plot.x, plot.y, plot.width, plot.height);
  context.clip();
  context.lineJoin = context.lineCap = "round"; // pieces of a line meet as its points do
  const behind = standsOut ? lines.filter((line) => !standsOut(line)) : lines;
  const before = standsOut ? lines.filter(standsOut) : [];
  for (const line of behind) paintBand(context, painting, line, standsOut ? 0.04 : 0.16);
  const [alpha, widthPx] = standsOut ? [FADED, 1] : lines.length > MANY ? [0.7, 1] : [1, 1.5];
  for (const line of behind) paintOne(context, painting, line, alpha, widthPx);
  for (const line of before) paintBand(context, painting, line, 0.2);
  for (const line of before) paintOne(context, painting, line, 1, 2);
  context.restore();
  return lines.length;
}

function paintOne(context: CanvasRenderingContext2D, painting: Painting, line: Line, alpha: number, widthPx: number): void {
  const { frame, keys, colorOfLine } = painting;
  const color = colorOfLine(line);
  context.strokeStyle = context.fillStyle = color;
  context.setLineDash(keys.length > 1 ? [...dashOf(keys, line.key)] : []);
  if (line.rawX.length) {
    context.globalAlpha = alpha * 0.22;
    context.lineWidth = 1;
    paintPath(context, frame, line.rawX, line.rawY, Infinity);
  }
  context.globalAlpha = alpha;
  context.lineWidth = widthPx;
  paintPath(context, frame, line.x, line.y, alpha === 1 && keys.length === 1 ? PIECE : Infinity);
  context.setLineDash([]);
  for (let at = 0; at < line.oddX.length; at++) paintOdd(context, frame, line.oddX[at] as number, line.oddKind[at] as number);
  context.globalAlpha = 1;
}

/**
 * The points joined by straight lines; what is not finite breaks them, and a point by itself is a dot. A line is painted
 * in pieces of so many points, many times faster than as a whole; one that is seen through or dashed is one piece.
 */
function paintPath(context: CanvasRenderingContext2D, { x, y }: Frame, xs: ArrayLike<number>, ys: ArrayLike<number>, piece: number): void {
  context.beginPath();
  let nJoined = 0;
  let nOfPiece = 0;
  for (let at = 0; at < xs.length; at++) {
    const value = ys[at] as number;
    if (!Number.isFinite(value)) {
      nJoined = 0;
      continue;
    }
    const px = x.toPx(xs[at] as number);
    const py = y.toPx(value);
    if (nJoined++) context.lineTo(px, py);
    else if (Number.isFinite(ys[at + 1])) context.moveTo(px, py);
    else paintDot(context, px, py);
    if (++nOfPiece < piece) continue;
    context.stroke();
    context.beginPath();
    if (nJoined) context.moveTo(px, py);
    nOfPiece = 0;
  }
  context.stroke();
}

function paintDot(context: CanvasRenderingContext2D, px: number, py: number): void {
  context.moveTo(px + 1, py);
  context.arc(px, py, 1, 0, 2 * Math.PI);
}

function paintBand(context: CanvasRenderingContext2D, { frame, colorOfLine }: Painting, line: Line, alpha: number): void {
  const n = line.low.length;
  if (!n) return;
  const { x, y, plot } = frame;
  const foot = plot.y + plot.height;
  const at = (values: ArrayLike<number>, place: number): number => {
    const value = values[place] as number;
    return Number.isFinite(value) ? y.toPx(value) : foot; // at or below zero of a log axis
  };
  context.beginPath();
  for (let place = 0; place < n; place++) context.lineTo(x.toPx(line.x[place] as number), at(line.high, place));
  for (let place = n - 1; place >= 0; place--) context.lineTo(x.toPx(line.x[place] as number), at(line.low, place));
  context.closePath();
  context.globalAlpha = alpha;
  context.fillStyle = colorOfLine(line);
  context.fill();
  context.globalAlpha = 1;
}

/** A mark for a value that no axis has: a cross at the foot for NaN, a triangle at the end that an infinity is beyond. */
function paintOdd(context: CanvasRenderingContext2D, { x, plot }: Frame, value: number, kind: number): void {
  const px = x.toPx(value);
  const py = kind === 1 ? plot.y + MARK_PX + 2 : plot.y + plot.height - MARK_PX - 2;
  const tip = kind === 1 ? -MARK_PX : MARK_PX;
  context.lineWidth = 1.75;
  context.beginPath();
  if (kind === 0) {
    context.moveTo(px - MARK_PX, py - MARK_PX);
    context.lineTo(px + MARK_PX, py + MARK_PX);
    context.moveTo(px - MARK_PX, py + MARK_PX);
    context.lineTo(px + MARK_PX, py - MARK_PX);
  } else {
    context.moveTo(px, py + tip);
    context.lineTo(px - MARK_PX, py - tip);
    context.lineTo(px + MARK_PX, py - tip);
    context.closePath();
  }
  context.stroke();
}
