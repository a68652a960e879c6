import type { Signal } from "@preact/signals";
import { GAP_PX, ROW_PX, nColumns, sizeOf } from "./grid";
import type { Panel } from "./kinds";
import { MOST_HIGH, MOST_WIDE, patchPanel } from "./model";

export interface GridSize {
  readonly wide: number;
  readonly high: number;
}

/** The corner that makes a panel larger or smaller, by pointer or by arrow keys. */
export function Resizer({ panel, columns, preview }: { panel: Panel; columns: number; preview: Signal<GridSize | null> }) {
  const fit = (wide: number, high: number): GridSize => ({
    wide: Math.max(1, Math.min(MOST_WIDE, nColumns.value, Math.round(wide))),
    high: Math.max(1, Math.min(MOST_HIGH, Math.round(high))),
  });
  const onPointerDown = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const { currentTarget: handle, clientX, clientY } = event;
    handle.setPointerCapture(event.pointerId);
    const start = sizeOf(panel.wide, panel.high, columns);
    const columnPx = sizeOf(1, 1, columns).widthPx + GAP_PX;
    const ending = new AbortController();
    const follow = (move: PointerEvent) =>
      (preview.value = fit((start.widthPx + GAP_PX + move.clientX - clientX) / columnPx, (start.heightPx + GAP_PX + move.clientY - clientY) / (ROW_PX + GAP_PX)));
    const end = () => {
      ending.abort();
      const size = preview.value;
      preview.value = null;
      if (size && (size.wide !== panel.wide || size.high !== panel.high)) patchPanel(panel, { ...size });
    };
    handle.addEventListener("pointermove", follow, { signal: ending.signal });
    handle.addEventListener("pointerup", end, { signal: ending.signal });
    handle.addEventListener("pointercancel", () => ((preview.value = null), end()), { signal: ending.signal });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [right, down] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key] ?? [0, 0];
    if (!right && !down) return;
    event.preventDefault();
    patchPanel(panel, { ...fit(Math.min(panel.wide, nColumns.value) + (right ?? 0), panel.high + (down ?? 0)) });
  };
  return (
    <button
      type="button"
      class="panel-resizer"
      aria-label={`Size of ${panel.title}: ${panel.wide} by ${panel.high}; arrow keys change it`}
      title="Drag, or use arrow keys, to change the size"
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
