/**
 * A request about many runs in pieces, so that a long one says how far it is and can be stopped. Takes ids, or changes by
 * id; gives what was done, of all pieces together, also where a later one failed: each piece that is done stays done.
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
export async function inPieces(project: string, route: "edit" | "delete" | "restore", bodies: readonly object[], doing: string): Promise<Done | null> {
  const ids: string[] = [];
  const faults: Fault[] = [];
  let before: Undoable = {};
  let isStopped = false;
  const progress = bodies.length > 1 ? sayProgress(doing, () => (isStopped = true)) : null;
  for (const [place, body] of bodies.entries()) {
    if (isStopped) break;
    progress?.show(place / bodies.length);
    try {
      const done = await ask<Answer>(projectPath(project, route), { body });
      ids.push(...done.ids);
      faults.push(...(done.faults ?? []));
      before = { ...before, ...done.before };
    } catch (error) {
      if (!(error instanceof ApiFault) || error.status !== NOTHING_DONE) {
        sayFault(error);
        break;
      }
      faults.push(...error.faults);
    }
  }
  progress?.end();
  sayFaults(faults);
  return ids.length ? { ids, before } : null;
}

/** The bodies of requests about these runs, each with the rest of what is asked. */
export function piecesOf(ids: readonly string[], more: object = {}): readonly object[] {
  return cut(ids).map((some) => ({ ids: some, ...more }));
}

/** The same of changes by run. */
export function changesInPieces(changes: Undoable): readonly object[] {
  return cut(Object.entries(changes)).map((some) => ({ changes: Object.fromEntries(some) }));
}

function cut<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, place) => items.slice(place * AT_ONCE, (place + 1) * AT_ONCE));
}

function sayFaults(faults: readonly Fault[]): void {
  for (const fault of faults.slice(0, FAULTS_SAID)) sayFault(new ApiFault(NOTHING_DONE, [fault], null));
  if (faults.length > FAULTS_SAID) sayFault(new Error(`So it is for ${count(faults.length - FAULTS_SAID)} more of the runs.`));
}
