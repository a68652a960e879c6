/**
 * Questions for lines, gathered: all panels that ask within a moment are one request, so that the server reads each
 * column once. Takes what a panel asks; gives its lines. Panels that are asked for first are answered first.
 */
import { askColumns, projectPath } from "../api/client";
import { type AnswerMeta, type PanelLines, nameOfLine, panelLines } from "./data";

export interface PanelQuestion {
  readonly id: string;
  readonly keys: readonly string[];
  readonly x: string;
  readonly range: readonly [number, number] | null;
  readonly y_range: readonly [number | null, number | null] | null;
  readonly x_log: boolean;
  readonly y_log: boolean;
  readonly width_px: number;
  readonly points: number;
  readonly smoothing: string;
  readonly weight: number;
  readonly raw: boolean;
  readonly group: readonly string[];
  readonly band: string;
  readonly outliers: boolean;
}

interface Waiting {
  readonly project: string;
  readonly runs: readonly string[];
  readonly question: PanelQuestion;
  readonly before: PanelLines | null;
  readonly signal: AbortSignal;
  readonly resolve: (lines: PanelLines) => void;
  readonly reject: (reason: unknown) => void;
}

const MOST_TOGETHER = 12;
const MOST_AT_ONCE = 3;
let waiting: Waiting[] = [];
let nAsking = 0;
let isDue = false;

/** The lines of a panel. `before` are those that the page has, of the same question: then only new points travel. */
export function askLines(
  project: string,
  runs: readonly string[],
  question: PanelQuestion,
  before: PanelLines | null,
  signal: AbortSignal,
): Promise<PanelLines> {
  return new Promise((resolve, reject) => {
    waiting.push({ project, runs, question, before, signal, resolve, reject });
    if (!isDue) queueMicrotask(next);
    isDue = true;
  });
}

function next(): void {
  isDue = false;
  waiting = waiting.filter(({ signal }) => !signal.aborted);
  while (nAsking < MOST_AT_ONCE && waiting.length) {
    const [first] = waiting as [Waiting];
    const together = waiting.filter(({ project, runs }) => project === first.project && runs === first.runs).slice(0, MOST_TOGETHER);
    waiting = waiting.filter((one) => !together.includes(one));
    void ask(together, first);
  }
}

async function ask(together: readonly Waiting[], { project, runs }: Waiting): Promise<void> {
  nAsking++;
  const ending = new AbortController();
  let nLeft = together.length;
  for (const { signal } of together) signal.addEventListener("abort", () => --nLeft || ending.abort());
  try {
    const panels = together.map(({ question, before }) => (before ? { ...question, known: knownOf(before) } : question));
    const block = await askColumns<AnswerMeta>(projectPath(project, "lines"), { body: { panels, runs }, signal: ending.signal });
    together.forEach((one, place) => {
      const lines = panelLines(block, place, one.before);
      if (lines) one.resolve(lines);
    });
  } catch (error) {
    for (const one of together) one.reject(error);
  } finally {
    nAsking--;
    next();
  }
}

const knownOf = (before: PanelLines): Record<string, readonly [number, number | null]> =>
  Object.fromEntries(before.lines.filter(({ run }) => run !== null).map((line) => [nameOfLine(line), [line.nPoints, line.lastX] as const]));
