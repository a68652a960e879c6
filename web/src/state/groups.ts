/** The groups that panels show, for the legend and every panel alike: what they are called, their colours and their runs. */
import { computed } from "@preact/signals";
import { idsOf } from "../runs/lines";
import { groups } from "../runs/rows";
import { groupBy, isVisible } from "./runs";

export interface ShownGroup {
  readonly label: string;
  readonly color: string;
  /** All of its runs, and how many of them panels show. */
  readonly ids: readonly string[];
  readonly nShown: number;
}

/** Okabe and Ito's colours and darker ones of them, told apart by the colour-blind as well. */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f7f7f", "#5a3e96", "#94a323"];

/** A group's colour by its place among those that are shown. */
export const groupColor = (place: number): string => COLORS[place % COLORS.length] as string;

/** Groups with a run that panels show, by their values; none where runs are not grouped. */
export const shownGroups = computed<readonly ShownGroup[]>(() => {
  if (groupBy.value.length === 0 || groups.value === null) return [];
  const all = groups.value.byValues.map((group) => {
    const ids = idsOf(group);
    return { label: group.label, ids, nShown: ids.filter(isVisible).length };
  });
  const shown = all.filter(({ nShown }) => nShown > 0);
  return shown.map(({ label, ids, nShown }, place) => ({ label, ids, nShown, color: groupColor(place) }));
});

/** The group of a run; undefined where runs are not grouped. */
export const groupOfRun = (id: string): ShownGroup | undefined => byRun.value.get(id);
const byRun = computed(() => new Map(shownGroups.value.flatMap((group) => group.ids.map((id) => [id, group]))));

const byLabel = computed(() => new Map(shownGroups.value.map((group) => [group.label, group])));

/** The group of that label; undefined while the table's groups are not here. */
export const groupOf = (label: string): ShownGroup | undefined => byLabel.value.get(label);
