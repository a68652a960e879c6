import { useRef, useState } from "preact/hooks";
import type { TargetedPointerEvent } from "preact";
import type { Axis as AxisFacts } from "./answers";
import type { ChosenAxis } from "./axes";
import { AxisMenu } from "./axis_menu";
import type { Brush } from "./brushes";
import type { Geometry } from "./geometry";

interface Props {
  readonly axis: AxisFacts;
  readonly chosen: ChosenAxis;
  readonly place: number;
  readonly geometry: Geometry;
  readonly brush: Brush | null;
  readonly onBrush: (brush: Brush | null) => void;
  readonly onChange: (patch: Partial<ChosenAxis>) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

const LEAST_DRAG_PX = 5;
const LABEL_PX = 13;
/** How far a brush may begin beyond the ends of its axis. */
const BEYOND_PX = 8;

/** What lies over one axis of the picture: its name, which opens a menu and can be dragged, its labels, and a brush. */
export function Axis(props: Props) {
  const { axis, place, geometry, brush, onBrush, onMove } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [draggedPx, setDragged] = useState(0);
  const wasDragged = useRef(false);
  const x = geometry.xs[place] as number;
  const stepPx = geometry.xs.length > 1 ? (geometry.xs[1] as number) - (geometry.xs[0] as number) : geometry.widthPx;

  const drag = (event: TargetedPointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    const from = event.clientX;
    const { currentTarget: target, pointerId } = event;
    wasDragged.current = false;
    target.setPointerCapture(pointerId);
    const move = (moved: PointerEvent) => {
      if (!wasDragged.current && Math.abs(moved.clientX - from) < LEAST_DRAG_PX) return;
      wasDragged.current = true;
      setDragged(moved.clientX - from);
    };
    const end = (ended: PointerEvent) => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
      setDragged(0);
      const to = Math.max(0, Math.min(geometry.xs.length - 1, place + Math.round((ended.clientX - from) / stepPx)));
      if (wasDragged.current && ended.type === "pointerup" && to !== place) onMove(to);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  };

  return (
    <div class={`axis ${draggedPx ? "is-dragged" : ""}`} role="group" aria-label={axis.name} style={{ left: `${x}px`, transform: `translateX(${draggedPx}px)` }}>
      <button
        ref={button}
        type="button"
        class="axis-name"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={`Axis ${axis.name}${brush ? ", a part selected" : ""}`}
        title={axis.name}
        style={{ maxWidth: `${Math.max(40, stepPx - 6)}px` }}
        onPointerDown={drag}
        onClick={() => wasDragged.current || setOpen(!isOpen)}
        onKeyDown={(event) => {
          const step = event.altKey && (event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0);
          if (!step) return;
          event.preventDefault();
          onMove(Math.max(0, Math.min(geometry.xs.length - 1, place + step)));
        }}
      >
        {shortName(axis.name)}
        {axis.is_inverted && <span aria-label="inverted"> ↓</span>}
      </button>
      {isOpen && button.current && <AxisMenu {...props} n={geometry.xs.length} anchor={button.current} onClose={() => setOpen(false)} />}
      <BrushArea axis={axis} geometry={geometry} brush={brush} onBrush={onBrush} />
      <Labels axis={axis} geometry={geometry} widthPx={stepPx - 12} />
    </div>
  );
}

/** The name without the section that most axes share. */
export const shortName = (name: string): string => name.replace(/^config\./, "");

/** Labels with room between them; the page's own, so that they can be read over lines. */
function Labels({ axis, geometry, widthPx }: { axis: AxisFacts; geometry: Geometry; widthPx: number }) {
  let last = -Infinity;
  const shown = [...axis.ticks]
    .sort((a, b) => a.place - b.place)
    .filter(({ place }) => {
      const px = (place - last) * Math.abs(geometry.y(1) - geometry.y(0));
      if (px < LABEL_PX) return false;
      last = place;
      return true;
    });
  return (
    <ul class="axis-labels" aria-hidden="true">
      {shown.map(({ place, label }) => (
        <li key={place} class={place < 0 ? "is-lane" : undefined} style={{ top: `${geometry.y(place)}px`, maxWidth: `${Math.max(30, widthPx)}px` }}>
          {label}
        </li>
      ))}
    </ul>
  );
}

function BrushArea({ axis, geometry, brush, onBrush }: Pick<Props, "axis" | "geometry" | "brush" | "onBrush">) {
  const area = useRef<HTMLDivElement>(null);
  const top = geometry.y(1);
  const foot = geometry.y(0);

  const begin = (event: TargetedPointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !area.current) return;
    event.preventDefault();
    const target = event.currentTarget;
    const box = area.current.getBoundingClientRect();
    const placeAt = (clientY: number) => geometry.placeAt(clientY - box.top + top - BEYOND_PX);
    const from = placeAt(event.clientY);
    const held = brush && from >= brush[0] && from <= brush[1] ? brush : null;
    let isDragged = false;
    target.setPointerCapture(event.pointerId);
    const startY = event.clientY;
    const move = (moved: PointerEvent) => {
      if (!isDragged && Math.abs(moved.clientY - startY) < LEAST_DRAG_PX) return;
      isDragged = true;
      const at = placeAt(moved.clientY);
      if (held) {
        const by = Math.max(-held[0], Math.min(1 - held[1], at - from));
        onBrush([held[0] + by, held[1] + by]);
      } else onBrush([Math.min(from, at), Math.max(from, at)]);
    };
    const end = () => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", end);
      target.removeEventListener("pointercancel", end);
      if (!isDragged) onBrush(null);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", end);
    target.addEventListener("pointercancel", end);
  };

  return (
    <div ref={area} class="axis-brush" title={`Drag to select runs by ${axis.name}`} style={{ top: `${top - BEYOND_PX}px`, height: `${foot - top + 2 * BEYOND_PX}px` }} onPointerDown={begin}>
      {brush && <span class="brush" style={{ top: `${geometry.y(brush[1]) - top + BEYOND_PX}px`, height: `${Math.max(2, geometry.y(brush[0]) - geometry.y(brush[1]))}px` }} />}
    </div>
  );
}
