/** What a pointer does on a line panel: reads values, chooses a part with a brush, moves what is shown, lets a run stand out. */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { pinHighlight, pinnedHighlight } from "../state/highlight";
import { type Brush, type Point, brushOf, within } from "./brush";
import { crosshair, nearest, sorted } from "./crosshair";
import type { Line } from "./data";
import { standingOut } from "./standing_out";
import type { SurfaceProps } from "./surface";
import { type Range, moved, placeIn, rangeNow, scaled } from "./zoom";

const NEAR_PX = 12;

interface Press {
  readonly at: Point;
  readonly isPan: boolean;
  readonly x: Range;
  readonly y: Range;
}

export function usePointers({ place, state, brush, panelId }: {
  place: { readonly current: HTMLElement | null };
  state: { readonly current: SurfaceProps };
  brush: { value: Brush | null };
  panelId: string;
}) {
  const pressed = useRef<Press | null>(null);
  const pointed = useMemo(standingOut, []);
  useLayoutEffect(() => pointed.end, []);
  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const box = place.current?.getBoundingClientRect();
    return [clientX - (box?.left ?? 0), clientY - (box?.top ?? 0)];
  };
  const pan = ({ at: [fromX, fromY], x, y }: Press, [toX, toY]: Point) => {
    const { frame, yRange, onRange, onYRange } = state.current;
    onRange(moved(x, (fromX - toX) / frame.plot.width, placeIn(x, frame.x)));
    if (yRange) onYRange(moved(y, (toY - fromY) / frame.plot.height, placeIn(y, frame.y)));
  };
  return {
    pointed,
    onPointerMove: (event: PointerEvent) => {
      const { frame, panel } = state.current;
      const point = at(event);
      const press = pressed.current;
      if (press?.isPan) return pan(press, point);
      if (press) brush.value = brushOf(press.at, within(point, frame));
      crosshair.value = { panel: panelId, axis: panel.meta.x, x: frame.x.toValue(within(point, frame)[0]), yPx: point[1] };
      const isMoved = event.movementX !== 0 || event.movementY !== 0; // not where the page scrolls under it
      if (isMoved) pointed.later(press ? null : nearLine(state.current));
    },
    onPointerLeave: () => {
      pointed.end();
      if (pressed.current === null && crosshair.peek()?.panel === panelId) crosshair.value = null;
    },
    onPointerDown: (event: PointerEvent) => {
      const { frame, range, yRange } = state.current;
      if (event.button > 1 || (event.pointerType === "touch" && !event.isPrimary)) return;
      const isPan = event.shiftKey || event.button === 1;
      pressed.current = { at: isPan ? at(event) : within(at(event), frame), isPan, x: rangeNow(range, frame.x), y: rangeNow(yRange, frame.y) };
      place.current?.setPointerCapture(event.pointerId);
    },
    onPointerUp: () => {
      const chosen = brush.value;
      brush.value = null;
      const wasPan = pressed.current?.isPan;
      pressed.current = null;
      if (!wasPan && chosen) zoomTo(state.current, chosen);
      else if (!wasPan) pinNearest(state.current);
    },
    onPointerCancel: () => {
      brush.value = null;
      pressed.current = null;
    },
    onWheel: (event: WheelEvent) => {
      const { frame, range, onRange } = state.current;
      if (!(event.ctrlKey || event.metaKey)) return; // without, the page scrolls
      event.preventDefault();
      const now = rangeNow(range, frame.x);
      const center = (within(at(event), frame)[0] - frame.plot.x) / frame.plot.width;
      onRange(scaled(now, event.deltaY > 0 ? 1.25 : 0.8, center, placeIn(now, frame.x)));
    },
  };
}

function zoomTo({ frame, onRange, onYRange }: SurfaceProps, { x, y }: Brush): void {
  if (x) onRange([frame.x.toValue(x[0]), frame.x.toValue(x[1])]);
  if (y) onYRange([frame.y.toValue(y[1]), frame.y.toValue(y[0])]);
}

/** A click near a line lets its run stand out everywhere; a click on it again, or elsewhere, ends that. */
function pinNearest(props: SurfaceProps): void {
  const run = nearLine(props)?.run ?? null;
  pinHighlight(run === null || pinnedHighlight.peek()?.has(run) ? null : [run]);
}

/** The line that the pointer is on; null where it is on none. */
function nearLine({ panel: { lines }, frame }: SurfaceProps): Line | null {
  const at = crosshair.peek();
  if (!at || at.yPx === null) return null;
  const [first] = sorted(nearest(lines, at.x), frame, at.yPx);
  return first && Math.abs(frame.y.toPx(first.y) - at.yPx) <= NEAR_PX ? first.line : null;
}
