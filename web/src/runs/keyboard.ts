/**
 * The table by keyboard: arrows move, Space selects, Shift makes ranges, single letters act. Takes a key event; gives
 * true when it meant something here. `KEYS` is what the help shows.
 */
import { pathTo, go } from "../shell/router";
import { project } from "../state/project";
import { isVisible, selectedRuns } from "../state/runs";
import { deleteRuns } from "./actions";
import { editableFact } from "./cells";
import { columnNamed, moveColumn, setWidth, showColumns, shownColumns, widthOf } from "./columns";
import { COLOR, EYE, NAME, N_FIXED, SELECT, active, cellId, editing, openBox } from "./grid_state";
import { turnSort } from "./head_row";
import { hide } from "./hiding";
import { idsAt, lineAbove, lineAt, nLines, openGroup } from "./lines";
import { selectAll, selectNone, selectTo, startRange, toggleLine } from "./selection";
import { areAllHidden, hideAll, pinned, setPinned } from "./settings";

export const KEYS: readonly (readonly [string, string])[] = [
  ["↑ ↓ ← →", "move from cell to cell; above the first run is the head"],
  ["← → on a group's name", "close or open it; ← on what is in it goes to the group"],
  ["Page Up, Page Down, Home, End", "move by a page, to the first or last column; with Ctrl to the first or last run"],
  ["Space", "select the run, or let it go; a group: all its runs"],
  ["Shift + ↑ ↓", "select a range"],
  ["Ctrl + A, Escape", "select all that match, or none"],
  ["Enter", "open the run or the group; in the head: sort"],
  ["F2", "edit name, notes or tags"],
  ["H", "hide from the panels, or show"],
  ["P", "pin to the top, or let go"],
  ["C", "change the colour"],
  ["Delete", "delete the selected runs, or this one; in the head: take the column away"],
  ["Ctrl + Z", "undo what was just done, while its notice offers that"],
  ["Alt + ← →", "in the head: move the column"],
  ["Alt + Shift + ← →", "in the head: make the column narrower or wider"],
];
const WIDER_PX = 16;

/** Do what a key says; `pageLines` are the lines in view. */
export function onKey(event: KeyboardEvent, pageLines: number): boolean {
  const { line } = active.value;
  return moved(event, pageLines) || (line < 0 ? inHead(event) : inBody(event, line));
}

function moved(event: KeyboardEvent, pageLines: number): boolean {
  const { line, column } = active.value;
  if (event.altKey) return false;
  const last = nLines.value - 1;
  const lastColumn = N_FIXED + shownColumns.value.length - 1;
  const isFar = event.ctrlKey || event.metaKey;
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [isFar ? 0 : line - 1, column],
    ArrowDown: [isFar ? last : line + 1, column],
    ArrowLeft: [line, column - 1],
    ArrowRight: [line, column + 1],
    PageUp: [Math.max(0, line - pageLines), column],
    PageDown: [line + pageLines, column],
    Home: isFar ? [0, column] : [line, 0],
    End: isFar ? [last, column] : [line, lastColumn],
  };
  if (column === NAME && !event.shiftKey && inTree(event.key, line)) return true;
  const step = steps[event.key];
  if (!step) return false;
  const to = Math.max(-1, Math.min(last, step[0]));
  active.value = { line: to, column: Math.max(0, Math.min(lastColumn, step[1])) };
  if (to !== line && to >= 0) {
    if (event.shiftKey) selectTo(to);
    else startRange(to);
  }
  return true;
}

/** On a name: → opens a group, ← closes it, or goes from what is in a group to that group. */
function inTree(key: string, line: number): boolean {
  if (key !== "ArrowLeft" && key !== "ArrowRight") return false;
  const found = lineAt(line);
  if (found?.kind === "group" && found.isOpen === (key === "ArrowLeft")) {
    openGroup(found.group.key, !found.isOpen);
    return true;
  }
  const above = key === "ArrowLeft" ? lineAbove(line) : null;
  if (above === null) return false;
  active.value = { line: above, column: NAME };
  startRange(above);
  return true;
}

function inBody(event: KeyboardEvent, line: number): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const ids = idsAt(line);
  const chosen = selectedRuns.value.size > 0 ? [...selectedRuns.value] : ids;
  if (event.ctrlKey || event.metaKey) {
    if (key !== "a") return false;
    selectAll();
    return true;
  }
  if (event.altKey || ids.length === 0) return false;
  switch (key) {
    case " ":
      if (event.shiftKey) selectTo(line);
      else toggleLine(line);
      return true;
    case "Escape":
      if (selectedRuns.value.size === 0) return false;
      selectNone();
      return true;
    case "h":
      hide(chosen, chosen.some(isVisible));
      return true;
    case "p":
      setPinned(chosen, !chosen.every((id) => pinned.value.includes(id)));
      return true;
    case "c":
      return openColor(chosen);
    case "Delete":
      void deleteRuns(chosen);
      return true;
    case "F2":
      return edit(line);
    case "Enter":
      return enter(line);
    default:
      return false;
  }
}

function enter(line: number): boolean {
  const { column } = active.value;
  const found = lineAt(line);
  if (found === null) return false;
  const ids = idsAt(line);
  if (column === SELECT) toggleLine(line);
  else if (column === EYE) hide(ids, ids.some(isVisible));
  else if (column === COLOR) return openColor(ids);
  else if (found.kind === "group") openGroup(found.group.key, !found.isOpen);
  else if (column === NAME || !edit(line)) go(pathTo("p", project.value ?? "", "runs", found.id));
  return true;
}

function edit(line: number): boolean {
  const found = lineAt(line);
  const { column } = active.value;
  const fact = editableFact(column === NAME ? "name" : (shownColumns.value[column - N_FIXED] ?? ""));
  if (found?.kind !== "run" || fact === null) return false;
  editing.value = { id: found.id, fact };
  return true;
}

function openColor(ids: readonly string[]): boolean {
  const anchor = document.getElementById(cellId({ line: active.value.line, column: COLOR })) ?? document.getElementById(cellId(active.value));
  if (anchor === null) return false;
  openBox.value = { kind: "color", ids, anchor };
  return true;
}

function inHead(event: KeyboardEvent): boolean {
  const { column } = active.value;
  const key = column === NAME ? "name" : shownColumns.value[column - N_FIXED];
  if (event.altKey && key !== undefined && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    const step = event.key === "ArrowLeft" ? -1 : 1;
    if (event.shiftKey) setWidth(key, widthOf(columnNamed(key)) + step * WIDER_PX);
    else if (key !== "name") shift(key, step);
    return true;
  }
  if (event.key === "Enter" || event.key === " ") {
    if (column === SELECT) selectAll();
    else if (column === EYE) hideAll(!areAllHidden.value);
    else if (key !== undefined) turnSort(columnNamed(key));
    return true;
  }
  if (event.key === "Delete" && key !== undefined && key !== "name") {
    showColumns(shownColumns.value.filter((one) => one !== key));
    return true;
  }
  const anchor = document.getElementById(cellId(active.value));
  if ((event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) && key !== undefined && anchor) {
    openBox.value = { kind: "head", key, anchor };
    return true;
  }
  return false;
}

/** Move a column one place, and the keyboard with it. */
function shift(key: string, step: number): void {
  const place = shownColumns.value.indexOf(key);
  const to = place + step;
  if (to < 0 || to >= shownColumns.value.length) return;
  moveColumn(key, step > 0 ? to + 1 : to);
  active.value = { line: -1, column: N_FIXED + to };
}
