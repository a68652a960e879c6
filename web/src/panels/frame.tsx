import { useSignal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { Guarded } from "../shell/guarded";
import { dragged, target } from "./dragging";
import { EditPanel } from "./edit";
import { FullPanel } from "./full";
import { sizeOf } from "./grid";
import { PanelHead } from "./head";
import { type Panel, kindOf } from "./kinds";
import { PanelMenu } from "./menu";
import { setSettings } from "./model";
import { useNear } from "../drawing/near";
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
  return (
    <article
      ref={place}
      class={`panel card ${drop} ${dragged.value?.id === panel.id ? "dragged" : ""}`}
      data-panel={panel.id}
      data-kind={panel.kind}
      aria-label={panel.title}
      style={{ gridColumn: `span ${wide}`, height: `${heightPx}px` }}
    >
      <PanelHead panel={panel} isMenuOpen={open === "menu"} onFull={() => setOpen("full")} onMenu={(anchor) => (setMenuAnchor(anchor), setOpen(open === "menu" ? null : "menu"))} />
      <div class="panel-body">
        {isNear && kind && (
          <Guarded what="panel">
            <kind.Body
              panel={panel}
              widthPx={Math.round(widthPx - PADDING_PX)}
              heightPx={heightPx - HEAD_PX - 8}
              isFull={false}
              set={(patch) => setSettings(panel, patch)}
            />
          </Guarded>
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
