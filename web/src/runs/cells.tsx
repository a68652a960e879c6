/** What stands in the cells of a run's row. */
import { useEffect, useRef } from "preact/hooks";
import { durationText } from "../format/durations";
import { pathTo } from "../shell/router";
import { project } from "../state/project";
import { changeFact, factText } from "./actions";
import type { Column } from "./columns";
import { ago, cellText, wholeText, wholeTime } from "./format";
import { type EditedFact, editing } from "./grid_state";
import { StateSign } from "./icons";
import type { RunRow } from "./types";

export const isNumeric = ({ facts, key }: Column): boolean => facts.kind === "number" || key === "runtime_s";

/** The facts that can be edited where they stand. */
export const editableFact = (key: string): EditedFact | null => (key === "name" || key === "notes" || key === "tags" ? key : null);

/** The value of a run in a column. */
export function Value({ run, column }: { run: RunRow; column: Column }) {
  const { key } = column;
  switch (key) {
    case "state":
      return <StateSign state={run.state} hasWord />;
    case "created_at":
      return <time title={wholeTime(run.created_at)}>{ago(run.created_at)}</time>;
    case "runtime_s":
      return run.runtime_s === null ? null : <span title={`${run.runtime_s.toFixed(3)} s`}>{durationText(run.runtime_s)}</span>;
    case "tags":
      return <Tags tags={run.tags} />;
    case "notes":
      return <span title={run.notes ?? undefined}>{run.notes}</span>;
    case "color":
      return <span>{run.color}</span>;
    case "id":
    case "group":
    case "job_type":
    case "exit_code":
    case "name":
      return <span>{run[key]}</span>;
    default: {
      const cell = run.values[key];
      if (cell === undefined && !run.is_read && key.startsWith("summary.")) return <NotRead />;
      return <span title={wholeText(cell)}>{cellText(cell)}</span>;
    }
  }
}

function NotRead() {
  return (
    <span class="quiet" title="Not read yet">
      …<span class="unseen"> not read yet</span>
    </span>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span class="tags" title={tags.join(", ")}>
      {tags.map((tag) => (
        <span key={tag} class="run-tag">
          {tag}
        </span>
      ))}
    </span>
  );
}

export function NameLink({ run }: { run: RunRow }) {
  const name = project.value;
  if (name === null) return <span>{run.name}</span>;
  return (
    <a href={pathTo("p", name, "runs", run.id)} tabIndex={-1} title={run.name} draggable={false}>
      {run.name}
    </a>
  );
}

/** The box in which a name, notes or tags are written: Enter keeps them, Escape does not. */
export function FactEditor({ run, fact, onEnd }: { run: RunRow; fact: EditedFact; onEnd: () => void }) {
  const place = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    place.current?.focus();
    place.current?.select();
  }, []);
  const opened = useRef(factText(run, fact)).current; // others may change it meanwhile
  const end = (text: string | null, hasKey: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    editing.value = null;
    if (text !== null) void changeFact(run.id, fact, opened, text);
    if (hasKey) onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") end((event.currentTarget as HTMLInputElement).value, true);
    else if (event.key === "Escape" || event.key === "Tab") end(event.key === "Tab" ? (event.currentTarget as HTMLInputElement).value : null, true);
    else return;
    event.preventDefault();
  };
  const hint = fact === "tags" ? "tags, with commas between them" : fact;
  return (
    <input
      ref={place}
      class="fact-editor"
      aria-label={`${hint} of ${run.name}`}
      placeholder={hint}
      defaultValue={opened}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget }) => end(currentTarget.value, false)}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}
