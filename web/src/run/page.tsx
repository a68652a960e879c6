import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { projectPath } from "../api/client";
import { useAsked } from "../logged/asking";
import { putFacts, textsOf } from "../runs/rows";
import { pathTo, route } from "../shell/router";
import { ViewTitle } from "../shell/title";
import type { RunFacts } from "./answer";
import { Charts } from "./charts";
import { Code } from "./code";
import { Diagnostics } from "./diagnostics";
import { EditedFact } from "./edited_fact";
import { Files } from "./files";
import { Media } from "./media";
import { Metrics } from "./metrics";
import { Overview } from "./overview";
import { System } from "./system";
import { Tables } from "./tables";

interface Part {
  readonly id: string;
  readonly label: string;
  readonly Body: ComponentType<{ run: RunFacts }>;
  /** How much of it there is; null is not told, 0 is not offered. */
  readonly count: (run: RunFacts) => number | null;
}

const ofKind = (run: RunFacts, isKind: (kind: string) => boolean): number => run.keys.filter(({ kind }) => isKind(kind)).length;

/** The parts of the page: a new one is a line here. */
const PARTS: readonly Part[] = [
  { id: "overview", label: "Overview", Body: Overview, count: () => null },
  { id: "metrics", label: "Metrics", Body: Metrics, count: (run) => run.numbers.length },
  { id: "charts", label: "Charts", Body: Charts, count: (run) => ofKind(run, (kind) => kind === "chart") },
  { id: "tables", label: "Tables", Body: Tables, count: (run) => ofKind(run, (kind) => kind === "table") || ofKind(run, (kind) => kind === "chart") && null },
  { id: "media", label: "Media", Body: Media, count: (run) => ofKind(run, (kind) => kind !== "chart" && kind !== "table") },
  { id: "files", label: "Files and artifacts", Body: Files, count: (run) => run.files.length + run.artifacts.logged.length + run.artifacts.used.length },
  { id: "system", label: "System", Body: System, count: () => null },
  { id: "code", label: "Code", Body: Code, count: (run) => (run.source.text || run.diff || Object.keys(run.code.python?.packages ?? {}).length > 0 ? null : 0) },
  { id: "diagnostics", label: "Diagnostics", Body: Diagnostics, count: () => null },
];

/** All of one run. */
export function RunPage() {
  const { value } = route;
  if (value.view !== "run") return null;
  return <Run key={`${value.project}/${value.run}`} project={value.project} id={value.run} />;
}

function Run({ project, id }: { project: string; id: string }) {
  const { answer, fault } = useAsked<RunFacts>(projectPath(project, "runs", id), undefined, [id]);
  useEffect(() => {
    if (answer) putFacts(answer);
  }, [answer]);
  const [shown, setShown] = useState(location.hash.slice(1) || "overview");
  useEffect(() => {
    const follow = () => setShown(location.hash.slice(1) || "overview");
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  if (fault)
    return (
      <>
        <ViewTitle text={id} />
        <p class="fault">{fault}</p>
      </>
    );
  if (!answer) return <ViewTitle text={id} />;
  const run = { ...answer, ...textsOf(id) };
  const parts = PARTS.filter((part) => part.count(run) !== 0);
  const part = parts.find((one) => one.id === shown) ?? (parts[0] as Part);
  const choose = (next: string) => {
    history.replaceState(null, "", `#${next}`);
    setShown(next);
  };
  return (
    <article class="run-page">
      <header class="run-head">
        <div class="row">
          <EditedFact run={run} fact="name">
            <ViewTitle text={run.name} />
          </EditedFact>
          <span class="state" data-state={run.state}>
            {run.state}
          </span>
        </div>
        <p class="quiet">
          <a href={pathTo("p", project)}>{project}</a> / <code>{run.id}</code>
        </p>
      </header>
      {run.faults.length > 0 && (
        <ul class="fault run-faults">
          {run.faults.map(({ message, help }) => (
            <li key={message}>
              {message} {help}
            </li>
          ))}
        </ul>
      )}
      <Tabs parts={parts} chosen={part.id} run={run} onChoose={choose} />
      <div role="tabpanel" id={`part-${part.id}`} aria-labelledby={`tab-${part.id}`} class="run-part">
        <part.Body run={run} />
      </div>
    </article>
  );
}

function Tabs(props: { parts: readonly Part[]; chosen: string; run: RunFacts; onChoose: (id: string) => void }) {
  const { parts, chosen, run, onChoose } = props;
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = parts[(parts.findIndex(({ id }) => id === chosen) + by + parts.length) % parts.length] as Part;
    onChoose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Parts of the run" class="tabs" onKeyDown={move}>
      {parts.map(({ id, label, count }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === chosen}
          aria-controls={id === chosen ? `part-${id}` : undefined}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {label}
          {count(run) !== null && <span class="how-many"> {count(run)}</span>}
        </button>
      ))}
    </div>
  );
}
