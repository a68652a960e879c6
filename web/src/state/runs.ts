/** The runs of the project, for every view: which there are, which the panels show, which are selected, what they are called. */
import { computed, effect, signal } from "@preact/signals";
import { nameOf as nameOfRow, need, order } from "../runs/rows";
import { groupBy as groupOfTable, hiddenOf, nShown } from "../runs/settings";
import { route } from "../shell/router";
import { project } from "./project";

/** The run that the page is about; null where panels show several. */
const soleRun = computed(() => (route.value.view === "run" ? route.value.run : null));

/** The keys by which panels group runs. */
export const groupBy = computed<readonly string[]>(() => (soleRun.value === null ? groupOfTable.value : []));

/** The ids of all runs that match the filters, in the table's order; empty before they are known. */
export const orderedRuns = computed<readonly string[]>(() => order.value?.ids ?? []);
/** How many runs the project has, filtered or not; null before it is known. */
export const nRuns = computed(() => order.value?.total ?? null);

const shown = computed(() => {
  const most = nShown.value ?? Infinity;
  const ids: string[] = [];
  let nFirst = 0;
  let nBeyond = 0;
  for (const id of orderedRuns.value) {
    const isHidden = hiddenOf(id);
    if (isHidden === true) continue;
    if (isHidden === null && nFirst >= most) nBeyond++;
    else ids.push(id);
    if (isHidden === null) nFirst++;
  }
  return { ids, nBeyond };
});

/**
 * The ids of the runs that panels show, in the table's order: of those that nobody hid the first ones, and those that
 * somebody asked for. On the page of one run, that run.
 */
export const visibleRuns = computed<readonly string[]>(() => {
  const ids = soleRun.value === null ? shown.value.ids : [soleRun.value];
  if (ids.length !== lastVisible.length || ids.some((id, place) => id !== lastVisible[place])) lastVisible = ids;
  return lastVisible; // the same list while it holds the same ids: nobody draws anew for nothing
});
let lastVisible: readonly string[] = [];
const visibleSet = computed(() => new Set(visibleRuns.value));
/** How many runs are left out only because they are not among the first. */
export const nBeyond = computed(() => shown.value.nBeyond);

export function isVisible(id: string): boolean {
  return visibleSet.value.has(id);
}

export const selectedRuns = signal<ReadonlySet<string>>(new Set());

/** The run's name; its id until the name is here. */
export const nameOf = nameOfRow;
export const isGrouped = computed(() => groupBy.value.length > 0);

/** Rows of visible runs come by themselves, wherever the table is scrolled to: legends and panels name them. */
effect(() => {
  const wanted = visibleSet.value;
  const ids = orderedRuns.value;
  const last = Math.min(ids.length, 1000);
  for (let place = 0; place < last; place++) if (wanted.has(ids[place] as string)) need(place, place + 1);
});

effect(() => {
  project.value;
  selectedRuns.value = new Set();
});
