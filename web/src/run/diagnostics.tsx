import { projectPath } from "../api/client";
import { counted } from "../format/numbers";
import { useAsked } from "../logged/asking";
import type { Finding, RunFacts } from "./answer";

interface Found {
  readonly diagnostics: readonly Finding[];
  readonly skipped_lines: number;
}

const WORDS = { error: "Fault", warning: "Warning", info: "Note" } as const;

/** What was found wrong while the run was logged, and with its files since, in plain words. */
export function Diagnostics({ run }: { run: RunFacts }) {
  const { answer, fault } = useAsked<Found>(projectPath(run.project, "runs", run.id, "diagnostics"), undefined, [run.id]);
  if (fault) return <p class="fault">{fault}</p>;
  if (!answer) return <p class="quiet">Reading the journals …</p>;
  const { diagnostics, skipped_lines: skipped } = answer;
  if (diagnostics.length === 0 && skipped === 0) return <p>Nothing was found wrong with this run.</p>;
  return (
    <ul class="findings">
      {skipped > 0 && (
        <li class="card" data-severity="warning">
          <strong>Warning</strong>
          <p>
            {counted(skipped, "line")} of its journals could not be read; all others are shown.
          </p>
        </li>
      )}
      {diagnostics.map(({ code, severity, message, help, place }, index) => (
        <li key={index} class="card" data-severity={severity}>
          <strong>
            {WORDS[severity]} <code>{code}</code>
          </strong>
          <p>{message}</p>
          {help && <p class="quiet">{help}</p>}
          {place && (
            <p class="quiet">
              <code>{place}</code>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
