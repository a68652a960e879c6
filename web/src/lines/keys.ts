/** What a key does on a line panel: reads values aloud, lets a line stand out, zooms, pans, shows all again, and says the new range. */
import { type Near, crosshair, nearest, sorted } from "./crosshair";
import type { StandingOut } from "./standing_out";
import type { SurfaceProps } from "./surface";
import { valuesInWords } from "./values";
import { xRangeInWords, yRangeInWords } from "./words";
import { type Range, moved, placeIn, rangeNow, scaled } from "./zoom";

const PAN = 0.2;
const ZOOM_IN = 0.5;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

interface Answering {
  readonly props: SurfaceProps;
  readonly panelId: string;
  readonly say: (words: string) => void;
  readonly pointed: StandingOut;
}

export function answerKey(event: KeyboardEvent, answering: Answering): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
  const [byX, byY] = ARROWS[event.key] ?? [0, 0];
  if (event.shiftKey && (byX || byY)) pan(answering, byX, byY);
  else if (byX) readAlong(answering, byX);
  else if (byY) readLine(answering, byY);
  else if (!zoomOrEnd(event.key, answering)) return;
  event.preventDefault();
  event.stopPropagation();
}

function pan(answering: Answering, byX: number, byY: number): void {
  const { frame, range, yRange } = answering.props;
  const [x, y] = [rangeNow(range, frame.x), rangeNow(yRange, frame.y)];
  if (byX) showX(answering, moved(x, byX * PAN, placeIn(x, frame.x)));
  if (byY) showY(answering, moved(y, byY * PAN, placeIn(y, frame.y)));
}

function showX({ props: { onRange, panel }, say }: Answering, range: Range): void {
  onRange(range);
  say(xRangeInWords(panel.meta, range));
}

function showY({ props: { onYRange }, say }: Answering, range: Range): void {
  onYRange(range);
  say(yRangeInWords(range));
}

/** The next place along x; a line that was chosen stays chosen. */
function readAlong(answering: Answering, by: number): void {
  const { props: { frame, panel: { lines } }, panelId } = answering;
  const { plot } = frame;
  const step = Math.max(1, plot.width / 60);
  const had = crosshair.peek()?.panel === panelId ? crosshair.peek() : null;
  const px = had ? frame.x.toPx(had.x) : plot.x + (by > 0 ? -step : plot.width + step);
  const x = frame.x.toValue(Math.min(plot.x + plot.width, Math.max(plot.x, px + by * step)));
  const chosen = had && had.yPx !== null ? sorted(nearest(lines, had.x), frame, had.yPx)[0]?.line : undefined;
  point(answering, x, nearest(lines, x).find(({ line }) => line === chosen) ?? null);
}

/** The next line above or below, at the same x; without a place yet, at the end of the lines. */
function readLine(answering: Answering, by: number): void {
  const { props: { frame, panel: { lines } }, panelId } = answering;
  const had = crosshair.peek()?.panel === panelId ? crosshair.peek() : null;
  const x = had?.x ?? frame.x.toValue(frame.plot.x + frame.plot.width);
  const rising = nearest(lines, x).filter(({ y }) => Number.isFinite(y)).sort((one, other) => one.y - other.y);
  const yPx = had?.yPx ?? null;
  const [now] = yPx === null ? [] : sorted([...rising], frame, yPx);
  const place = now ? Math.min(rising.length - 1, Math.max(0, rising.indexOf(now) + by)) : by > 0 ? 0 : rising.length - 1;
  point(answering, x, rising[place] ?? null);
}

function point({ props, panelId, say, pointed }: Answering, x: number, chosen: Near | null): void {
  const { frame, panel: { lines, meta }, nameOfLine } = props;
  const yPx = chosen && Number.isFinite(chosen.y) ? frame.y.toPx(chosen.y) : null;
  crosshair.value = { panel: panelId, axis: meta.x, x, yPx };
  pointed.now(yPx === null ? null : (chosen?.line ?? null));
  say(valuesInWords(meta, x, sorted(nearest(lines, x), frame, yPx), ({ line }) => nameOfLine(line)));
}

/** Where a panel is read, as shares of its plot from the left and from below; the middle where it is not. */
function placeRead({ props: { frame }, panelId }: Answering): { readonly x: number; readonly y: number } {
  const { plot } = frame;
  const read = crosshair.peek()?.panel === panelId ? crosshair.peek() : null;
  const share = (px: number, start: number, size: number) => Math.min(1, Math.max(0, (px - start) / size));
  return {
    x: read ? share(frame.x.toPx(read.x), plot.x, plot.width) : 0.5,
    y: read && read.yPx !== null ? 1 - share(read.yPx, plot.y, plot.height) : 0.5,
  };
}

function zoomOrEnd(key: string, answering: Answering): boolean {
  const { props, say, pointed } = answering;
  const { frame, range, yRange } = props;
  const factor = key === "+" || key === "=" || key === "y" ? ZOOM_IN : key === "-" || key === "Y" ? 1 / ZOOM_IN : null;
  const isY = key === "y" || key === "Y";
  const now = isY ? rangeNow(yRange, frame.y) : rangeNow(range, frame.x);
  if (factor !== null) (isY ? showY : showX)(answering, scaled(now, factor, placeRead(answering)[isY ? "y" : "x"], placeIn(now, isY ? frame.y : frame.x)));
  else if (key === "Escape" && (range || yRange || crosshair.peek())) {
    crosshair.value = null;
    pointed.end();
    props.onShowAll();
    say("All of both axes");
  } else return false;
  return true;
}
