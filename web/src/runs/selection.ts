/** Which runs are selected: one by one, by ranges of lines, all that match, none. */
import { selectedRuns } from "../state/runs";
import { idsAt } from "./lines";
import { order } from "./rows";

/** The line from which a range goes; moved by every choice that is no range. */
let from = 0;

export function startRange(line: number): void {
  from = line;
}

/** Select what stands at a line, or let it go when all of it is selected. */
export function toggleLine(line: number): void {
  from = line;
  const ids = idsAt(line);
  const next = new Set(selectedRuns.value);
  const areAll = ids.every((id) => next.has(id));
  for (const id of ids) {
    if (areAll) next.delete(id);
    else next.add(id);
  }
  selectedRuns.value = next;
}

/** Select all lines from where the range began, beside what is selected. */
export function selectTo(line: number): void {
  const next = new Set(selectedRuns.value);
  for (let at = Math.min(from, line); at <= Math.max(from, line); at++) for (const id of idsAt(at)) next.add(id);
  selectedRuns.value = next;
}

export function selectAll(): void {
  selectedRuns.value = new Set(order.value?.ids ?? []);
}

export function selectNone(): void {
  selectedRuns.value = new Set();
}
