/** The line that is pointed at lets its runs stand out everywhere, once it was for a moment: takes lines, as pointers come by them. */
import { highlight } from "../state/highlight";
import type { Line } from "./data";
import { runsOf } from "./line_colors";

const REST_MS = 60;

export interface StandingOut {
  /** Let a line's runs stand out if no other is named meanwhile; null for none. */
  readonly later: (line: Line | null) => void;
  readonly now: (line: Line | null) => void;
  readonly end: () => void;
}

/** Of one panel; what it let stand out ends with it. */
export function standingOut(): StandingOut {
  let shown: string | null = null;
  let wanted: string | null = null;
  let timer = 0;
  const name = (line: Line | null) => line && JSON.stringify([line.run, line.group]);
  const now = (line: Line | null): void => {
    window.clearTimeout(timer);
    wanted = name(line);
    if (wanted === shown) return;
    shown = wanted;
    highlight(line && runsOf(line));
  };
  const later = (line: Line | null): void => {
    if (name(line) === wanted) return;
    wanted = name(line);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => now(line), REST_MS);
  };
  return { later, now, end: () => now(null) };
}
