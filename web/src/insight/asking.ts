/** An answer of the server that is asked for again when the question changes, or when runs that it is about do. */
import { useEffect, useState } from "preact/hooks";
import { ask, projectPath } from "../api/client";
import { onChange } from "../api/events";
import { project } from "../state/project";

const AGAIN_MS = 2000;

interface Asked<Answer> {
  readonly answer: Answer | null;
  /** Why there is none, in the server's words. */
  readonly fault: string | null;
  readonly isAsking: boolean;
}

/** The answer to `body` at a path of the project; the last one stays until the next is there. Null asks nothing. */
export function useAnswer<Answer>(what: string, body: object | null): Asked<Answer> {
  const name = project.value;
  const question = body === null ? null : JSON.stringify(body);
  const [asked, setAsked] = useState<Asked<Answer>>({ answer: null, fault: null, isAsking: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (name === null || question === null) return undefined;
    const ending = new AbortController();
    setAsked((before) => ({ ...before, isAsking: true }));
    ask<Answer>(projectPath(name, what), { body: JSON.parse(question) as object, signal: ending.signal }).then(
      (answer) => setAsked({ answer, fault: null, isAsking: false }),
      (error: unknown) => {
        if (!ending.signal.aborted) setAsked((before) => ({ answer: before.answer, fault: error instanceof Error ? error.message : String(error), isAsking: false }));
      },
    );
    return () => ending.abort();
  }, [name, what, question, turn]);
  useEffect(() => {
    let timer = 0;
    const stop = onChange(({ runs, gone, isReset }) => {
      if (timer || (runs.length === 0 && gone.length === 0 && !isReset)) return;
      timer = window.setTimeout(() => ((timer = 0), setTurn((before) => before + 1)), AGAIN_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, []);
  return asked;
}
