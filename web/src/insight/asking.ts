/** An answer of the server that is asked for again when the question changes, or when runs that it is about do. */
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, projectPath } from "../api/client";
import { type Change, onChange } from "../api/events";
import { project } from "../state/project";

const AGAIN_MS = 2000;

interface Asked<Answer> {
  readonly answer: Answer | null;
  /** Why there is none, in the server's words. */
  readonly fault: string | null;
  readonly isAsking: boolean;
}

/**
 * The answer to `body` at a path of the project; the last one stays until the next is there. Null asks nothing. News that
 * comes while an answer is on its way waits for it: with a run that logs all the time no answer would come otherwise.
 */
export function useAnswer<Answer>(what: string, body: object | null): Asked<Answer> {
  const name = project.value;
  const question = body === null ? null : JSON.stringify(body);
  const [asked, setAsked] = useState<Asked<Answer>>({ answer: null, fault: null, isAsking: true });
  const [turn, setTurn] = useState(0);
  const isStale = useRef(false);
  useEffect(() => {
    if (name === null || question === null) return undefined;
    const ending = new AbortController();
    isStale.current = false;
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
    const isAsked = name !== null && question !== null;
    if (!isAsked || asked.isAsking) return onChange((change) => (isStale.current ||= isNews(change)));
    const again = () => setTurn((before) => before + 1);
    let timer = isStale.current ? window.setTimeout(again, AGAIN_MS) : 0;
    const stop = onChange((change) => {
      if (change.isReset) setAsked((before) => ({ ...before, fault: null }));
      if (timer === 0 && isNews(change)) timer = window.setTimeout(again, AGAIN_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [name, question, asked.isAsking]);
  return asked;
}

function isNews({ runs, gone, isReset }: Change): boolean {
  return isReset || runs.length > 0 || gone.length > 0;
}
