import { useRef, useState } from "preact/hooks";
import { counted } from "../format/numbers";
import { nRuns, orderedRuns, selectedRuns } from "../state/runs";
import { type Column, columnNamed, moveColumn, setWidth } from "./columns";
import { isNumeric } from "./cells";
import { type Columns, type Placed, SIGNS_PX } from "./geometry";
import { COLOR, EYE, NAME, N_FIXED, SELECT, cellProps, openBox } from "./grid_state";
import { useActiveColumn } from "./row_state";
import { Icon } from "./icons";
import { HeadName } from "./key_chooser";
import { selectAll, selectNone } from "./selection";
import { areAllHidden, hideAll, set, sort } from "./settings";

const DRAG_FROM_PX = 5;

/** How the table is sorted by a column: up, down, or not. */
function sortOf(key: string): "ascending" | "descending" | "none" {
  const found = sort.value.find((one) => one.slice(1) === key);
  return found === undefined ? "none" : found.startsWith("-") ? "descending" : "ascending";
}

/** Sort by a column alone: first down for numbers and times, up for text; then the other way; then not at all. */
export function turnSort(column: Column): void {
  const first = isNumeric(column) || column.facts.kind === "time" ? "-" : "+";
  const now = sort.peek().find((one) => one.slice(1) === column.key)?.[0];
  const next = now === undefined ? first : now === first ? (first === "-" ? "+" : "-") : null;
  set({ sort: next === null ? [] : [next + column.key] });
}

/** The head of the table: it selects and hides all, sorts, and its columns are dragged wider and elsewhere. */
export function HeadRow({ columns, shown }: { columns: Columns; shown: readonly Placed[] }) {
  const { size } = selectedRuns.value;
  const n = orderedRuns.value.length;
  const isAll = size > 0 && size >= n;
  const at = useActiveColumn(-1);
  const cell = (column: number, name: string) => cellProps(-1, column, at, name, "columnheader");
  const [dropPx, setDropPx] = useState<number | null>(null);
  const name = columnNamed("name");
  return (
    <div role="row" aria-rowindex={1} class="head-row" style={{ width: `${columns.widthPx}px` }}>
      <div class="frozen" role="none" style={{ width: `${columns.frozenPx}px` }}>
        <div {...cell(SELECT, "cell-select")} onClick={() => (isAll ? selectNone() : selectAll())}>
          <span class="box" role="checkbox" aria-checked={isAll ? true : size > 0 ? "mixed" : false} aria-label={`Select all ${counted(n, "run")}`}>
            {isAll ? "✓" : size > 0 ? "–" : ""}
          </span>
        </div>
        <div {...cell(EYE, "cell-eye")}>
          <button type="button" tabIndex={-1} class={`icon eye${areAllHidden.value ? " is-off" : ""}`} aria-pressed={!areAllHidden.value} aria-label="Show runs in the panels" title={areAllHidden.value ? "Show runs again" : "Hide all runs from the panels"} onClick={() => hideAll(!areAllHidden.value)}>
            <Icon name={areAllHidden.value ? "eyeOff" : "eye"} />
          </button>
        </div>
        <div {...cell(COLOR, "cell-color")}>
          <span class="unseen">Colour</span>
        </div>
        <div {...cell(NAME, "cell-name head-cell")} aria-sort={sortOf("name")}>
          <HeadLabel column={name} />
          <Grip column={name} widthPx={columns.frozenPx - SIGNS_PX} />
        </div>
      </div>
      {shown.map((placed) => (
        <div
          key={placed.column.key}
          {...cell(N_FIXED + placed.number, `cell head-cell${isNumeric(placed.column) ? " number" : ""}`)}
          aria-sort={sortOf(placed.column.key)}
          style={{ left: `${placed.leftPx}px`, width: `${placed.widthPx}px` }}
          onPointerDown={(event) => drag(event, placed, columns, setDropPx)}
        >
          <HeadLabel column={placed.column} />
          <Grip column={placed.column} widthPx={placed.widthPx} />
        </div>
      ))}
      {dropPx !== null && <div class="drop-line" style={{ left: `${dropPx}px` }} />}
      <span class="unseen">{nRuns.value === null ? "" : counted(nRuns.value, "run")}</span>
    </div>
  );
}

function HeadLabel({ column }: { column: Column }) {
  const way = sortOf(column.key);
  return (
    <>
      <button type="button" tabIndex={-1} class="head-sort" title={`${column.key}: click to sort`} onClick={() => turnSort(column)}>
        <HeadName column={column} />
        {way !== "none" && <Icon name={way === "ascending" ? "up" : "down"} />}
      </button>
      <button type="button" tabIndex={-1} class="icon head-more" aria-label={`More for ${column.key}`} onClick={({ currentTarget }) => (openBox.value = { kind: "head", key: column.key, anchor: currentTarget })}>
        <Icon name="more" />
      </button>
    </>
  );
}

/** The edge that makes a column wider. */
function Grip({ column, widthPx }: { column: Column; widthPx: number }) {
  const start = useRef<{ x: number; widthPx: number } | null>(null);
  return (
    <span
      class="grip"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.stopPropagation();
        event.preventDefault();
        start.current = { x: event.clientX, widthPx };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={({ clientX }) => start.current && setWidth(column.key, start.current.widthPx + clientX - start.current.x)}
      onPointerUp={() => (start.current = null)}
    />
  );
}

/** Drag a column elsewhere: a line shows where it would go. */
function drag(event: PointerEvent, placed: Placed, columns: Columns, show: (px: number | null) => void): void {
  const head = (event.currentTarget as HTMLElement).parentElement;
  if (event.button !== 0 || head === null) return;
  const startX = event.clientX;
  let target: number | null = null;
  const move = ({ clientX }: PointerEvent) => {
    if (target === null && Math.abs(clientX - startX) < DRAG_FROM_PX) return;
    const x = clientX - head.getBoundingClientRect().left;
    const before = columns.all.findIndex(({ leftPx, widthPx }) => x < leftPx + widthPx / 2);
    target = before < 0 ? columns.all.length : before;
    const last = columns.all.at(-1);
    show(columns.all[target]?.leftPx ?? (last ? last.leftPx + last.widthPx : 0));
  };
  const end = () => {
    window.removeEventListener("pointermove", move);
    show(null);
    if (target === null) return;
    window.addEventListener("click", (click) => (click.stopPropagation(), click.preventDefault()), { capture: true, once: true });
    window.setTimeout(() => moveColumn(placed.column.key, target as number));
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end, { once: true });
}
