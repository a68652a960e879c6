import { useState } from "preact/hooks";
import { sayFault } from "../shell/notices";

const SAID_MS = 1_500;

/** Text that can be copied by one press. */
export function Copy({ text, what }: { text: string; what: string }) {
  const [isDone, setDone] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => {
      setDone(true);
      window.setTimeout(() => setDone(false), SAID_MS);
    }, sayFault);
  return (
    <button type="button" class="copy" aria-label={`Copy ${what}`} onClick={copy}>
      <span aria-live="polite">{isDone ? "Copied" : "Copy"}</span>
    </button>
  );
}
