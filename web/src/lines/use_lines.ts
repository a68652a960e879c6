/** The lines of one panel while it is looked at: asked for when its question changes, and again as its runs grow. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { onChange } from "../api/events";
import { inTurn } from "../panels/turns";
import { type PanelQuestion, askLines } from "./asking";
import type { PanelLines } from "./data";

export interface Asked {
  readonly lines: PanelLines | null;
  readonly fault: string | null;
}

/** New points are joined to the old ones until a panel draws so many times its budget; then it is thinned anew. */
const MOST_OVER = 2;

export function useLines(project: string, runs: readonly string[], question: PanelQuestion): Asked {
  const [asked, setAsked] = useState<Asked>({ lines: null, fault: null });
  const had = useRef<{ key: string; runs: readonly string[]; lines: PanelLines } | null>(null);
  const key = JSON.stringify(question);
  useLayoutEffect(() => {
    const ending = new AbortController();
    let isAsking = false;
    let isChanged = false;
    let takeBack = () => {};
    const ask = async (): Promise<void> => {
      if (isAsking) {
        isChanged = true;
        return;
      }
      isAsking = true;
      isChanged = false;
      const before = had.current;
      const canGrow = before !== null && before.key === key && before.runs === runs && before.lines.nDrawn < MOST_OVER * question.points;
      try {
        const lines = await askLines(project, runs, question, canGrow ? before.lines : null, ending.signal);
        if (ending.signal.aborted) return;
        had.current = { key, runs, lines };
        takeBack();
        takeBack = inTurn(() => setAsked({ lines, fault: null }));
      } catch (error) {
        if (!ending.signal.aborted) setAsked(({ lines }) => ({ lines, fault: error instanceof Error ? error.message : String(error) }));
      } finally {
        isAsking = false;
        if (isChanged && !ending.signal.aborted) void ask();
      }
    };
    if (runs.length) void ask();
    else setAsked({ lines: null, fault: null });
    const own = new Set(runs);
    const end = onChange(({ runs: changed, isReset }) => {
      if (own.size && (isReset || changed.some((id) => own.has(id)))) void ask();
    });
    return () => (end(), takeBack(), ending.abort());
  }, [project, runs, key]);
  return asked;
}
