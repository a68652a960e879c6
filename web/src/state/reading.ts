/**
 * How far the project is read, where it is opened for the first time and has much to read: its runs are there at once,
 * what their rows tell comes as they are read. Runs that were read are told to all who listen, as if they had changed.
 */
import { effect, signal } from "@preact/signals";
import { ask, projectPath } from "../api/client";
import { onChange, tellOfRuns } from "../api/events";
import { sayFault } from "../shell/notices";
import { project } from "./project";

export interface Reading {
  readonly n_runs: number;
  readonly n_unread: number;
  /** Runs that could not be read. */
  readonly n_failed: number;
}

interface Answer extends Reading {
  readonly ids: readonly string[];
  /** Where the next question goes on. */
  readonly next: number;
}

const AGAIN_MS = 2_000;

/** Null while all runs are read. */
export const reading = signal<Reading | null>(null);

let timer = 0;
let next = 0;

/** What an answer says of runs that are not read: then they are followed until they are. */
export function sawUnread(n: number): void {
  if (n > 0 && timer === 0) timer = window.setTimeout(follow, next === 0 ? 0 : AGAIN_MS);
}

async function follow(): Promise<void> {
  const name = project.peek();
  if (name === null) return;
  try {
    const found = await ask<Answer>(`${projectPath(name, "reading")}?after=${next}`);
    timer = 0;
    if (project.peek() !== name) return;
    next = found.next;
    reading.value = found.n_unread > 0 ? found : null;
    if (found.ids.length > 0) tellOfRuns(found.ids);
    if (found.n_unread > found.n_failed) timer = window.setTimeout(follow, AGAIN_MS);
  } catch (error) {
    timer = 0;
    sayFault(error);
  }
}

effect(() => {
  project.value;
  window.clearTimeout(timer);
  timer = next = 0;
  reading.value = null;
});

onChange(({ isReset }) => {
  if (isReset && reading.peek() !== null) next = 0; // another server counts anew
});
