/**
 * Mean, least and greatest of the columns in each group: asked for in pieces of a level as groups come into view, known
 * by the group's key. What is shown stays until a new answer is there.
 */
import { effect, signal } from "@preact/signals";
import { ask, projectPath } from "../api/client";
import { sayFault } from "../shell/notices";
import { project } from "../state/project";
import { type Group, keyOf } from "./group_tree";
import { PIECE, neededColumns, order } from "./rows";
import type { Cell, Figures } from "./types";

type ByColumn = Readonly<Record<string, Figures>>;

interface Answer {
  readonly groups: readonly { readonly values: readonly Cell[]; readonly stats: ByColumn }[];
}

const known = new Map<string, ByColumn>();
const version = signal(0);
let asked = new Set<string>();
let asking = new AbortController();

/** The figures of a group by column; undefined while they are not here. */
export function figuresOf({ key }: Group): ByColumn | undefined {
  version.value;
  return known.get(key);
}

/** See to it that the figures of this group come, with those beside it. */
export function needFigures({ level, place }: Group): void {
  const piece = Math.floor(place / PIECE);
  if (neededColumns.peek().length > 0 && !asked.has(`${level} ${piece}`)) void askPiece(level, piece);
}

async function askPiece(level: number, piece: number): Promise<void> {
  const name = project.peek();
  const of = order.peek();
  if (name === null || !of?.groups) return;
  const { keys } = of.groups;
  const key = `${level} ${piece}`;
  asked.add(key);
  const { signal: stop } = asking;
  const body = { ...of.question, columns: neededColumns.peek(), level, offset: piece * PIECE, limit: PIECE };
  try {
    const answer = await ask<Answer>(projectPath(name, "groups"), { body, signal: stop });
    for (const { values, stats } of answer.groups) known.set(keyOf(keys, values), stats);
    version.value++;
  } catch (error) {
    if (stop.aborted) return;
    asked.delete(key);
    sayFault(error);
  }
}

effect(() => {
  project.value;
  known.clear();
});

effect(() => {
  order.value;
  asked = new Set();
  asking.abort();
  asking = new AbortController();
});
