/** The colour of a line: its run's, which the whole page knows; a group's, which the legend tells. */
import { colorOf } from "../state/colors";
import { groupColor, groupOf } from "../state/groups";
import { nameOf } from "../state/runs";
import type { Line } from "./data";

/** The colours of a panel's lines. */
export function lineColors(lines: readonly Line[]): (line: Line) => string {
  const groups = [...new Set(lines.map(({ group }) => group))];
  return ({ run, group }) => (run === null ? (groupOf(group ?? "")?.color ?? groupColor(groups.indexOf(group))) : colorOf(run));
}

/** Whether a line is one of these runs', or of a group with one of them. */
export function isOf(line: Line, ids: ReadonlySet<string>): boolean {
  return runsOf(line).some((id) => ids.has(id));
}

/** The runs that a line shows. */
export function runsOf({ run, group }: Line): readonly string[] {
  return run === null ? (groupOf(group ?? "")?.ids ?? []) : [run];
}

/** What a line is called: its run or group, and its metric where a panel has several. */
export function lineName({ run, group, key }: Line, keys: readonly string[]): string {
  const name = run === null ? (group ?? "") : nameOf(run);
  return keys.length > 1 ? `${name} · ${key}` : name;
}
