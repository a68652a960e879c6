/** The metrics of the project: asked for when it is opened, and again when runs changed that may have brought new ones. */
import { effect, signal } from "@preact/signals";
import { onChange } from "../api/events";
import { askPart } from "../api/opening";
import { sayFault } from "../shell/notices";
import { project } from "../state/project";

export interface Metric {
  readonly key: string;
  readonly section: string;
  /** The x axis that the script defined, `_step` without. */
  readonly x: string;
  readonly n_runs: number;
  readonly hidden: boolean;
}

const AGAIN_AFTER_MS = 3000;

/** Every key with numbers; null before they are known. */
export const metrics = signal<readonly Metric[] | null>(null);

let timer = 0;
let asked: AbortController | null = null;
let last = "";

async function load(name: string): Promise<void> {
  asked?.abort();
  asked = new AbortController();
  try {
    const found = await askPart<readonly Metric[]>(name, "metrics", { signal: asked.signal });
    const text = JSON.stringify(found);
    if (project.peek() !== name || (text === last && metrics.peek() !== null)) return;
    last = text;
    metrics.value = found;
  } catch (error) {
    sayFault(error);
  }
}

effect(() => {
  const name = project.value;
  window.clearTimeout(timer);
  timer = 0;
  metrics.value = null;
  if (name !== null) void load(name);
});

onChange(({ runs, gone, isReset }) => {
  const name = project.peek();
  if (name === null || timer !== 0 || !(isReset || runs.length || gone.length)) return;
  // A metric that is there already needs no new list: while runs grow, one look in a while is enough.
  timer = window.setTimeout(() => ((timer = 0), void load(name)), metrics.peek()?.length ? AGAIN_AFTER_MS : 0);
});

export function metricOf(key: string): Metric | undefined {
  return byKey().get(key);
}

let kept: { of: readonly Metric[] | null; map: Map<string, Metric> } = { of: null, map: new Map() };
function byKey(): Map<string, Metric> {
  const all = metrics.value;
  if (kept.of !== all) kept = { of: all, map: new Map((all ?? []).map((one) => [one.key, one])) };
  return kept.map;
}
