/**
 * The lines of the table: runs in their order, or groups with the runs of those that are open. Takes the order and the
 * groups; gives what stands at each line. Nothing is made for a line that is not looked at.
 */
import { computed, signal } from "@preact/signals";
import { groups, order } from "./rows";
import { groupBy } from "./settings";
import type { Group } from "./types";

export type Line =
  | { readonly kind: "run"; readonly id: string; readonly place: number }
  | { readonly kind: "group"; readonly group: Group; readonly key: string; readonly isOpen: boolean };

/** The groups whose runs are shown, by `keyOf`. */
const openGroups = signal<ReadonlySet<string>>(new Set());

const keyOf = (group: Group): string => JSON.stringify(group.values);

/** What stands at each line where there are groups: a run's place, or below zero a group's number. */
const codes = computed<readonly number[] | null>(() => {
  const all = groupBy.value.length > 0 ? groups.value : null;
  if (all === null) return null;
  const found: number[] = [];
  all.forEach((group, number) => {
    found.push(-number - 1);
    if (openGroups.value.has(keyOf(group))) for (let place = group.start; place < group.start + group.n; place++) found.push(place);
  });
  return found;
});

export const nLines = computed(() => codes.value?.length ?? order.value?.ids.length ?? 0);

export function lineAt(number: number): Line | null {
  const code = codes.value === null ? number : codes.value[number];
  if (code === undefined) return null;
  if (code >= 0) {
    const id = order.value?.ids[code];
    return id === undefined ? null : { kind: "run", id, place: code };
  }
  const group = groups.value?.[-code - 1];
  return group ? { kind: "group", group, key: keyOf(group), isOpen: openGroups.value.has(keyOf(group)) } : null;
}

/** The ids of the runs in a group. */
export function idsOf(group: Group): readonly string[] {
  return (order.value?.ids ?? []).slice(group.start, group.start + group.n);
}

/** The runs at a line: one, or all of a group. */
export function idsAt(number: number): readonly string[] {
  const line = lineAt(number);
  if (line === null) return [];
  return line.kind === "run" ? [line.id] : idsOf(line.group);
}

export function openGroup(key: string, isOpen: boolean): void {
  const next = new Set(openGroups.value);
  if (isOpen) next.add(key);
  else next.delete(key);
  openGroups.value = next;
}
