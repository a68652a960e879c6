/**
 * News of the store: what changed since it was last told. Takes a project; gives each change to those who listen, and
 * whether the server answers. The browser connects again by itself; a `reset` says that anything may have changed.
 */
import { signal } from "@preact/signals";

export interface Change {
  readonly runs: readonly string[];
  readonly gone: readonly string[];
  readonly presets: readonly string[];
  readonly layout: string | null;
  /** Anything may have changed: what is shown is asked for again. */
  readonly isReset: boolean;
}

/** Whether the server answers; null before the first word. */
export const isConnected = signal<boolean | null>(null);

const listeners = new Set<(change: Change) => void>();
let source: EventSource | null = null;

/** Hear of each change; gives a way to stop. */
export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follow one project, or the list of projects with null. */
export function follow(project: string | null): void {
  source?.close();
  const query = project === null ? "" : `?project=${encodeURIComponent(project)}`;
  let wasLost = false;
  source = new EventSource(`/api/events${query}`);
  source.onopen = () => {
    isConnected.value = true;
    if (wasLost) tell({}, true);
    wasLost = false;
  };
  source.onerror = () => {
    isConnected.value = false;
    wasLost = true;
  };
  source.addEventListener("change", ({ data }: MessageEvent<string>) => tell(JSON.parse(data) as Partial<Change>, false));
  source.addEventListener("reset", () => tell({}, true));
}

/** Say that these runs are other than before, though their files are not. */
export function tellOfRuns(runs: readonly string[]): void {
  tell({ runs }, false);
}

function tell(change: Partial<Change>, isReset: boolean): void {
  const whole: Change = {
    runs: change.runs ?? [],
    gone: change.gone ?? [],
    presets: change.presets ?? [],
    layout: change.layout ?? null,
    isReset,
  };
  for (const listener of listeners) listener(whole);
}
