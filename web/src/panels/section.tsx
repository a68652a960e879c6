import { useEffect, useRef, useState } from "preact/hooks";
import { count } from "../format/numbers";
import { target } from "./dragging";
import { PanelFrame } from "./frame";
import { columnsOf, sizeOf } from "./grid";
import { type Section, patchSection, search } from "./model";

const LEAST_FIRST = 24;
const MORE = 12;

/** A section: its head opens and closes it; of many panels the next ones come as one scrolls. */
export function PanelSection({ section }: { section: Section }) {
  const { name, isOpen, panels } = section;
  const columns = columnsOf(panels);
  const [nAsked, setN] = useState(LEAST_FIRST);
  const n = Math.max(nAsked, columns * rowsOnScreen(panels));
  const grid = useRef<HTMLDivElement>(null);
  const more = () => setN(n + MORE);
  /** Whoever asked by the button, which is gone then or further down, goes on at the first panel that came. */
  const moreByHand = () => {
    more();
    requestAnimationFrame(() => grid.current?.children[n]?.querySelector("button")?.focus());
  };
  const isSearching = search.value.trim() !== "";
  return (
    <section class={`panel-section ${target.value?.section === name && target.value.panel === null ? "drop-here" : ""}`} data-section={name} aria-label={name}>
      <h2 class="panel-section-head">
        <button type="button" aria-expanded={isOpen} disabled={isSearching} onClick={() => patchSection(name, { isOpen: !isOpen })}>
          <svg viewBox="0 0 16 16" class="sign" aria-hidden="true">
            <path d={isOpen ? "M3.500 6 8 10.500 12.500 6" : "M6 3.500 10.500 8 6 12.500"} />
          </svg>
          {name} <span class="panel-count">{panels.length}</span>
        </button>
      </h2>
      {isOpen && (
        <div ref={grid} class="panel-grid" style={{ "--columns": columns }}>
          {panels.slice(0, n).map((panel) => (
            <PanelFrame key={panel.id} panel={panel} columns={columns} />
          ))}
        </div>
      )}
      {isOpen && panels.length > n && <More nLeft={panels.length - n} onNear={more} onAsked={moreByHand} />}
      {isOpen && panels.length === 0 && <p class="quiet">This section is empty: drag a panel here, or add one.</p>}
    </section>
  );
}

/** Rows of a section, of panels as high as its first, that fill a window. */
function rowsOnScreen([first]: Section["panels"]): number {
  return first ? Math.ceil(window.innerHeight / sizeOf(1, first.high, 1).heightPx) : 0;
}

function More({ nLeft, onNear, onAsked }: { nLeft: number; onNear: () => void; onAsked: () => void }) {
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const watching = new IntersectionObserver(([entry]) => entry?.isIntersecting && onNear(), { rootMargin: "1500px" });
    watching.observe(place.current);
    return () => watching.disconnect();
  });
  return (
    <button ref={place} type="button" onClick={onAsked}>
      Show more ({count(nLeft)})
    </button>
  );
}
