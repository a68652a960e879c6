/**
 * The table of runs: rows and columns in view alone are there, so that 10,000 runs and 500 columns scroll as 20 do.
 * One stop of the Tab key; inside the arrow keys move (see keyboard.ts).
 */
import { computed } from "@preact/signals";
import type { VNode } from "preact";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { ColorBox } from "./color_box";
import { count } from "../format/numbers";
import { type Column, columnNamed, shownColumns, useColumns, widthOf } from "./columns";
import { HEAD_PX, ROW_PX, columnsInView, linesInView, placedColumns } from "./geometry";
import { N_FIXED, active, cellId, editing, openBox } from "./grid_state";
import { GroupRowView } from "./group_row";
import { HeadBox } from "./head_box";
import { HeadRow } from "./head_row";
import { onKey } from "./keyboard";
import { lineAt, lineOf, nLevels, nLines, needLines } from "./lines";
import { neededColumns, order, questionFault } from "./rows";
import { RunRowView } from "./run_row";
import { clearFilters, isFiltered, widths } from "./settings";

interface View {
  readonly topPx: number;
  readonly leftPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** `isNarrow`: the names alone, for the side of the panels. */
export function RunTable({ isNarrow = false }: { isNarrow?: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ topPx: 0, leftPx: 0, widthPx: 0, heightPx: 0 });
  useColumns(!isNarrow);
  const chosen = isNarrow ? NO_COLUMNS : shownFacts.value;
  const namePx = widthOf(columnNamed("name"));
  const columns = useMemo(() => placedColumns(chosen, namePx, view.widthPx), [chosen, namePx, view.widthPx, widths.value]);
  const n = nLines.value;
  const at = active.value;
  const [first, last] = linesInView(view.topPx, view.heightPx - HEAD_PX, n);
  const inView = useSame(columnsInView(columns, view.leftPx + columns.frozenPx, view.widthPx - columns.frozenPx, at.column - N_FIXED));

  useLayoutEffect(() => watchView(box.current as HTMLDivElement, setView), []);
  useEffect(() => {
    neededColumns.value = chosen.map(({ key }) => key);
  }, [chosen]);
  useEffect(() => {
    const timer = window.setTimeout(() => needLines(first, last), 40); // a row that flies by is not asked for
    return () => window.clearTimeout(timer);
  }, [first, last, n, order.value]);
  useEffect(() => {
    if (n > 0 && at.line >= n) active.value = { ...at, line: n - 1 };
  }, [n]);

  useFollowedRun(box);

  const reveal = () => {
    const place = box.current;
    if (place) bringIntoView(place, columns);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || editing.value !== null) return;
    if (!onKey(event, Math.max(1, Math.floor((view.heightPx - HEAD_PX) / ROW_PX) - 1))) return;
    event.preventDefault();
    reveal();
  };
  const focusBack = useCallback(() => box.current?.focus(), []);
  const depth = nLevels.value;
  const drawn = useDrawn();
  const lines = Array.from({ length: last - first }, (_, index) => first + index);
  if (at.line >= 0 && at.line < n && (at.line < first || at.line >= last)) lines.push(at.line);
  const opened = openBox.value;
  return (
    <div class={`run-table${isNarrow ? " is-narrow" : ""}`}>
    <div
      ref={box}
      class="run-grid"
      role={depth > 0 ? "treegrid" : "grid"}
      tabIndex={0}
      aria-label="Runs"
      aria-multiselectable="true"
      aria-rowcount={n + 1}
      aria-colcount={N_FIXED + chosen.length}
      aria-activedescendant={n > 0 || at.line < 0 ? cellId(at) : undefined}
      onKeyDown={onKeyDown}
    >
      <HeadRow columns={columns} shown={inView} />
      <div role="rowgroup" class="run-rows" style={{ height: `${n * ROW_PX}px`, width: `${columns.widthPx}px` }}>
        {lines.map((number) => {
          const line = lineAt(number);
          if (line === null) return null;
          const common = { line: number, topPx: number * ROW_PX, widthPx: columns.widthPx, frozenPx: columns.frozenPx, columns: inView };
          if (line.kind === "run") {
            return drawn(line.id, [number, columns, inView, depth], () => <RunRowView key={line.id} id={line.id} depth={depth} onFocusBack={focusBack} {...common} />);
          }
          const { group, isOpen } = line;
          return drawn(`group ${group.key}`, [number, columns, inView, group, isOpen], () => <GroupRowView key={`group ${group.key}`} group={group} isOpen={isOpen} {...common} />);
        })}
      </div>
    </div>
      <Nothing />
      {opened?.kind === "color" && <ColorBox ids={opened.ids} anchor={opened.anchor} onClose={() => (openBox.value = null)} />}
      {opened?.kind === "head" && <HeadBox columnKey={opened.key} anchor={opened.anchor} onClose={() => (openBox.value = null)} />}
    </div>
  );
}

const NO_COLUMNS: readonly Column[] = [];
const shownFacts = computed(() => shownColumns.value.map(columnNamed));

/** The list as it was before, while it holds the same. */
function useSame<Item>(list: readonly Item[]): readonly Item[] {
  const before = useRef(list);
  if (list.length !== before.current.length || list.some((item, place) => item !== before.current[place])) before.current = list;
  return before.current;
}

type Drawn = ReadonlyMap<string, { readonly of: readonly unknown[]; readonly node: VNode }>;

/** Rows drawn before, given again while what they are drawn of is the same: scrolling draws the rows that come alone. */
function useDrawn(): (key: string, of: readonly unknown[], draw: () => VNode) => VNode {
  const before = useRef<Drawn>(new Map());
  const now = new Map<string, { of: readonly unknown[]; node: VNode }>();
  const known = before.current;
  before.current = now;
  return (key, of, draw) => {
    const found = known.get(key);
    const node = found?.of.every((one, place) => one === of[place]) ? found : { of, node: draw() };
    now.set(key, node);
    return node.node;
  };
}

/** What stands where rows would, while there are none. */
function Nothing() {
  const known = order.value;
  if (questionFault.value !== null && known === null) return null;
  if (known === null) return <p class="run-nothing quiet">Loading runs …</p>;
  if (known.ids.length > 0) return null;
  if (!isFiltered.value) return <p class="run-nothing quiet">This project has no runs yet.</p>;
  return (
    <p class="run-nothing quiet">
      None of the {count(known.total)} runs matches.{" "}
      <button type="button" onClick={clearFilters}>
        Clear filters
      </button>
    </p>
  );
}

/** Tell the size of the box and how far it is scrolled, at most once a frame. */
function watchView(box: HTMLDivElement, tell: (view: View) => void): () => void {
  let frame = 0;
  const look = () => {
    frame = 0;
    tell({ topPx: box.scrollTop, leftPx: box.scrollLeft, widthPx: box.clientWidth, heightPx: box.clientHeight });
  };
  const later = () => {
    frame ||= requestAnimationFrame(look);
  };
  look();
  const sizes = new ResizeObserver(later);
  sizes.observe(box);
  box.addEventListener("scroll", later, { passive: true });
  return () => {
    cancelAnimationFrame(frame);
    sizes.disconnect();
    box.removeEventListener("scroll", later);
  };
}

/** While the table has the focus the keyboard stays at its run, whatever runs begin, go and change their places. */
function useFollowedRun(box: { readonly current: Element | null }): void {
  const held = useRef<string | null>(null);
  useLayoutEffect(() => {
    const line = held.current !== null && box.current?.contains(document.activeElement) ? lineOf(held.current) : -1;
    if (line >= 0) active.value = { ...active.peek(), line };
  }, [order.value]);
  useLayoutEffect(() => {
    const at = lineAt(active.peek().line);
    held.current = at?.kind === "run" ? at.id : null;
  });
}

/** Scroll as little as shows the cell where the keyboard is. */
function bringIntoView(box: HTMLElement, columns: ReturnType<typeof placedColumns>): void {
  const { line, column } = active.peek();
  const top = line * ROW_PX;
  if (line >= 0) {
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW_PX + HEAD_PX > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW_PX + HEAD_PX - box.clientHeight;
  }
  const placed = columns.all[column - N_FIXED];
  if (!placed) return;
  const right = placed.leftPx + placed.widthPx;
  if (placed.leftPx - columns.frozenPx < box.scrollLeft) box.scrollLeft = placed.leftPx - columns.frozenPx;
  else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
}
