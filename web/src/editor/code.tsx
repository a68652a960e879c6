import { useEffect, useRef } from "preact/hooks";
import { CodeView } from "./code_view";
import type { Session } from "./session";

/** The editor's text, tied to a session: what is typed goes there, what comes from outside is shown. */
export function Code({ session, view, onSave }: { session: Session; view: { current: CodeView | null }; onSave: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return undefined;
    const code = new CodeView(place.current, {
      text: session.text.value,
      around: { name: session.name, columns: () => session.trial.look.value?.table?.columns ?? [] },
      label: `Text of the preset ${session.name}`,
      describedBy: "code-keys",
      onChange: (text) => session.changed(text),
      onSave,
    });
    view.current = code;
    const stops = [
      session.given.subscribe((text) => code.show(text)),
      session.trial.findings.subscribe((findings) => code.tell(findings ?? [])),
    ];
    return () => {
      for (const stop of stops) stop();
      code.end();
      view.current = null;
    };
  }, [session]);
  return (
    <div class="code">
      <div ref={place} class="code-place" />
      <p id="code-keys" class="quiet code-keys">
        <kbd>Tab</kbd> indents; <kbd>Esc</kbd>, then <kbd>Tab</kbd>, leaves the editor. <kbd>Ctrl</kbd>+<kbd>Space</kbd> completes, <kbd>Ctrl</kbd>+<kbd>S</kbd> saves,{" "}
        <kbd>F8</kbd> goes to the next finding.
      </p>
    </div>
  );
}
