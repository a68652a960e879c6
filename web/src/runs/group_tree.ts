/**
 * The groups of the table: takes the levels as the server sends them, gives each group with those that it holds. Every
 * level has all runs in the same order, so that counts alone tell which group is inside which.
 */
import type { Cell, GroupLevels } from "./types";

export interface Group {
  /** The values of its keys, its own last. */
  readonly values: readonly Cell[];
  /** Names it, whatever the order. */
  readonly key: string;
  /** Its values with their keys; of a group of the last level it is what line panels call it. */
  readonly label: string;
  readonly level: number;
  /** Its place in its level. */
  readonly place: number;
  /** Where its runs begin in the order of all. */
  readonly start: number;
  readonly n: number;
  /** The groups in it; none at the last level, which has the runs. */
  readonly inside: readonly Group[];
}

export interface GroupTree {
  readonly keys: readonly string[];
  readonly outermost: readonly Group[];
  /** The groups of the last level in the order of their values, whatever the table is sorted by. */
  readonly byValues: readonly Group[];
}

interface Path {
  readonly values: readonly Cell[];
  readonly label: string;
}

export function groupTree({ keys, levels, places }: GroupLevels): GroupTree {
  const next = levels.map(() => 0);
  const byValues: Group[] = [];
  const within = (level: number, from: number, to: number, path: Path): Group[] => {
    const { values, labels, counts } = levels[level] ?? NO_LEVEL;
    const found: Group[] = [];
    for (let start = from; start < to; ) {
      const place = next[level] ?? 0;
      next[level] = place + 1;
      const n = counts[place];
      if (!n) break;
      const own = { values: [...path.values, values[place] ?? null], label: [path.label, labels[place]].filter(Boolean).join(", ") };
      const group = { ...own, key: keyOf(keys, own.values), level, place, start, n, inside: within(level + 1, start, start + n, own) };
      if (level === keys.length - 1) byValues[places[place] ?? place] = group;
      found.push(group);
      start += n;
    }
    return found;
  };
  const total = (levels[0]?.counts ?? []).reduce((sum, n) => sum + n, 0);
  return { keys, outermost: within(0, 0, total, { values: [], label: "" }), byValues };
}

/** The key of the group that has these values of the first of these columns. */
export const keyOf = (keys: readonly string[], values: readonly Cell[]): string => JSON.stringify(values.map((value, level) => [keys[level], value]));

const NO_LEVEL: GroupLevels["levels"][number] = { values: [], labels: [], counts: [] };
