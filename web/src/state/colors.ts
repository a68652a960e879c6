/**
 * The colour of each run, as the server says: its own, or by the value of a key over all runs of the project.
 * Takes the layout's part `colors`; gives colours and the legend as signals, asked for again when either may be another.
 */
import { computed, effect, signal } from "@preact/signals";
import type { Fault } from "../api/client";
import { onChange } from "../api/events";
import { askPart } from "../api/opening";
import { sayFault } from "../shell/notices";
import { change, layout, part, sendNow } from "./layout";
import { project } from "./project";

export type YValue = "latest" | "max" | "min";

export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  readonly kind: "bucket" | "category" | "others" | "not_finite" | "missing";
  readonly count: number;
  readonly ids: readonly string[];
}

export interface KeyColors {
  readonly key: string;
  /** Null for a key of the config, which has one value a run. */
  readonly y: YValue | null;
  readonly unit: "number" | "seconds" | "time";
  readonly is_numeric: boolean;
  readonly palette: string;
  readonly edges: readonly number[];
  readonly legend: readonly LegendEntry[];
}

interface Answer {
  readonly mode: "own" | "key";
  readonly color: Readonly<Record<string, string>>;
  readonly by_key: KeyColors | null;
  readonly faults: readonly Fault[];
}

const UNKNOWN = "#868f9b";
/** How often colours are asked for while runs log on: by a key any of them may move to another bucket. */
const LEAST_MS = { key: 1000, own: 3000 };

const NONE: Answer = { mode: "own", color: {}, by_key: null, faults: [] };

const answer = signal<Answer | null>(null);

/** The colour of a run; grey until it is known. */
export function colorOf(id: string): string {
  return answer.value?.color[id] ?? UNKNOWN;
}

/** Whether colours were asked for and came, or did not: what is drawn in them need not be drawn twice. */
export const areColorsKnown = computed(() => answer.value !== null);

/** The colours by a key with their legend; null where each run has its own. */
export const keyColors = computed(() => answer.value?.by_key ?? null);
/** Why runs have their own colours although a key was chosen. */
export const colorFaults = computed<readonly Fault[]>(() => answer.value?.faults ?? []);
/** The layout's part as it is chosen, right or not. */
export const colorSettings = computed(() => part("colors"));

/** Choose how runs are coloured: a merge patch of the layout's part. */
export function chooseColors(patch: { readonly [name: string]: string | number | null }): void {
  change({ colors: patch });
}

let asking = new AbortController();
let timer = 0;
let askedAt = 0;

/** Ask for the colours again: at once, or as soon as the last time is long enough ago. */
export function refreshColors(isNow = true): void {
  window.clearTimeout(timer);
  const waitMs = isNow ? 0 : Math.max(0, LEAST_MS[answer.peek()?.mode ?? "key"] - (performance.now() - askedAt));
  if (waitMs > 0) timer = window.setTimeout(() => void load(), waitMs);
  else void load();
}

async function load(): Promise<void> {
  const name = project.peek();
  asking.abort();
  const { signal: ending } = (asking = new AbortController());
  askedAt = performance.now();
  if (name === null) return;
  try {
    const found = await askPart<Answer>(name, "colors", { signal: ending });
    if (project.peek() === name) show(found);
  } catch (error) {
    sayFault(error);
    if (project.peek() === name && !ending.aborted) answer.value ??= NONE;
  }
}

/** The same answer is kept: nobody draws anew for nothing. */
function show(found: Answer): void {
  if (JSON.stringify(found) !== JSON.stringify(answer.peek())) answer.value = found;
}

const chosen = computed(() => JSON.stringify([project.value, layout.value && colorSettings.value]));
let shownProject: string | null = null;

effect(() => {
  chosen.value;
  const name = project.peek();
  if (name !== shownProject) answer.value = null;
  shownProject = name;
  // A moment later: a change of the layout that is being made now is then among what is sent first.
  if (name !== null && layout.peek() !== null) queueMicrotask(() => void sendNow().then(() => refreshColors()));
});

onChange(({ runs, gone, isReset }) => {
  if (project.peek() === null) return;
  if (isReset || runs.some((id) => answer.peek()?.color[id] === undefined)) refreshColors();
  else if (runs.length > 0 || gone.length > 0) refreshColors(false);
});
