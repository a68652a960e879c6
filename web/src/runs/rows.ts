/**
 * The rows that the page holds: asked for in pieces as they come into view, known by place and by id.
 * Takes the question and the columns; gives the order, its groups and rows. A new answer to the same question replaces rows
 * in place, so that nothing flickers.
 */
import { computed, effect, signal } from "@preact/signals";
import { ApiFault, ask, projectPath } from "../api/client";
import { onChange } from "../api/events";
import { askPart } from "../api/opening";
import { sayFault } from "../shell/notices";
import { layout } from "../state/layout";
import { project } from "../state/project";
import { sawUnread } from "../state/reading";
import { groupTree } from "./group_tree";
import { question } from "./settings";
import type { GroupLevels, Question, RunRow, TableAnswer } from "./types";

/** Rows in one answer; the server brings the first ones when a project opens (`FIRST_ROWS` in opening.py). */
export const PIECE = 100;
const MOST_ROWS_KEPT = 20_000;
const ASK_AGAIN_MS = 400;

interface OrderAnswer {
  readonly total: number;
  readonly n_unread?: number;
  readonly ids: readonly string[];
  /** Names the content of the table: another one is another content. */
  readonly etag: string;
  readonly groups?: GroupLevels;
}

export interface Order extends OrderAnswer {
  /** What this answers: the layout's question, or the one without its filters while those are refused. */
  readonly question: Question;
}

/** The ids of all runs that match, in their order; null before the first answer. A new object: rows are needed anew. */
export const order = signal<Order | null>(null);
export const content = computed(() => order.value?.etag ?? null);
const levels = computed(() => order.value?.groups ?? null);
/** The groups that the runs stand in; null where they stand alone. */
export const groups = computed(() => levels.value && groupTree(levels.value));
/** Why the question was refused: a mistake in the query. */
export const questionFault = signal<ApiFault | null>(null);
/** Columns whose values the rows bring; the table says which it shows. */
export const neededColumns = signal<readonly string[]>([]);

const rows = new Map<string, RunRow>();
const version = signal(0);
let asked = new Set<number>();
let asking = new AbortController();
let timer = 0;

/** The row of a run; undefined while it is not here. */
export function rowOf(id: string): RunRow | undefined {
  version.value;
  return rows.get(id);
}

export const nameOf = (id: string): string => rowOf(id)?.name ?? id;

/** See to it that the rows at these places come. */
export function need(from: number, to: number): void {
  const n = order.value?.ids.length ?? 0;
  for (let piece = Math.floor(Math.max(0, from) / PIECE); piece * PIECE < Math.min(to, n); piece++) {
    if (!asked.has(piece)) void askPiece(piece);
  }
}

async function askPiece(piece: number): Promise<void> {
  const name = project.peek();
  const of = order.peek();
  if (name === null || of === null) return;
  asked.add(piece);
  const { signal: stop } = asking;
  try {
    const answer = await askPart<TableAnswer>(name, "runs", { body: { ...of.question, columns: neededColumns.peek(), offset: piece * PIECE, limit: PIECE }, signal: stop });
    if (rows.size > MOST_ROWS_KEPT) forgetRows(of, piece);
    for (const row of answer.rows) rows.set(row.id, row);
    version.value++;
  } catch (error) {
    if (stop.aborted) return;
    asked.delete(piece);
    sayFault(error);
  }
}

/** Let all rows go but the piece that has come; those in view are needed anew. */
function forgetRows(of: Order, piece: number): void {
  rows.clear();
  asked = new Set([piece]);
  order.value = { ...of };
}

/** Ask for the order and, through who shows them, for the rows anew; what is shown stays until then. */
async function askOrder(): Promise<void> {
  const name = project.peek();
  if (name === null || layout.peek() === null) return;
  asking.abort();
  asking = new AbortController();
  const { signal: stop } = asking;
  const wanted = question.peek();
  try {
    const found = await askPart<OrderAnswer>(name, "ids", { body: wanted, signal: stop });
    questionFault.value = null;
    show(wanted, found);
  } catch (error) {
    if (stop.aborted) return;
    if (!(error instanceof ApiFault) || error.status !== 400) return sayFault(error);
    questionFault.value = error;
    if (order.peek() === null) await askUnfiltered(name, stop);
  }
}

/** All runs, while the filters that the layout holds are refused: their fault stands above. */
async function askUnfiltered(name: string, stop: AbortSignal): Promise<void> {
  try {
    const plain = { pinned: question.peek().pinned ?? [] };
    show(plain, await ask<OrderAnswer>(projectPath(name, "ids"), { body: plain, signal: stop }));
  } catch (error) {
    sayFault(error);
  }
}

function show(wanted: Question, found: OrderAnswer): void {
  sawUnread(found.n_unread ?? 0);
  asked = new Set();
  order.value = { ...found, question: wanted };
  need(0, PIECE);
}

/** Put a row in place at once, before the server tells of it. */
export function putRow(row: RunRow): void {
  rows.set(row.id, row);
  version.value++;
}

/** What may be edited of a run, wherever it is shown. */
export type RunTexts = Pick<RunRow, "name" | "notes" | "tags">;

/** Keep what the page of a run knows of it as its row: it may be far down in the table, or filtered out of it. */
export function putFacts(facts: Omit<RunRow, "is_read" | "values">): void {
  const { id, name, state, exit_code, color, created_at, runtime_s, tags, notes, group, job_type } = facts;
  const { is_read = true, values = {} } = rows.get(id) ?? {};
  putRow({ id, name, state, exit_code, color, created_at, runtime_s, tags, notes, group, job_type, is_read, values });
}

/** The texts of a run as they are edited; undefined while its row is not here. */
export function textsOf(id: string): RunTexts | undefined {
  const row = rowOf(id);
  return row && { name: row.name, notes: row.notes, tags: row.tags };
}

const isReady = computed(() => project.value !== null && layout.value !== null);
let lastAsked = "";
effect(() => {
  const key = isReady.value ? JSON.stringify([project.value, question.value]) : "";
  if (key === lastAsked) return;
  lastAsked = key;
  if (key) void askOrder();
});

effect(() => {
  project.value;
  rows.clear();
  order.value = null;
  questionFault.value = null;
});

let lastColumns = "";
effect(() => {
  const key = neededColumns.value.join("\n");
  if (key === lastColumns) return;
  lastColumns = key;
  const known = order.peek();
  if (known === null) return;
  asked = new Set();
  order.value = { ...known }; // whoever shows rows needs them anew
});

onChange(({ runs, gone, isReset }) => {
  if (!isReset && runs.length + gone.length === 0) return;
  if (timer === 0 && project.peek() !== null) {
    timer = window.setTimeout(() => {
      timer = 0;
      void askOrder();
    }, ASK_AGAIN_MS);
  }
});
