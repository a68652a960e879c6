/**
 * A chart as a picture: takes Vega's spec, gives it without what marks say and do under a pointer or to a screen reader,
 * which would be worked out for every one of them, and never seen.
 */
import type { Spec } from "vega";

const UNSEEN = ["tooltip", "description", "href", "cursor"];

interface Marks {
  readonly marks?: readonly Mark[];
}

interface Mark extends Marks {
  readonly encode?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const still = (spec: Spec): Spec => withSeen(spec as Marks) as Spec;

function withSeen<T extends Marks>(group: T): T {
  return group.marks ? { ...group, marks: group.marks.map((mark) => withSeen(encodingSeen(mark))) } : group;
}

function encodingSeen(mark: Mark): Mark {
  if (!mark.encode) return mark;
  const sets = Object.entries(mark.encode).map(([set, channels]) => [set, Object.fromEntries(Object.entries(channels).filter(([name]) => !UNSEEN.includes(name)))]);
  return { ...mark, encode: Object.fromEntries(sets) };
}
