/**
 * A line panel as one sees it: frame and lines on one canvas, and what answers on another above: crosshair and values, a
 * brush that zooms, panning, and the same by keyboard.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { highlighted, pinHighlight, pinnedHighlight } from "../state/highlight";
import { type Near, crosshair, nearest } from "./crosshair";
import type { Line, PanelLines } from "./data";
import { type Frame, type Size, inksOf } from "./frame";
import { isOf } from "./line_colors";
import { drawOverlay } from "./overlay";
import { paintPanel } from "./painter";
import { Values, valuesInWords } from "./values";
import { type Range, moved, scaled } from "./zoom";

export interface SurfaceProps {
  readonly panelId: string;
  readonly label: string;
  readonly panel: PanelLines;
  readonly frame: Frame;
  readonly size: Size;
  readonly theme: "light" | "dark";
  readonly keys: readonly string[];
  readonly colorOfLine: (line: Line) => string;
  readonly nameOfLine: (line: Line) => string;
  readonly range: Range | null;
  readonly onRange: (range: Range | null) => void;
}

const LEAST_BRUSH_PX = 5;
const PAN = 0.2;
const NEAR_PX = 12;

export function Surface(props: SurfaceProps) {
  const { panel, frame, size, theme, panelId } = props;
  const painted = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const brush = useSignal<readonly [number, number] | null>(null);
  const words = useSignal("");
  const state = useRef(props);
  state.current = props;
  const version = useSignal(0);
  useLayoutEffect(() => void version.value++, [panel, frame, theme, props.colorOfLine]);

  // Painted at once as signals change, without rendering components.
  useSignalEffect(() => {
    const ids = highlighted.value;
    if (!version.value || !painted.current) return;
    const { panel: { lines }, keys, colorOfLine } = state.current;
    fit(painted.current, state.current.size);
    const standsOut = ids && ((line: Line) => isOf(line, ids));
    const inks = inksOf(state.current.theme, painted.current);
    const n = paintPanel(painted.current, { frame: state.current.frame, inks, lines, keys, colorOfLine, standsOut });
    place.current?.setAttribute("data-lines", String(n));
  });
  useSignalEffect(() => {
    const at = crosshair.value;
    const chosen = brush.value;
    if (!version.value || !over.current) return;
    const { panel: { meta, lines }, colorOfLine } = state.current;
    const isMine = at !== null && at.axis === meta.x;
    if (!isMine && !chosen && over.current.dataset["blank"] === "true") return;
    over.current.dataset["blank"] = String(!isMine && !chosen);
    fit(over.current, state.current.size);
    const style = getComputedStyle(over.current);
    drawOverlay(over.current, {
      frame: state.current.frame,
      colorOfLine,
      crosshairX: isMine ? at.x : null,
      near: isMine ? nearest(lines, at.x) : [],
      brush: chosen,
      ink: style.color,
      accent: style.getPropertyValue("--accent"),
    });
  });

  const pointers = usePointers({ place, state, brush, panelId });
  const onKeyDown = (event: KeyboardEvent) => answerKey(event, state.current, panelId, (text) => (words.value = text));
  return (
    <div
      ref={place}
      class="line-surface"
      role="group"
      tabIndex={0}
      aria-label={`${props.label} Arrow keys read values, plus and minus zoom, shift and arrows pan, Escape shows all.`}
      data-state="drawn"
      style={{ width: `${size.widthPx}px`, height: `${size.heightPx}px` }}
      onKeyDown={onKeyDown}
      onBlur={() => crosshair.peek()?.panel === panelId && (crosshair.value = null)}
      onDblClick={() => props.onRange(null)}
      {...pointers}
    >
      <canvas ref={painted} class="line-painted" role="img" aria-label={props.label} />
      <canvas ref={over} class="line-overlay" aria-hidden="true" data-blank="true" />
      <Pointed {...props} />
      <p class="unseen" role="status">
        {words}
      </p>
    </div>
  );
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

/** The values beside the pointer, in the panel that is pointed at. */
function Pointed({ panelId, panel, nameOfLine, colorOfLine, frame }: SurfaceProps) {
  const { lines } = panel;
  const at = crosshair.value;
  const near = useMemo(() => (at?.panel === panelId ? sorted(nearest(lines, at.x), frame, at.yPx) : []), [at, lines, frame]);
  if (!at || at.panel !== panelId || near.length === 0) return null;
  const isOnRight = frame.x.toPx(at.x) > frame.plot.x + frame.plot.width / 2;
  return <Values meta={panel.meta} x={at.x} near={near} colorOfLine={colorOfLine} nameOfLine={({ line }) => nameOfLine(line)} isOnRight={isOnRight} />;
}

function sorted(near: Near[], frame: Frame, yPx: number | null): Near[] {
  if (yPx === null) return near.sort((one, other) => other.y - one.y);
  const distance = ({ y }: Near) => (Number.isFinite(y) ? Math.abs(frame.y.toPx(y) - yPx) : Infinity);
  return near.sort((one, other) => distance(one) - distance(other));
}

function usePointers({ place, state, brush, panelId }: {
  place: { readonly current: HTMLElement | null };
  state: { readonly current: SurfaceProps };
  brush: { value: readonly [number, number] | null };
  panelId: string;
}) {
  const from = useRef<{ readonly x: number; readonly isPan: boolean; readonly range: Range } | null>(null);
  const at = ({ clientX, clientY }: PointerEvent): readonly [number, number] => {
    const box = place.current?.getBoundingClientRect();
    return [clientX - (box?.left ?? 0), clientY - (box?.top ?? 0)];
  };
  const within = (x: number, { plot }: Frame): number => Math.min(plot.x + plot.width, Math.max(plot.x, x));
  return {
    onPointerMove: (event: PointerEvent) => {
      const props = state.current;
      const { frame } = props;
      const [x, y] = at(event);
      const inside = within(x, frame);
      const start = from.current;
      if (start && !start.isPan) brush.value = [start.x, inside];
      if (start?.isPan) props.onRange(moved(start.range, (start.x - x) / frame.plot.width, placeIn(start.range, frame)));
      else crosshair.value = { panel: panelId, axis: props.panel.meta.x, x: frame.x.toValue(inside), yPx: y };
    },
    onPointerLeave: () => from.current === null && crosshair.peek()?.panel === panelId && (crosshair.value = null),
    onPointerDown: (event: PointerEvent) => {
      const { frame } = state.current;
      if (event.button > 1 || (event.pointerType === "touch" && !event.isPrimary)) return;
      const isPan = event.shiftKey || event.button === 1;
      from.current = { x: isPan ? at(event)[0] : within(at(event)[0], frame), isPan, range: rangeNow(state.current) };
      place.current?.setPointerCapture(event.pointerId);
    },
    onPointerUp: () => {
      const props = state.current;
      const { frame } = props;
      const chosen = brush.value;
      brush.value = null;
      const wasPan = from.current?.isPan;
      from.current = null;
      if (wasPan) return;
      if (!chosen || Math.abs(chosen[1] - chosen[0]) < LEAST_BRUSH_PX) return pinNearest(props);
      const [low, high] = chosen[0] < chosen[1] ? chosen : [chosen[1], chosen[0]];
      props.onRange([frame.x.toValue(low), frame.x.toValue(high)]);
    },
    onPointerCancel: () => {
      brush.value = null;
      from.current = null;
    },
    onWheel: (event: WheelEvent) => {
      const props = state.current;
      const { frame } = props;
      if (!(event.ctrlKey || event.metaKey)) return; // without, the page scrolls
      event.preventDefault();
      const [x] = at(event as unknown as PointerEvent);
      const range = rangeNow(props);
      const center = (within(x, frame) - frame.plot.x) / frame.plot.width;
      props.onRange(scaled(range, event.deltaY > 0 ? 1.25 : 0.8, center, placeIn(range, frame)));
    },
  };
}

/** A click near a line lets its run stand out everywhere; a click on it again, or elsewhere, ends that. */
function pinNearest({ panel: { lines }, frame }: SurfaceProps): void {
  const at = crosshair.peek();
  if (!at || at.yPx === null) return;
  const [first] = sorted(nearest(lines, at.x), frame, at.yPx);
  const run = first && Math.abs(frame.y.toPx(first.y) - at.yPx) <= NEAR_PX ? first.line.run : null;
  pinHighlight(run === null || pinnedHighlight.peek()?.has(run) ? null : [run]);
}

/** What the panel is asked to show; its frame may still be that of before. */
const rangeNow = ({ range, frame: { x } }: SurfaceProps): Range => range ?? [x.low, x.high];

/** The number at a share of a range, on the axis as it is: linear or log. */
function placeIn([low, high]: Range, { x }: Frame): (share: number) => number {
  return (share) => (x.isLog ? low * (high / low) ** share : low + share * (high - low));
}

function answerKey(event: KeyboardEvent, props: SurfaceProps, panelId: string, say: (words: string) => void): void {
  const { frame, panel: { lines, meta } } = props;
  if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
  const range = rangeNow(props);
  const toPlace = placeIn(range, frame);
  const { key, shiftKey } = event;
  const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  if (by && shiftKey) props.onRange(moved(range, by * PAN, toPlace));
  else if (by) {
    const step = Math.max(1, frame.plot.width / 60);
    const now = crosshair.peek()?.panel === panelId ? frame.x.toPx(crosshair.peek()?.x ?? 0) : frame.plot.x + (by > 0 ? -step : frame.plot.width + step);
    const x = frame.x.toValue(Math.min(frame.plot.x + frame.plot.width, Math.max(frame.plot.x, now + by * step)));
    crosshair.value = { panel: panelId, axis: meta.x, x, yPx: null };
    say(valuesInWords(meta, x, sorted(nearest(lines, x), frame, null), ({ line }) => props.nameOfLine(line)));
  } else if (key === "+" || key === "=") props.onRange(scaled(range, 0.5, 0.5, toPlace));
  else if (key === "-") props.onRange(scaled(range, 2, 0.5, toPlace));
  else if (key === "Escape" && (props.range || crosshair.peek())) {
    crosshair.value = null;
    props.onRange(null);
    say("All of the x axis");
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
