/**
 * A request about many runs in pieces, so that a long one says how far it is and can be stopped. Takes ids, or changes by
 * id; gives what was done, of all pieces together, also where a later one failed: each piece that is done stays done, the
 * others are given back.
 */
import { ApiFault, type Fault, ask, projectPath } from "../api/client";
import { count } from "../format/numbers";
import { sayFault, sayProgress } from "../shell/notices";

export type Undoable = Readonly<Record<string, unknown>>;

export interface Done {
  readonly ids: readonly string[];
  /** What the changed facts were, by run. */
  readonly before: Undoable;
}

/** One request: runs with what is asked of them all, or a change for each run. */
export type Piece = { readonly ids: readonly string[] } | { readonly changes: Undoable };

/** Pieces that were not done, and why. */
export interface Left {
  readonly pieces: readonly Piece[];
  readonly error: unknown;
}

interface Answer {
  readonly ids: readonly string[];
  readonly faults?: readonly Fault[];
  readonly before?: Undoable;
}

/** Runs in one request: some tenths of a second on a slow disk. */
const AT_ONCE = 200;
const NOTHING_DONE = 409;
const FAULTS_SAID = 3;

/** Ask for every piece, one after the other; `doing` is said while there are several: "Deleting 3,000 runs". */
export async function inPieces(project: string, route: "edit" | "delete" | "restore", pieces: readonly Piece[], doing: string): Promise<{ readonly done: Done | null; readonly left: Left | null }> {
  const ids: string[] = [];
  const faults: Fault[] = [];
  let before: Undoable = {};
  let left: Left | null = null;
  let isStopped = false;
  const progress = pieces.length > 1 ? sayProgress(doing, () => (isStopped = true)) : null;
  for (const [place, body] of pieces.entries()) {
    if (isStopped) break;
    progress?.show(place / pieces.length);
    try {
      const done = await ask<Answer>(projectPath(project, route), { body });
      ids.push(...done.ids);
      faults.push(...(done.faults ?? []));
      before = { ...before, ...done.before };
    } catch (error) {
      if (!(error instanceof ApiFault) || error.status !== NOTHING_DONE) {
        left = { pieces: pieces.slice(place), error };
        break;
      }
      faults.push(...error.faults);
    }
  }
  progress?.end();
  sayFaults(faults, doing);
  return { done: ids.length ? { ids, before } : null, left };
}

/** How many runs pieces are about. */
export function nRunsOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + ("ids" in piece ? piece.ids : Object.keys(piece.changes)).length, 0);
}

/** The pieces of a request about these runs, each with the rest of what is asked. */
export function piecesOf(ids: readonly string[], more: object = {}): readonly Piece[] {
  return cut(ids).map((some) => ({ ids: some, ...more }));
}

/** Those of changes by run, of runs that are still as they were `written`: what others wrote since stays. */
export function changesInPieces(changes: Undoable, written: object): readonly Piece[] {
  return cut(Object.entries(changes)).map((some) => ({
    changes: Object.fromEntries(some),
    expected: Object.fromEntries(some.map(([id]) => [id, written])),
  }));
}

/** Those that take back what was done to tags of runs, and leave alone what others did. */
export function tagsBackInPieces({ ids, before }: Done, added: readonly string[], removed: readonly string[]): readonly Piece[] {
  const alike = new Map<string, string[]>();
  for (const id of ids) {
    const had = (before[id] as { readonly tags?: readonly string[] } | undefined)?.tags ?? [];
    const back = { tags_added: removed.filter((tag) => had.includes(tag)), tags_removed: added.filter((tag) => !had.includes(tag)) };
    const key = JSON.stringify(back);
    alike.set(key, [...(alike.get(key) ?? []), id]);
  }
  return [...alike].flatMap(([back, some]) => piecesOf(some, JSON.parse(back) as object));
}

function cut<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, place) => items.slice(place * AT_ONCE, (place + 1) * AT_ONCE));
}

/** Why it was not done for some runs, in one notice: others may be waiting for an answer. */
function sayFaults(faults: readonly Fault[], doing: string): void {
  if (faults.length === 0) return;
  const { message } = new ApiFault(NOTHING_DONE, faults.slice(0, FAULTS_SAID), null);
  const others = faults.length > FAULTS_SAID ? `\nSo it is for ${count(faults.length - FAULTS_SAID)} more.` : "";
  sayFault(new Error(faults.length > 1 ? `${doing}: not done for ${count(faults.length)}.\n${message}${others}` : message));
}
