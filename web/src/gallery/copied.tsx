import { useRef, useState } from "preact/hooks";

/** A line of code with a button that copies it. */
export function Copied({ text, what }: { text: string; what: string }) {
  const code = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      if (code.current) getSelection()?.selectAllChildren(code.current); // no right to the clipboard: the keys still copy
      setSaid("Press Ctrl+C");
    }
  };
  return (
    <div class="copied">
      <pre tabIndex={0} aria-label={`Python: ${what}`}>
        <code ref={code}>{text}</code>
      </pre>
      <button type="button" aria-label={`Copy ${what}`} onClick={() => void copy()}>
        Copy
      </button>
      <span class="unseen" role="status">
        {said}
      </span>
      {said && <span aria-hidden="true">{said}</span>}
    </div>
  );
}
