/** What is asked of the server as long as a panel shows it: again when the question or a run of it changes. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Options, ask } from "../api/client";
import { onChange } from "../api/events";

export interface Asked<Answer> {
  /** The last answer, kept in view while the next one comes. */
  readonly answer: Answer | null;
  readonly fault: string | null;
  readonly isAsking: boolean;
}

/** The answer to `body` sent to `path`; a null path asks nothing. `runs` are those whose changes are news. */
export function useAsked<Answer>(
  path: string | null,
  body: object | undefined,
  runs: readonly string[],
  send: (path: string, options: Options) => Promise<Answer> = ask,
): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>({ answer: null, fault: null, isAsking: path !== null });
  const [turn, setTurn] = useState(0);
  const watched = useRef<readonly string[]>(runs);
  watched.current = runs;
  const question = body === undefined ? "" : JSON.stringify(body);

  // News that comes while an answer is on its way waits for it: with a run that logs all the time none would come otherwise.
  const isStale = useRef(false);
  const { isAsking } = asked;
  useEffect(() => {
    const again = () => setTurn((last) => last + 1);
    if (!isAsking && isStale.current) again();
    return onChange(({ runs: changed, gone, isReset }) => {
      const isMine = isReset || [...changed, ...gone].some((id) => watched.current.includes(id));
      if (isMine && isAsking) isStale.current = true;
      else if (isMine) again();
    });
  }, [isAsking]);

  useLayoutEffect(() => {
    if (path === null) return undefined;
    const ending = new AbortController();
    isStale.current = false;
    setAsked((last) => ({ ...last, isAsking: true }));
    send(path, { ...(question ? { body: JSON.parse(question) as object } : {}), signal: ending.signal }).then(
      (answer) => !ending.signal.aborted && setAsked({ answer, fault: null, isAsking: false }),
      (error: unknown) => {
        if (!ending.signal.aborted) setAsked({ answer: null, fault: error instanceof Error ? error.message : String(error), isAsking: false });
      },
    );
    return () => ending.abort();
  }, [path, question, turn]);
  return asked;
}
