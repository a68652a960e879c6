/** An answer of the server that is shown as it was when asked; one that the server was not there to give is asked for again when it is. */
import { useEffect, useState } from "preact/hooks";
import { ApiFault } from "./client";
import { onChange } from "./events";

interface Answered<Answer> {
  readonly answer: Answer | null;
  /** Why there is none, in the server's words. */
  readonly fault: string | null;
}

/** What `ask` gives, asked anew when one of `of` changes: the last answer stays until the next is there. Null asks nothing. */
export function useAnswered<Answer>(ask: ((signal: AbortSignal) => Promise<Answer>) | null, of: readonly unknown[]): Answered<Answer> {
  const [answered, setAnswered] = useState<Answered<Answer>>({ answer: null, fault: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (ask === null) return undefined;
    const ending = new AbortController();
    let stop: () => void = () => undefined;
    const again = () => (setAnswered(({ answer }) => ({ answer, fault: null })), setTurn((last) => last + 1));
    ask(ending.signal).then(
      (answer) => !ending.signal.aborted && setAnswered({ answer, fault: null }),
      (error: unknown) => {
        if (ending.signal.aborted) return;
        setAnswered({ answer: null, fault: error instanceof Error ? error.message : String(error) });
        if (error instanceof ApiFault && error.status === 0) stop = onChange(({ isReset }) => isReset && again());
      },
    );
    return () => (ending.abort(), stop());
  }, [...of, turn]);
  return answered;
}
