/**
 * A line panel as one sees it: the frame that a worker draws, the lines painted over it, and what answers above: crosshair
 * and values, a brush that zooms, panning, and the same by keyboard.
 */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Drawing, Drawn } from "../drawing/messages";
import { draw } from "../drawing/pool";
import { highlighted } from "../state/highlight";
import { type Near, crosshair, nearest } from "./crosshair";
import type { Line, PanelLines } from "./data";
import { drawOverlay } from "./overlay";
import { paintLines } from "./painter";
import { type Frame, frameOf } from "./scales";
import { Values, valuesInWords } from "./values";
import { type Range, moved, scaled } from "./zoom";

export interface SurfaceProps {
  readonly panelId: string;
  readonly label: string;
  readonly panel: PanelLines;
  readonly drawing: Omit<Drawing, "scale">;
  readonly keys: readonly string[];
  readonly colorOfLine: (line: Line) => string;
  readonly nameOfLine: (line: Line) => string;
  readonly range: Range | null;
  readonly onRange: (range: Range | null) => void;
}

const LEAST_BRUSH_PX = 5;
const PAN = 0.2;

export function Surface(props: SurfaceProps) {
  const { panel, drawing, panelId } = props;
  const picture = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const painted = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState<{ readonly frame: Frame | null; readonly of: SurfaceProps["drawing"] } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const brush = useSignal<readonly [number, number] | null>(null);
  const words = useSignal("");

  useEffect(() => {
    const ending = new AbortController();
    const scale = window.devicePixelRatio || 1;
    draw({ ...drawing, scale }, ending.signal).then(
      (drawn: Drawn) => {
        if (ending.signal.aborted || !picture.current || !painted.current || !over.current) return drawn.bitmap.close();
        for (const canvas of [picture.current, painted.current, over.current]) fit(canvas, drawn);
        picture.current.getContext("bitmaprenderer")?.transferFromImageBitmap(drawn.bitmap);
        setFault(drawn.warnings[0] ?? null);
        setShown({ frame: frameOf(drawn), of: drawing });
      },
      (error: unknown) => ending.signal.aborted || setFault(error instanceof Error ? error.message : String(error)),
    );
    return () => ending.abort();
  }, [drawing]);

  const isCurrent = shown?.of === drawing;
  const frame = shown?.frame ?? null;
  const state = useRef<State>({ props, frame, isCurrent });
  state.current = { props, frame, isCurrent };
  const version = useSignal(0);
  useLayoutEffect(() => void version.value++, [shown, panel, props.colorOfLine]);

  // Painted at once as signals change, without rendering components. New lines wait for their frame.
  useSignalEffect(() => {
    void version.value;
    const ids = highlighted.value;
    const { props: now, frame: drawnFrame, isCurrent: isReady } = state.current;
    const { panel: { lines }, keys, colorOfLine } = now;
    if (!painted.current || !drawnFrame || !isReady) return;
    const standsOut = ids && lines.every(({ run }) => run !== null) ? ({ run }: Line) => run !== null && ids.has(run) : null;
    const n = paintLines(painted.current, { frame: drawnFrame, lines, keys, colorOfLine, standsOut });
    place.current?.setAttribute("data-lines", String(n));
  });
  useSignalEffect(() => {
    void version.value;
    const at = crosshair.value;
    const chosen = brush.value;
    const { props: now, frame: drawnFrame } = state.current;
    if (!over.current || !drawnFrame) return;
    const isMine = at !== null && at.axis === now.panel.meta.x;
    if (!isMine && !chosen && over.current.dataset["blank"] === "true") return;
    over.current.dataset["blank"] = String(!isMine && !chosen);
    const style = getComputedStyle(over.current);
    drawOverlay(over.current, {
      frame: drawnFrame,
      colorOfLine: now.colorOfLine,
      crosshairX: isMine ? at.x : null,
      near: isMine ? nearest(now.panel.lines, at.x) : [],
      brush: chosen,
      ink: style.color,
      accent: style.getPropertyValue("--accent"),
    });
  });

  const pointers = usePointers({ place, state, brush, panelId });
  const onKeyDown = (event: KeyboardEvent) => answerKey(event, state.current, panelId, (text) => (words.value = text));
  const { widthPx, heightPx } = drawing;
  return (
    <div
      ref={place}
      class="line-surface"
      role="group"
      tabIndex={0}
      aria-label={`${props.label} Arrow keys read values, plus and minus zoom, shift and arrows pan, Escape shows all.`}
      data-state={fault ? "fault" : shown ? (isCurrent ? "drawn" : "drawing") : "waiting"}
      style={{ width: `${widthPx}px`, height: `${heightPx}px` }}
      onKeyDown={onKeyDown}
      onBlur={() => crosshair.peek()?.panel === panelId && (crosshair.value = null)}
      onDblClick={() => props.onRange(null)}
      {...pointers}
    >
      <canvas ref={picture} role="img" aria-label={props.label} />
      <canvas ref={painted} class="line-painted" aria-hidden="true" />
      <canvas ref={over} class="line-overlay" aria-hidden="true" />
      {fault && (
        <p class="fault" role="alert">
          This chart could not be drawn in full: {fault}
        </p>
      )}
      {shown && frame && <Pointed {...props} frame={frame} />}
      <p class="unseen" role="status">
        {words}
      </p>
    </div>
  );
}

function fit(canvas: HTMLCanvasElement, { bitmap, widthPx, heightPx }: Drawn): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.style.width = `${widthPx}px`;
  canvas.style.height = `${heightPx}px`;
}

/** The values beside the pointer, in the panel that is pointed at. */
function Pointed({ panelId, panel, nameOfLine, colorOfLine, frame }: SurfaceProps & { frame: Frame }) {
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

interface State {
  readonly props: SurfaceProps;
  readonly frame: Frame | null;
  /** Whether the frame is that of the lines as they are now. */
  readonly isCurrent: boolean;
}

function usePointers({ place, state, brush, panelId }: {
  place: { readonly current: HTMLElement | null };
  state: { readonly current: State };
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
      const { frame, props } = state.current;
      if (!frame) return;
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
      if (!frame || event.button > 1 || (event.pointerType === "touch" && !event.isPrimary)) return;
      const isPan = event.shiftKey || event.button === 1;
      from.current = { x: isPan ? at(event)[0] : within(at(event)[0], frame), isPan, range: rangeNow(state.current.props, frame) };
      place.current?.setPointerCapture(event.pointerId);
    },
    onPointerUp: () => {
      const { frame, props } = state.current;
      const chosen = brush.value;
      brush.value = null;
      const wasPan = from.current?.isPan;
      from.current = null;
      if (!chosen || wasPan || !frame) return;
      const [low, high] = chosen[0] < chosen[1] ? chosen : [chosen[1], chosen[0]];
      if (high - low >= LEAST_BRUSH_PX) props.onRange([frame.x.toValue(low), frame.x.toValue(high)]);
    },
    onPointerCancel: () => {
      brush.value = null;
      from.current = null;
    },
    onWheel: (event: WheelEvent) => {
      const { frame, props } = state.current;
      if (!frame || !(event.ctrlKey || event.metaKey)) return; // without, the page scrolls
      event.preventDefault();
      const [x] = at(event as unknown as PointerEvent);
      const range = rangeNow(props, frame);
      const center = (within(x, frame) - frame.plot.x) / frame.plot.width;
      props.onRange(scaled(range, event.deltaY > 0 ? 1.25 : 0.8, center, placeIn(range, frame)));
    },
  };
}

/** What the panel is asked to show; its frame may still be that of before. */
const rangeNow = ({ range }: SurfaceProps, { x }: Frame): Range => range ?? [x.low, x.high];

/** The number at a share of a range, on the axis as it is: linear or log. */
function placeIn([low, high]: Range, { x }: Frame): (share: number) => number {
  return (share) => (x.isLog ? low * (high / low) ** share : low + share * (high - low));
}

function answerKey(event: KeyboardEvent, { frame, props }: State, panelId: string, say: (words: string) => void): void {
  if (!frame || event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
  const { lines } = props.panel;
  const range = rangeNow(props, frame);
  const toPlace = placeIn(range, frame);
  const { key, shiftKey } = event;
  const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  if (by && shiftKey) props.onRange(moved(range, by * PAN, toPlace));
  else if (by) {
    const step = Math.max(1, frame.plot.width / 60);
    const now = crosshair.peek()?.panel === panelId ? frame.x.toPx(crosshair.peek()?.x ?? 0) : frame.plot.x + (by > 0 ? -step : frame.plot.width + step);
    const x = frame.x.toValue(Math.min(frame.plot.x + frame.plot.width, Math.max(frame.plot.x, now + by * step)));
    crosshair.value = { panel: panelId, axis: props.panel.meta.x, x, yPx: null };
    say(valuesInWords(props.panel.meta, x, sorted(nearest(lines, x), frame, null), ({ line }) => props.nameOfLine(line)));
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
