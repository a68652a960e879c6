import { useEffect, useState } from "preact/hooks";
import { ask } from "../api/client";
import type { Source } from "../api/presets";
import { sayFault } from "../shell/notices";

interface Runs {
  readonly total: number;
  readonly runs: readonly { readonly id: string; readonly name: string }[];
}

interface LoggedTable {
  readonly key: string;
  readonly kind: "table" | "chart";
  readonly steps: readonly number[];
}

const path = (...parts: readonly string[]): string => ["/api/preset-data/runs", ...parts.map(encodeURIComponent)].join("/");

/** A table that a run logged: its project, run, key and step. */
export function RunTableInput({ projects, onTake }: { projects: readonly string[]; onTake: (source: Source) => void }) {
  const [project, setProject] = useState(projects[0] ?? "");
  const [run, setRun] = useState("");
  const [key, setKey] = useState("");
  const [step, setStep] = useState<number | null>(null);
  const runs = useAnswer<Runs>(project && path(project));
  const tables = useAnswer<readonly LoggedTable[]>(project && run && path(project, run));
  const steps = tables?.find((table) => table.key === key)?.steps ?? [];
  useEffect(() => setRun(runs?.runs[0]?.id ?? ""), [runs]);
  const take = (wanted: string, at: number | null) => {
    setKey(wanted);
    setStep(at);
    if (wanted) onTake({ kind: "run", project, run, key: wanted, step: at });
  };
  useEffect(() => take(tables?.[0]?.key ?? "", null), [tables]);
  if (projects.length === 0) return <p>No run is here yet.</p>;
  return (
    <>
      <Choice label="Project" value={project} options={projects.map((name) => [name, name])} onChoose={setProject} />
      <Choice label="Run" value={run} options={runs?.runs.map(({ id, name }) => [id, name === id ? id : `${name} (${id})`]) ?? []} onChoose={setRun} />
      {tables?.length === 0 ? (
        <p>This run has logged no table and no chart.</p>
      ) : (
        <Choice label="Table" value={key} options={tables?.map((one) => [one.key, `${one.key} (${one.kind})`]) ?? []} onChoose={(wanted) => take(wanted, null)} />
      )}
      {steps.length > 1 && (
        <Choice
          label="Step"
          value={String(step ?? "")}
          options={[["", "latest"], ...steps.map((one) => [String(one), String(one)] as const)]}
          onChoose={(wanted) => take(key, wanted === "" ? null : Number(wanted))}
        />
      )}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function useAnswer<Answer>(address: string): Answer | null {
  const [found, setFound] = useState<{ of: string; answer: Answer } | null>(null);
  useEffect(() => {
    if (!address) return undefined;
    const ending = new AbortController();
    ask<Answer>(address, { signal: ending.signal }).then((answer) => setFound({ of: address, answer }), sayFault);
    return () => ending.abort();
  }, [address]);
  return found?.of === address ? found.answer : null;
}
