import type { Finding } from "../api/presets";
import type { CodeView } from "./code_view";
import { helpBeside } from "./findings_in_code";
import type { Session } from "./session";

/** What `chartkit check` finds in the text, in its own words; each leads to its line, some can be mended at once. */
export function FindingList({ session, view }: { session: Session; view: { current: CodeView | null } }) {
  const findings = session.trial.findings.value;
  const fault = session.trial.checkFault.value;
  const fixable = findings?.filter(({ fix }) => fix) ?? [];
  return (
    <div class="findings">
      <div class="row">
        <h2 class="grow" aria-live="polite">
          {fault ? "Not checked" : headline(findings)}
        </h2>
        {fixable.length > 1 && (
          <button type="button" onClick={() => view.current?.fix(fixable)}>
            Make all {fixable.length} fixes
          </button>
        )}
      </div>
      {fault && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {findings && findings.length > 0 && (
        <ul tabIndex={0} aria-label="Findings">
          {findings.map((finding, index) => (
            <Found key={index} finding={finding} session={session} view={view} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Found({ finding, session, view }: { finding: Finding; session: Session; view: { current: CodeView | null } }) {
  const { code, severity, message, line, column, fix } = finding;
  const help = helpBeside(finding);
  const isGolden = (code === "CK702" || code === "CK805") && session.saved.value?.isWritable;
  return (
    <li class={`finding ${severity}`}>
      <button type="button" class="place" disabled={line === null} onClick={() => view.current?.goTo(finding)}>
        <span class="unseen">{severity}, go to </span>
        {line === null ? code : `${line}:${column ?? 1} ${code}`}
      </button>
      <p>
        {message}
        {help && <span class="quiet"> {help}</span>}
      </p>
      {fix && (
        <button type="button" onClick={() => view.current?.fix([finding])}>
          {fix.words}
        </button>
      )}
      {isGolden && (
        <button type="button" disabled={session.isDirty.value} onClick={() => void session.trial.updateGolden()}>
          Update golden
        </button>
      )}
    </li>
  );
}

function headline(findings: readonly Finding[] | null): string {
  if (findings === null) return "Checking …";
  if (findings.length === 0) return "chartkit check finds nothing";
  const count = (severity: Finding["severity"], one: string) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [`${number} ${one}${number === 1 ? "" : "s"}`];
  };
  return [...count("error", "error"), ...count("warning", "warning"), ...count("info", "note")].join(", ");
}
