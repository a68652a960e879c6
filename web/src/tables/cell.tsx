import { captionOf, type MediaItem } from "../logged/facts";
import { Item } from "../media/item";
import { valueText } from "../run/texts";
import type { Cell } from "./answer";

const CELL_PAGE_PX = 400;

/** One cell in its row; `onOpen` shows it whole. */
export function CellBody({ cell, name, heightPx, onOpen }: { cell: Cell; name: string; heightPx: number; onOpen: () => void }) {
  if (cell === null) return <span class="quiet">–</span>;
  if (typeof cell !== "object") {
    const text = valueText(cell);
    return <span title={typeof cell === "number" ? String(cell) : text}>{text}</span>;
  }
  if (cell.$ === "media") return <MediaCell items={cell.items} name={name} heightPx={heightPx} onOpen={onOpen} />;
  if (cell.$ === "chart") {
    return (
      <button type="button" class="open-cell" onClick={onOpen}>
        Chart
      </button>
    );
  }
  return <span title={cell.text}>{cell.text}</span>;
}

function MediaCell({ items, name, heightPx, onOpen }: { items: readonly MediaItem[]; name: string; heightPx: number; onOpen: () => void }) {
  const [first] = items;
  if (!first) return <span class="quiet">empty list</span>;
  const label = captionOf(first) ?? name;
  const more = items.length > 1 ? <span class="quiet"> +{items.length - 1}</span> : null;
  if (first.kind === "image" && first.url) {
    return (
      <button type="button" class="open-cell image" aria-label={`Show ${label} large`} onClick={onOpen}>
        <img src={first.url} alt={label} loading="lazy" decoding="async" style={{ maxHeight: `${heightPx - 8}px` }} />
        {more}
      </button>
    );
  }
  if (first.page !== undefined || first.kind === "histogram") {
    return (
      <div class="page-cell">
        <Item item={first} name={label} widthPx={CELL_PAGE_PX} heightPx={heightPx - 36} />
        <button type="button" class="open-cell" onClick={onOpen}>
          Open large{more}
        </button>
      </div>
    );
  }
  if (first.kind === "audio") return <Item item={{ ...first, facts: {} }} name={label} widthPx={CELL_PAGE_PX} />;
  return (
    <button type="button" class="open-cell" onClick={onOpen}>
      {first.kind}
      {more}
    </button>
  );
}

/** How tall rows must be for what stands in them, in pixels. */
export function rowHeight(rows: readonly (readonly Cell[])[]): number {
  let heightPx = 30;
  for (const cells of rows) {
    for (const cell of cells) {
      if (cell === null || typeof cell !== "object" || cell.$ !== "media") continue;
      const { kind, page } = cell.items[0] ?? { kind: "", page: undefined };
      if (page !== undefined) return 330;
      heightPx = Math.max(heightPx, kind === "histogram" ? 160 : kind === "image" ? 76 : kind === "audio" ? 62 : 34);
    }
  }
  return heightPx;
}
