import { useMemo, useRef, useState } from "preact/hooks";
import { count, counted } from "../format/numbers";
import { type Column, allColumns, useColumns } from "./columns";
import { number } from "./format";

const ROW_PX = 30;
const SHOWN_ROWS = 10;

interface Props {
  readonly label: string;
  readonly columns?: readonly Column[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (key: string) => void;
  /** True for a list in which any number may be ticked. */
  readonly isMany?: boolean;
}

/** A search box over all columns: arrow keys and Enter choose. Only the rows in view are there, so thousands cost nothing. */
export function KeyChooser({ label, columns = allColumns.value ?? [], chosen, onChoose, isMany = false }: Props) {
  useColumns();
  const [wanted, setWanted] = useState("");
  const [active, setActive] = useState(0);
  const [top, setTop] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => matching(columns, wanted), [columns, wanted]);
  const at = Math.min(active, found.length - 1);
  const first = Math.max(0, Math.floor(top / ROW_PX) - 3);
  const shown = found.slice(first, first + SHOWN_ROWS + 7);
  const goTo = (place: number) => {
    const next = Math.max(0, Math.min(found.length - 1, place));
    setActive(next);
    const box = list.current;
    if (!box) return;
    if (next * ROW_PX < box.scrollTop) box.scrollTop = next * ROW_PX;
    else if ((next + 1) * ROW_PX > box.scrollTop + box.clientHeight) box.scrollTop = (next + 1) * ROW_PX - box.clientHeight;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: SHOWN_ROWS, PageUp: -SHOWN_ROWS };
    const step = steps[event.key];
    const column = found[at];
    if (step !== undefined) goTo(at + step);
    else if (event.key === "Enter" && column) onChoose(column.key);
    else return;
    event.preventDefault();
  };
  const id = (place: number) => `key-${label.replace(/\W/g, "-")}-${place}`;
  return (
    <div class="key-chooser">
      <input
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={id(-1)}
        aria-activedescendant={found.length ? id(at) : undefined}
        placeholder={`Search ${count(columns.length)} columns`}
        value={wanted}
        onInput={({ currentTarget }) => {
          setWanted(currentTarget.value);
          setActive(0);
          setTop(0);
          if (list.current) list.current.scrollTop = 0;
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} class="key-list" id={id(-1)} role="listbox" tabIndex={-1} aria-label={label} aria-multiselectable={isMany} onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}>
        <div role="presentation" style={{ height: `${found.length * ROW_PX}px` }}>
          {shown.map((column, index) => (
            <Option
              key={column.key}
              id={id(first + index)}
              column={column}
              topPx={(first + index) * ROW_PX}
              place={first + index}
              n={found.length}
              isActive={first + index === at}
              isChosen={chosen.has(column.key)}
              onChoose={() => onChoose(column.key)}
            />
          ))}
        </div>
      </div>
      {found.length === 0 && <p class="quiet">No column has “{wanted}” in its name.</p>}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly column: Column;
  readonly topPx: number;
  readonly place: number;
  readonly n: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Option({ id, column, topPx, place, n, isActive, isChosen, onChoose }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      class={`key-option ${isActive ? "is-active" : ""}`}
      style={{ top: `${topPx}px` }}
      aria-selected={isChosen}
      aria-setsize={n}
      aria-posinset={place + 1}
      title={column.key}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span class="tick" aria-hidden="true">
        {isChosen ? "✓" : ""}
      </span>
      <KeyName column={column} />
      <span class="quiet key-detail">{spanOf(column)}</span>
    </div>
  );
}

/** A column's name, its section smaller before it. */
export function KeyName({ column }: { column: Column }) {
  return (
    <span class="key-name">
      {column.section && <span class="key-section">{column.section}.</span>}
      {column.label}
    </span>
  );
}

/** The same in two lines, for the head of a table. */
export function HeadName({ column }: { column: Column }) {
  return (
    <span class="head-name">
      {column.section && <span class="key-section">{column.section}</span>}
      <span class="head-label">{column.label}</span>
    </span>
  );
}

function matching(columns: readonly Column[], wanted: string): readonly Column[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return columns;
  return columns.filter(({ key, label }) => {
    const text = `${key} ${label}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function spanOf({ facts }: Column): string {
  if (facts.min !== null && facts.max !== null) return facts.min === facts.max ? number(facts.min) : `${number(facts.min)} … ${number(facts.max)}`;
  if (facts.n_values > 0) return counted(facts.n_values, "value");
  return facts.kind;
}
