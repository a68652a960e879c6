import { useEffect, useState } from "preact/hooks";
import { projectPath } from "../api/client";
import { count } from "../format/numbers";
import { type Cell, type Column, type Filter, type Question, queryOf } from "./answer";
import { CellBody, rowHeight } from "./cell";
import { TableControls } from "./controls";
import { Filters } from "./filters";
import { useRows } from "./rows";
import { useScrolling } from "./scrolling";
import { WholeCell } from "./whole";
import { gridColumns } from "./widths";

const HEAD_PX = 34;
const TYPED_MS = 250;
const MOST_COLUMNS = 200;

export interface TableProps {
  readonly project: string;
  readonly run: string;
  readonly tableKey: string;
  /** The step that is looked at; null follows the latest. */
  readonly step: number | null;
  readonly onStep: (step: number | null) => void;
}

/** A logged table of any size: rows come as they are looked at, sorted and filtered by the server. It fills its place. */
export function Table({ project, run, tableKey, step, onStep }: TableProps) {
  const [version, setVersion] = useState<number | null>(null);
  const [sort, setSort] = useState<string | null>(null);
  const [filters, setFilters] = useState<readonly Filter[]>([]);
  const applied = useSettled(filters);
  const [open, setOpen] = useState<{ cell: Cell; name: string } | null>(null);
  const path = projectPath(project, "runs", run, "tables", tableKey);
  const question: Question = { step, version, sort, filters: applied };
  const rows = useRows(path, run, question);
  const { answer, fault } = rows;
  const [rowPx, setRowPx] = useState(30);
  useEffect(() => {
    if (answer && answer.rows.length > 0) setRowPx(rowHeight(answer.rows));
  }, [answer]);
  const scrolling = useScrolling(answer?.n_matched ?? 0, rowPx, HEAD_PX);
  const first = Math.floor(scrolling.top);
  const last = Math.min((answer?.n_matched ?? 0) - 1, first + scrolling.nSeen);
  useEffect(() => {
    if (answer && last >= first) rows.need(first, last);
  }, [first, last, answer]);

  if (fault && !answer) return <p class="fault panel-note">{fault}</p>;
  if (!answer) return <p class="quiet panel-note">Loading …</p>;
  const columns = answer.columns.slice(0, MOST_COLUMNS);
  const sortBy = (name: string) => setSort(sort === name ? `-${name}` : sort === `-${name}` ? null : name);
  const template = { gridTemplateColumns: gridColumns(columns, answer.rows) };
  return (
    <div class="logged-table">
      <TableControls
        answer={answer}
        tableKey={tableKey}
        step={step}
        onStep={(next) => (setVersion(null), onStep(next))}
        onVersion={setVersion}
        onFilter={() => columns[0] && setFilters([...filters, newFilter(columns[0])])}
        downloadPath={(format) => `${path}?${queryOf({ step, version, sort: null, filters: [] }, { format })}`}
      />
      {filters.length > 0 && <Filters columns={columns} filters={filters} onFilters={setFilters} />}
      {fault && <p class="fault">{fault}</p>}
      {answer.columns.length > columns.length && <p class="quiet">The first {MOST_COLUMNS} of {count(answer.columns.length)} columns; the download has all.</p>}
      <div
        ref={scrolling.place}
        class="table-rows"
        role="table"
        aria-label={`Rows of ${tableKey}`}
        aria-rowcount={answer.n_matched + 1}
        aria-colcount={columns.length + 1}
        tabIndex={0}
        onScroll={scrolling.onScroll}
      >
        <div role="row" class="table-head" style={template} aria-rowindex={1}>
          <span role="columnheader" class="quiet number">
            row
          </span>
          {columns.map((column) => (
            <Head key={column.name} column={column} sort={sort} onSort={sortBy} />
          ))}
        </div>
        <div class="table-body" style={{ height: `${scrolling.heightPx}px` }}>
          <div class="table-window" style={{ transform: `translateY(${scrolling.startPx}px)` }}>
            {Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => {
              const index = first + place;
              const row = rows.rowAt(index);
              return (
                <div key={index} role="row" aria-rowindex={index + 2} class="table-row" style={{ ...template, height: `${rowPx}px` }}>
                  <span role="rowheader" class="quiet number">
                    {row ? count(row.place) : "…"}
                  </span>
                  {columns.map(({ name, kind }, at) => (
                    <span key={name} role="cell" class={kind === "quantitative" ? "number" : undefined}>
                      {row && <CellBody cell={row.cells[at] ?? null} name={`${name}, row ${row.place}`} heightPx={rowPx} onOpen={() => setOpen({ cell: row.cells[at] ?? null, name: `${name}, row ${row.place}` })} />}
                    </span>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {open && <WholeCell {...open} chartPath={(chart) => `${path}?${queryOf({ ...question, filters: [], sort: null }, { chart })}`} onClose={() => setOpen(null)} />}
    </div>
  );
}

function Head({ column, sort, onSort }: { column: Column; sort: string | null; onSort: (name: string) => void }) {
  const { name, kind } = column;
  const order = sort === name ? "ascending" : sort === `-${name}` ? "descending" : "none";
  return (
    <span role="columnheader" aria-sort={order} class={kind === "quantitative" ? "number" : undefined}>
      <button type="button" title={`${name} (${WORDS[kind]}): sort`} onClick={() => onSort(name)}>
        <span class="name">{name || "(no name)"}</span>
        <span aria-hidden="true">{order === "ascending" ? "▲" : order === "descending" ? "▼" : ""}</span>
      </button>
    </span>
  );
}

const WORDS: Readonly<Record<Column["kind"], string>> = {
  quantitative: "numbers",
  temporal: "times",
  nominal: "texts",
  boolean: "true or false",
  mixed: "mixed values",
  empty: "no values",
};

function newFilter({ name, kind }: Column): Filter {
  return { column: name, operator: kind === "quantitative" ? ">=" : "contains", value: "" };
}

/** A value once it has stayed the same for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), TYPED_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
