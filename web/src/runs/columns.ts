/** The columns that the project's runs have, and those that the table shows. */
import { computed, effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask, projectPath } from "../api/client";
import { sayFault } from "../shell/notices";
import { project } from "../state/project";
import { order } from "./rows";
import { chosenColumns, set, widths } from "./settings";
import type { ColumnFacts } from "./types";

export interface Column {
  readonly key: string;
  /** `config`, `summary`, or nothing for what every run has. */
  readonly section: string;
  /** The name without its section. */
  readonly label: string;
  readonly facts: ColumnFacts;
}

const LABELS: Readonly<Record<string, string>> = {
  name: "Name",
  state: "State",
  created_at: "Created",
  runtime_s: "Runtime",
  tags: "Tags",
  notes: "Notes",
  group: "Group",
  job_type: "Job type",
  id: "ID",
  color: "Colour",
  exit_code: "Exit code",
};
const NARROWEST_PX = 48;
export const MOST_COLUMNS = 500;

/** All columns; null before they are known. */
export const allColumns = signal<readonly Column[] | null>(null);
const columnByKey = computed(() => new Map((allColumns.value ?? []).map((column) => [column.key, column])));

/** Ask anew which columns there are. */
async function loadColumns(): Promise<void> {
  const name = project.peek();
  if (name === null) return;
  try {
    const found = await ask<readonly ColumnFacts[]>(projectPath(name, "columns"));
    if (project.peek() === name) allColumns.value = found.map(columnOf);
  } catch (error) {
    sayFault(error);
  }
}

function columnOf(facts: ColumnFacts): Column {
  const section = facts.key.startsWith("config.") ? "config" : facts.key.startsWith("summary.") ? "summary" : "";
  const label = section ? facts.key.slice(section.length + 1) : (LABELS[facts.key] ?? facts.key);
  return { key: facts.key, section, label, facts };
}

/** A column by its key; one that no run has any more stays, empty. */
export function columnNamed(key: string): Column {
  return columnByKey.value.get(key) ?? columnOf({ key, kind: "empty", n_runs: 0, min: null, max: null, n_values: 0, first: null });
}

/** What the full table shows until somebody chooses, as the server says. */
const firstColumns = computed(() => {
  const first = (allColumns.value ?? []).filter(({ facts }) => facts.first !== null);
  return first.sort((one, other) => Number(one.facts.first) - Number(other.facts.first)).map(({ key }) => key);
});

/** Keys of the columns beside the name, in their order. */
export const shownColumns = computed(() => (chosenColumns.value ?? firstColumns.value).filter((key) => key !== "name").slice(0, MOST_COLUMNS));

export function showColumns(keys: readonly string[]): void {
  set({ columns: [...new Set(keys)] });
}

/** Put a column before the one at `place`, both counted as they stand now. */
export function moveColumn(key: string, place: number): void {
  const keys = shownColumns.peek();
  const from = keys.indexOf(key);
  if (from < 0) return;
  const others = keys.filter((one) => one !== key);
  const at = Math.max(0, Math.min(others.length, place > from ? place - 1 : place));
  showColumns([...others.slice(0, at), key, ...others.slice(at)]);
}

export function widthOf(column: Column): number {
  const kept = widths.value[column.key];
  if (kept !== undefined) return Math.max(NARROWEST_PX, kept);
  if (column.key === "name") return 248;
  if (column.key === "notes" || column.key === "tags") return 168;
  if (column.key === "created_at" || column.key === "state") return 104;
  return Math.min(208, Math.max(92, 36 + 7.8 * column.label.length));
}

export function setWidth(key: string, widthPx: number): void {
  set({ widths: { [key]: Math.round(Math.max(NARROWEST_PX, widthPx)) } });
}

/** Whether anything shows columns: the page of panels begins without them. */
const areWanted = signal(false);

/** See to it that the columns are there while a component lives. */
export function useColumns(isWanted = true): void {
  useEffect(() => {
    if (isWanted) areWanted.value = true;
  }, [isWanted]);
}

let lastTotal = -1;
effect(() => {
  const total = order.value?.total ?? -1;
  if (total < 0) allColumns.value = null;
  if (total >= 0 && total !== lastTotal && areWanted.value) void loadColumns();
  lastTotal = areWanted.value ? total : -1;
});
