/** The keys under which runs of the project logged charts, tables and media. Asked again when runs change. */
import { computed, effect, signal } from "@preact/signals";
import { onChange } from "../api/events";
import { askPart } from "../api/opening";
import { sayFault } from "../shell/notices";
import { project } from "../state/project";

export interface LoggedKey {
  readonly key: string;
  /** `chart`, `table`, or a kind of media such as `image`. */
  readonly kind: string;
  readonly n_runs: number;
  readonly n_steps: number;
  /** The first and the last. */
  readonly steps: readonly [number, number];
}

const ASKED_AGAIN_MS = 1_000;
const found = signal<{ readonly project: string; readonly keys: readonly LoggedKey[] } | null>(null);

/** Null before it is known. */
const loggedKeys = computed(() => (found.value?.project === project.value ? (found.value?.keys ?? null) : null));

export const chartKeys = computed(() => (loggedKeys.value ?? []).filter(({ kind }) => kind === "chart"));
export const tableKeys = computed(() => (loggedKeys.value ?? []).filter(({ kind }) => kind === "table"));
export const mediaKeys = computed(() => (loggedKeys.value ?? []).filter(({ kind }) => kind !== "chart" && kind !== "table"));

let timer = 0;

function load(name: string): void {
  askPart<LoggedKey[]>(name, "charts").then((keys) => {
    if (project.peek() === name && !isSame(keys)) found.value = { project: name, keys };
  }, sayFault);
}

/** Panels are made of these: the same list is no news. */
function isSame(keys: readonly LoggedKey[]): boolean {
  return JSON.stringify(keys) === JSON.stringify(loggedKeys.peek());
}

effect(() => {
  const name = project.value;
  if (name !== null) load(name);
});

onChange(({ runs, gone, isReset }) => {
  const name = project.peek();
  if (name === null || !(isReset || runs.length > 0 || gone.length > 0) || timer) return;
  timer = window.setTimeout(() => {
    timer = 0;
    if (project.peek() === name) load(name);
  }, ASKED_AGAIN_MS);
});
