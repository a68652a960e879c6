/** What the table does to runs on the server, each with a way back. */
import { ask, projectPath } from "../api/client";
import { counted } from "../format/numbers";
import { sayDone, sayNotDone, sayUndoable } from "../shell/notices";
import { project } from "../state/project";
import { refreshColors } from "../state/colors";
import { selectedRuns } from "../state/runs";
import type { EditedFact } from "./grid_state";
import { type Done, type Piece, type Undoable, changesInPieces, inPieces, nRunsOf, piecesOf, tagsBackInPieces } from "./pieces";
import { type RunTexts, nameOf, putRow, rowOf } from "./rows";
import type { RunRow } from "./types";

export interface Change {
  readonly name?: string;
  readonly notes?: string | null;
  readonly tags?: readonly string[];
  readonly color?: string | null;
}

/** Change one run of a project; seen at once, taken back when the server refuses. */
async function changeRun(id: string, change: Change, name = project.peek(), before = rowOf(id)): Promise<void> {
  if (name === null || before === undefined) return;
  const show = (row: RunRow) => project.peek() === name && putRow(row);
  show({ ...before, ...change });
  try {
    const row = await ask<RunRow>(projectPath(name, "runs", id), { method: "PATCH", body: change });
    show({ ...row, values: before.values });
    if (change.color !== undefined) refreshColors();
    sayUndoable(`Changed the ${factOf(change)} of ${before.name}.`, undoing(name, { [id]: oldOf(before, change) }, change));
  } catch (error) {
    show(before);
    sayNotDone(`Not kept: the ${factOf(change)} of ${before.name}.`, error, () => void changeRun(id, change, name, before));
  }
}

/** A fact as the text that is edited: tags with commas between them. */
export function factText(run: RunTexts, fact: EditedFact): string {
  return fact === "tags" ? run.tags.join(", ") : (run[fact] ?? "");
}

/**
 * Change a fact from the text that was opened to what was written; an empty name changes nothing. What nobody touched
 * stays as others made it meanwhile, and of tags those that others gave or took stay given or taken.
 */
export async function changeFact(id: string, fact: EditedFact, opened: string, written: string): Promise<void> {
  const trimmed = written.trim();
  if (trimmed === opened.trim()) return;
  if (fact === "name" && trimmed) await changeRun(id, { name: trimmed });
  if (fact === "notes") await changeRun(id, { notes: trimmed || null });
  if (fact === "tags") await changeTags(id, tagsIn(opened), tagsIn(written));
}

const tagsIn = (text: string): readonly string[] => [...new Set(text.split(",").map((tag) => tag.trim()).filter(Boolean))];

async function changeTags(id: string, opened: readonly string[], written: readonly string[]): Promise<void> {
  const added = written.filter((tag) => !opened.includes(tag));
  const removed = opened.filter((tag) => !written.includes(tag));
  if (added.length + removed.length === 0) return;
  const run = nameOf(id);
  const doing = () => `Changing the tags of ${run}`;
  const pieces = piecesOf([id], { tags_added: added, tags_removed: removed });
  await many("edit", pieces, doing, (done, name) => sayUndoable(`Changed the tags of ${run}.`, untagging(name, done, added, removed)));
}

/** Add a tag to runs, or take it from them. */
export async function tagRuns(ids: readonly string[], tag: string, isAdded: boolean): Promise<void> {
  const pieces = piecesOf(ids, { [isAdded ? "tags_added" : "tags_removed"]: [tag] });
  const doing = (runs: string) => (isAdded ? `Tagging ${runs} “${tag}”` : `Taking the tag “${tag}” from ${runs}`);
  await many("edit", pieces, doing, (done, name) => {
    const runs = counted(done.ids.length, "run");
    const undo = untagging(name, done, isAdded ? [tag] : [], isAdded ? [] : [tag]);
    sayUndoable(isAdded ? `Tagged ${runs} “${tag}”.` : `Took the tag “${tag}” from ${runs}.`, undo);
  });
}

/** Give runs one colour; null: back to the automatic ones. */
export async function colorRuns(ids: readonly string[], color: string | null): Promise<void> {
  await many("edit", piecesOf(ids, { color }), (runs) => `Colouring ${runs}`, (done, name) => {
    refreshColors();
    sayUndoable(`Changed the colour of ${done.ids.length === 1 ? nameOf(done.ids[0] as string) : counted(done.ids.length, "run")}.`, undoing(name, done.before, { color }));
  });
}

/** The way back from what was `written`; what somebody wrote over it since stays, and is told. */
function undoing(name: string, before: Undoable, written: Change) {
  return () => void many("edit", changesInPieces(before, written), givingBack, () => refreshColors(), name);
}

function untagging(name: string, done: Done, added: readonly string[], removed: readonly string[]) {
  return () => void many("edit", tagsBackInPieces(done, added, removed), givingBack, () => undefined, name);
}

const givingBack = (runs: string): string => `Giving ${runs} back what they had`;

/** Put runs into the trash. */
export async function deleteRuns(ids: readonly string[]): Promise<void> {
  const only = ids.length === 1 ? rowOf(ids[0] as string)?.name : undefined;
  await many("delete", piecesOf(ids), (runs) => `Deleting ${only ?? runs}`, (done, name) => {
    const gone = new Set(done.ids);
    selectedRuns.value = new Set([...selectedRuns.value].filter((id) => !gone.has(id)));
    sayUndoable(`Deleted ${only ?? counted(done.ids.length, "run")}.`, () => void restoreRuns(done.ids, name));
  });
}

async function restoreRuns(ids: readonly string[], name: string): Promise<void> {
  await many("restore", piecesOf(ids), (runs) => `Bringing back ${runs}`, (done) => sayDone(`Brought back ${counted(done.ids.length, "run")}.`), name);
}

/**
 * Do what is asked of every piece and have it said, with the project that it was of: another may be open by then. What was
 * not done for a server that is away is offered again.
 */
async function many(route: "edit" | "delete" | "restore", pieces: readonly Piece[], doing: (runs: string) => string, say: (done: Done, name: string) => void, name = project.peek()): Promise<void> {
  if (name === null) return;
  const { done, left } = await inPieces(name, route, pieces, doing(counted(nRunsOf(pieces), "run")));
  if (done) say(done, name);
  if (!left) return;
  const what = doing(counted(nRunsOf(left.pieces), "run"));
  sayNotDone(`Not done: ${what.charAt(0).toLowerCase()}${what.slice(1)}.`, left.error, () => void many(route, left.pieces, doing, say, name), JSON.stringify([name, route, left.pieces]));
}

function factOf(change: Change): string {
  if (change.name !== undefined) return "name";
  if (change.notes !== undefined) return "notes";
  return change.tags !== undefined ? "tags" : "colour";
}

function oldOf(row: RunRow, change: Change): Change {
  const keys = Object.keys(change) as (keyof Change)[];
  return Object.fromEntries(keys.map((key) => [key, row[key]])) as Change;
}
