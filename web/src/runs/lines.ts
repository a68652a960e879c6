/**
 * The lines of the table: runs in their order, or groups with what is in those that are open, groups again or runs. Takes
 * the order and the groups; gives what stands at each line. Nothing is made for a line that is not looked at.
 */
import { computed, signal } from "@preact/signals";
import { needFigures } from "./group_figures";
import type { Group } from "./group_tree";
import { groups, need, order } from "./rows";

export type Line =
  | { readonly kind: "run"; readonly id: string; readonly place: number }
  | { readonly kind: "group"; readonly group: Group; readonly isOpen: boolean };

/** The groups whose inside is shown, by key. */
const openGroups = signal<ReadonlySet<string>>(new Set());

interface Codes {
  /** A run's place, or below zero a group's number in `groups`. */
  readonly of: readonly number[];
  readonly groups: readonly Group[];
}

/** What stands at each line where there are groups. */
const codes = computed<Codes | null>(() => {
  if (groups.value === null) return null;
  const found: number[] = [];
  const seen: Group[] = [];
  const isOpen = openGroups.value;
  const visit = (group: Group): void => {
    found.push(-seen.push(group));
    if (!isOpen.has(group.key)) return;
    group.inside.forEach(visit);
    if (group.inside.length === 0) for (let place = group.start; place < group.start + group.n; place++) found.push(place);
  };
  groups.value.outermost.forEach(visit);
  return { of: found, groups: seen };
});

export const nLines = computed(() => codes.value?.of.length ?? order.value?.ids.length ?? 0);

export function lineAt(number: number): Line | null {
  const code = codes.value === null ? number : codes.value.of[number];
  if (code === undefined) return null;
  if (code >= 0) {
    const id = order.value?.ids[code];
    return id === undefined ? null : { kind: "run", id, place: code };
  }
  const group = codes.value?.groups[-code - 1];
  return group ? { kind: "group", group, isOpen: openGroups.value.has(group.key) } : null;
}

/** The line of a run; -1 where it stands on none. */
export function lineOf(id: string): number {
  const place = order.value?.ids.indexOf(id) ?? -1;
  return codes.value === null || place < 0 ? place : codes.value.of.indexOf(place);
}

/** How many groups a run stands in, each in the one before. */
export const nLevels = computed(() => groups.value?.keys.length ?? 0);

const levelAt = (number: number): number => {
  const line = lineAt(number);
  return line?.kind === "group" ? line.group.level : nLevels.value;
};

/** The line of the group that holds what stands at a line; null for what stands in none. */
export function lineAbove(number: number): number | null {
  const level = levelAt(number);
  for (let above = number - 1; above >= 0 && level > 0; above--) if (levelAt(above) < level) return above;
  return null;
}

/** See to it that what these lines show comes: rows of runs, figures of groups; the last line is not included. */
export function needLines(from: number, to: number): void {
  for (let number = Math.max(0, from); number < to; number++) {
    const line = lineAt(number);
    if (line?.kind === "run") need(line.place, line.place + 1);
    else if (line) needFigures(line.group);
  }
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
