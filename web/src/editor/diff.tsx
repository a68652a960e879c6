import { askPreset, type DiffLine } from "../api/presets";
import { useAnswered } from "../api/use_answered";
import { Dialog } from "../shell/dialog";
import type { Session } from "./session";

const SIGNS: Readonly<Record<DiffLine["kind"], string>> = { same: " ", gone: "−", new: "+", gap: "⋯" };
const WORDS: Readonly<Record<DiffLine["kind"], string>> = { same: "", gone: "in the file alone: ", new: "in your text alone: ", gap: "left out: " };

/** The lines in which the text differs from the file, or from another text. */
export function DiffDialog({ session, against, onClose }: { session: Session; against?: string; onClose: () => void }) {
  const body = { name: session.name, text: session.text.value, old: against ?? session.saved.value?.text ?? "" };
  const { answer: lines, fault } = useAnswered((signal) => askPreset<readonly DiffLine[]>("diff", body, signal), []);
  const count = (kind: DiffLine["kind"]) => lines?.filter((line) => line.kind === kind).length ?? 0;
  return (
    <Dialog title={`${session.name}: the file and your text`} class="diff" onClose={onClose}>
      {fault && <p class="fault">{fault}</p>}
      {lines && (
        <p class="quiet" role="status">
          {lines.length === 0 ? "Both are the same." : `In your text alone: ${counted(count("new"))}. In the file alone: ${counted(count("gone"))}.`}
        </p>
      )}
      <div class="diff-lines" tabIndex={0} role="region" aria-label="Lines that differ">
        {lines?.map((line, index) => (
          <div key={index} class={`diff-line ${line.kind}`}>
            <span class="number">{line.old ?? ""}</span>
            <span class="number">{line.new ?? ""}</span>
            <span aria-hidden="true">{SIGNS[line.kind]}</span>
            <code>
              <span class="unseen">{WORDS[line.kind]}</span>
              {line.text}
            </code>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

const counted = (number: number): string => (number === 1 ? "1 line" : `${number} lines`);
