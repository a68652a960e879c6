import { useSignal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { Icon } from "../runs/icons";
import { dragged, startDrag, target } from "./dragging";
import { EditPanel } from "./edit";
import { FullPanel } from "./full";
import { sizeOf } from "./grid";
import { type Panel, kindOf } from "./kinds";
import { PanelMenu } from "./menu";
import { setSettings, shiftPanel } from "./model";
import { useNear } from "./near";
import { type GridSize, Resizer } from "./resizer";

const HEAD_PX = 34;
const PADDING_PX = 16;

/** A panel in a grid of so many columns: its head, its menu, and what its kind draws while it is near to what is seen. */
export function PanelFrame({ panel, columns }: { panel: Panel; columns: number }) {
  const place = useRef<HTMLElement>(null);
  const isNear = useNear(place);
  const preview = useSignal<GridSize | null>(null);
  const [open, setOpen] = useState<"menu" | "edit" | "full" | null>(null);
  const [menuAnchor, setMenuAnchor] = useState<Element | null>(null);
  const shown = preview.value ?? panel;
  const { widthPx, heightPx, wide } = sizeOf(shown.wide, shown.high, columns);
  const kind = kindOf(panel.kind);
  const drop = target.value?.panel === panel.id && dragged.value?.id !== panel.id ? (target.value.isBehind ? "drop-behind" : "drop-before") : "";
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    if (shiftPanel(panel, by)) requestAnimationFrame(() => (handle.scrollIntoView({ block: "nearest" }), handle.focus()));
  };
  return (
    <article
      ref={place}
      class={`panel card ${drop} ${dragged.value?.id === panel.id ? "dragged" : ""}`}
      data-panel={panel.id}
      data-kind={panel.kind}
      aria-label={panel.title}
      style={{ gridColumn: `span ${wide}`, height: `${heightPx}px` }}
    >
      <header class="panel-head">
        <button
          type="button"
          class="icon panel-grip"
          aria-label={`Move ${panel.title}; arrow keys move it`}
          title="Drag, or use arrow keys, to move"
          onPointerDown={(event) => startDrag(event, panel)}
          onKeyDown={onKeyDown}
        >
          <svg viewBox="0 0 16 16" class="sign" aria-hidden="true">
            <path d="M6 3.500h.01M10 3.500h.01M6 8h.01M10 8h.01M6 12.500h.01M10 12.500h.01" />
          </svg>
        </button>
        <h3 title={panel.title}>{panel.title}</h3>
        <button type="button" class="icon" aria-label={`Full screen: ${panel.title}`} title="Full screen" onClick={() => setOpen("full")}>
          <svg viewBox="0 0 16 16" class="sign" aria-hidden="true">
            <path d="M6 2.500H2.500V6M10 2.500h3.500V6M6 13.500H2.500V10M10 13.500h3.500V10" />
          </svg>
        </button>
        <button
          type="button"
          class="icon"
          aria-label={`Menu of ${panel.title}`}
          aria-haspopup="dialog"
          aria-expanded={open === "menu"}
          onClick={({ currentTarget }) => (setMenuAnchor(currentTarget), setOpen(open === "menu" ? null : "menu"))}
        >
          <Icon name="more" />
        </button>
      </header>
      <div class="panel-body">
        {isNear && kind && (
          <kind.Body
            panel={panel}
            widthPx={Math.round(widthPx - PADDING_PX)}
            heightPx={heightPx - HEAD_PX - 8}
            isFull={false}
            set={(patch) => setSettings(panel, patch)}
          />
        )}
        {!kind && <p class="quiet line-empty">This panel is of the kind “{panel.kind}”, which this version does not know. It is kept as it is.</p>}
      </div>
      <Resizer panel={panel} columns={columns} preview={preview} />
      {open === "menu" && menuAnchor && (
        <PanelMenu panel={panel} anchor={menuAnchor} sizePx={{ width: Math.round(widthPx), height: heightPx }} onEdit={() => setOpen("edit")} onFull={() => setOpen("full")} onClose={() => setOpen(null)} />
      )}
      {open === "edit" && <EditPanel panel={panel} onClose={() => setOpen(null)} />}
      {open === "full" && <FullPanel panel={panel} onClose={() => setOpen(null)} />}
    </article>
  );
}
