/** What a pointer does on a line panel: reads values, chooses a part with a brush, moves what is shown, lets a run stand out. */
import { useRef } from "preact/hooks";
import { pinHighlight, pinnedHighlight } from "../state/highlight";
import { crosshair, nearest, sorted } from "./crosshair";
import type { Frame } from "./frame";
import type { SurfaceProps } from "./surface";
import { type Range, moved, placeIn, rangeNow, scaled } from "./zoom";

const LEAST_BRUSH_PX = 5;
const NEAR_PX = 12;

export function usePointers({ place, state, brush, panelId }: {
  place: { readonly current: HTMLElement | null };
  state: { readonly current: SurfaceProps };
  brush: { value: readonly [number, number] | null };
  panelId: string;
}) {
  const from = useRef<{ readonly x: number; readonly isPan: boolean; readonly range: Range } | null>(null);
  const at = ({ clientX, clientY }: MouseEvent): readonly [number, number] => {
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
      const [x] = at(event);
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
