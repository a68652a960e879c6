/** The colour of a line: its run's, which the whole page knows; of groups, one each from a palette. */
import { colorOf } from "../state/colors";
import { nameOf } from "../state/runs";
import type { Line } from "./data";

/** Okabe and Ito's colours and darker ones of them, told apart by the colour-blind as well. */
const OF_GROUPS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f7f7f", "#5a3e96", "#94a323"];

/** The colours of a panel's lines; groups in their order. */
export function lineColors(lines: readonly Line[]): (line: Line) => string {
  const groups = [...new Set(lines.map(({ group }) => group))];
  return ({ run, group }) => (run === null ? (OF_GROUPS[groups.indexOf(group) % OF_GROUPS.length] as string) : colorOf(run));
}

/** What a line is called: its run or group, and its metric where a panel has several. */
export function lineName({ run, group, key }: Line, keys: readonly string[]): string {
  const name = run === null ? (group ?? "") : nameOf(run);
  return keys.length > 1 ? `${name} · ${key}` : name;
}
