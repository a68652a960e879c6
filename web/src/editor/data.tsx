import { useState } from "preact/hooks";
import { ask } from "../api/client";
import { useAnswered } from "../api/use_answered";
import type { Source } from "../api/presets";
import { FileInput, UploadInput } from "./data_files";
import { RunTableInput } from "./data_runs";
import type { Session } from "./session";

/** The type of what is dragged from the columns onto a slot. */
export const DRAGGED = "application/x-chartkit-column";

export interface DataPlaces {
  readonly projects: readonly string[];
  readonly folder: string;
  readonly files: readonly string[];
}

const KINDS: readonly { readonly value: Source["kind"]; readonly label: string }[] = [
  { value: "example", label: "The preset's example" },
  { value: "run", label: "A run's table" },
  { value: "file", label: "A file of this folder" },
  { value: "upload", label: "Upload a file" },
];

/** The table that the preset is looked at with, and its columns, which can be dragged onto slots. */
export function DataPane({ session }: { session: Session }) {
  const [kind, setKind] = useState<Source["kind"]>(session.trial.source.value.kind);
  const places = usePlaces();
  const take = (source: Source) => session.trial.setSource(source);
  const choose = (next: Source["kind"]) => {
    setKind(next);
    if (next === "example") take({ kind: "example" });
  };
  return (
    <section class="card data" aria-label="Table">
      <h2>Table</h2>
      <div class="row">
        <label class="field">
          <span>Rows come from</span>
          <select value={kind} onChange={({ currentTarget }) => choose(currentTarget.value as Source["kind"])}>
            {KINDS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {kind === "run" && places && <RunTableInput projects={places.projects} onTake={take} />}
        {kind === "file" && places && <FileInput places={places} onTake={take} />}
        {kind === "upload" && <UploadInput onTake={take} />}
      </div>
      <Columns session={session} />
    </section>
  );
}

function Columns({ session }: { session: Session }) {
  const table = session.trial.look.value?.table;
  if (!table) return null;
  return (
    <>
      <p class="quiet" role="status">
        {table.words}
        {table.isMadeUp && ", made up: the preset has no example"}
        {(table.tables?.length ?? 0) > 1 && session.trial.source.value.kind !== "example" && `, for each of the preset's tables ${table.tables?.join(", ")}`}. Drag a column onto a slot, or choose it there.
      </p>
      <ul class="columns">
        {table.columns.map(({ name, kind }) => (
          <li key={name} class="chip" draggable onDragStart={(event) => event.dataTransfer?.setData(DRAGGED, name)}>
            {name} <span class="quiet">{kind}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function usePlaces(): DataPlaces | null {
  const { answer, fault } = useAnswered((signal) => ask<DataPlaces>("/api/preset-data", { signal }), []);
  return fault === null ? answer : { projects: [], folder: "", files: [] };
}
